const MESSAGE_MAX_LENGTH = 1_000;

/**
 * Logs one line of JSON, so that CloudWatch Logs Insights can count by code. Of the request it only contains the id.
 */
export function logError(code: string, fields: object, error: unknown): void {
  try {
    console.log(
      JSON.stringify({ level: 'ERROR', code, ...fields, message: describe(error).slice(0, MESSAGE_MAX_LENGTH) }),
    );
  } catch {
    // User code may have replaced the console. A failure to log must not fail the request.
  }
}

/** Any value can be thrown, also one that cannot be converted to text. */
function describe(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'something without a text was thrown';
  }
}
