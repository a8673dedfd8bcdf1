/** Statuses of rules that redirect. */
export const REDIRECT_STATUSES: readonly number[] = [301, 302, 303, 307, 308];

/** Statuses of rules without a target: the answer is an error. */
export const ERROR_STATUSES: readonly number[] = [404, 410, 451, 503];
