import type { LogFields, Observation } from './observation';

/** The observation that a line of a log is. */
export function observationOfLog(log: LogFields, place?: string): Observation {
  const value = (name: string): string | undefined => logValue(log, name);
  const protocol = value('cs-protocol')?.replace(/^ws/, 'http');
  const host = value('x-host-header') ?? value('cs(Host)');
  const path = value('cs-uri-stem') ?? '';
  return {
    status: Number(value('sc-status') ?? 0) || 0,
    headers: {},
    log,
    ...(place !== undefined && { place }),
    ...(host !== undefined && { url: `${protocol === 'http' ? 'http' : 'https'}://${host}${path}` }),
    ...(value('cs-method') !== undefined && { method: value('cs-method') }),
    ...((protocol === 'http' || protocol === 'https') && { protocol }),
  };
}

/** The value of a field; undefined if the line has none. */
export function logValue(log: LogFields | undefined, name: string): string | undefined {
  const value = log !== undefined && Object.hasOwn(log, name) ? log[name] : undefined;
  return value === '-' || value === '' ? undefined : value;
}
