import type { ShortRequest } from './shapes';
import type { TraceEntry, UrlFact } from './trace';

/** The path and the query as one text. */
function urlOf({ uri, querystring }: Pick<ShortRequest, 'uri' | 'querystring'>): string {
  return uri + (querystring === '' ? '' : `?${querystring}`);
}

/** The new URL of a request; undefined if it is the same. */
export function urlChange(before: ShortRequest, after: ShortRequest): string | undefined {
  return urlOf(before) === urlOf(after) ? undefined : urlOf(after);
}

/**
 * The URLs of a request from the viewer to the origin, each with the stage that made it; empty if nothing changed it.
 * The requests for a second origin and for an error page are of their own and not listed.
 */
export function urlsOf(viewer: ShortRequest, entries: readonly TraceEntry[]): UrlFact[] {
  const end = entries.findIndex((entry) => (
    entry.stage === 'failover' || (entry.stage === 'behavior' && entry.forErrorPage)));
  const changes = (end < 0 ? entries : entries.slice(0, end)).flatMap((entry): UrlFact[] => {
    if (entry.stage === 'default-root-object') {
      return [{ after: entry.stage, url: urlOf({ ...viewer, uri: entry.uri }) }];
    }
    if (entry.stage !== 'viewer-request' && entry.stage !== 'origin-request') return [];
    const url = entry.outcome === 'continued' ? urlChange(entry.request.before, entry.request.after) : undefined;
    return url === undefined ? [] : [{ after: entry.stage, url }];
  });
  return changes.length === 0 ? [] : [{ after: 'viewer', url: urlOf(viewer) }, ...changes];
}
