/** The timeout of the functions that this library creates, in seconds. */
export const FUNCTION_TIMEOUT_SEC = 5;

/**
 * The share of the remaining time that a custom step may take. The rest is for later steps and the response.
 */
export const STEP_TIME_SHARE = 0.8;
