import type { LogGroup } from '../../core/access-logs/tally';
import { observationOfLog } from '../../core/explain/from-log';
import type { Observation } from '../../core/explain/observation';

/** A group of a log as one of its lines, with its most frequent path and the id of one request. */
export function observationOf({ record, paths, requestIds: [id] }: LogGroup): Observation {
  const fields = { ...Object.fromEntries(record), ...(id !== undefined && { 'x-edge-request-id': id }) };
  return observationOfLog(fields, paths.top(1)[0]?.[0]);
}
