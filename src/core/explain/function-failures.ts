interface Failure {
  readonly what: string;
  readonly cure: string;
}

const INVALID: Failure = {
  what: 'CloudFront refused the result of an edge function',
  cure: 'correct what the function returns: a status as text, headers that are allowed at the event, a body below the '
    + 'limit; the preview checks the same',
};
const THREW = {
  what: 'an edge function threw, took too long, or may not be invoked',
  cure: 'look in its logs for the error; let steps of an EdgeCustomStep return the request if they fail',
};
const THROTTLED = {
  what: 'Lambda throttled an edge function',
  cure: 'have the quota of concurrent executions raised in the Region near the viewers, or shorten the function; a '
    + 'CloudFront Function has no such quota',
};
const OVER_BUDGET = {
  what: 'a CloudFront Function took more than its compute time for a while, and is throttled',
  cure: 'do less in the function, and wait some minutes after the deployment',
};

/** By the value of X-Cache and of a log, and by the message on the page. */
const FAILURES: Readonly<Record<string, Failure>> = {
  LambdaValidationError: INVALID,
  FunctionValidationError: INVALID,
  lambdaInvalidResult: INVALID,
  lambdaInvalidValue: INVALID,
  functionInvalidResult: INVALID,
  functionInvalidValue: INVALID,
  LambdaExecutionError: THREW,
  FunctionExecutionError: THREW,
  lambdaFailed: THREW,
  functionFailed: THREW,
  LambdaLimitExceeded: THROTTLED,
  lambdaThrottled: THROTTLED,
  FunctionThrottledError: OVER_BUDGET,
};

export function failureOf(value: string): Failure | undefined {
  return Object.hasOwn(FAILURES, value) ? FAILURES[value] : undefined;
}
