import { UsageError } from '../frame/usage-error';

/** A source of headers that cannot be used. */
export function unusable(message: string): UsageError {
  return new UsageError(message, 'EDGE_HEADERS_INPUT');
}
