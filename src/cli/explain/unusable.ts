import { UsageError } from '../frame/usage-error';

/** An input of `explain` that cannot be used at all. */
export function unusable(message: string): UsageError {
  return new UsageError(message, 'EDGE_EXPLAIN_INPUT');
}
