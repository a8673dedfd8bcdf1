const MESSAGE_MAX_LENGTH = 1_000;

/**
 * One line of JSON, so that CloudWatch Logs Insights can count by code. Nothing of the request goes into it but its id.
 */
export function logError(code: string, fields: object, error: unknown): void {
  try {
    console.log(
      JSON.stringify({ level: 'ERROR', code, ...fields, message: describe(error).slice(0, MESSAGE_MAX_LENGTH) }),
    );
  } catch {
    // Code of the user may have replaced the console; whatever it did, the message has to go on.
  }
}

/** Anything can be thrown, also what has no text. */
function describe(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'something without a text was thrown';
  }
}
