/** The timeout of the functions that this library creates, in seconds. */
export const FUNCTION_TIMEOUT_SEC = 5;

/**
 * The share of the remaining time that one step of the user may take: the steps behind it and the answer itself need
 * the rest.
 */
export const STEP_TIME_SHARE = 0.8;
