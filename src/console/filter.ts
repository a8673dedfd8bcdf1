import type { Row } from '../preview/console/api';

/**
 * Whether a request is shown with a filter: words that all have to be in its line; `-word` must not be. `4xx` is a
 * class of statuses.
 */
export function matchesFilter(row: Row, filter: string): boolean {
  const { method, url, status, xCache, behavior, host, location = '' } = row;
  const text = `${status} ${method} ${url} ${location} ${xCache} ${behavior} ${host}`.toLowerCase();
  return filter.toLowerCase().split(/\s+/).filter((word) => word !== '' && word !== '-').every((word) => {
    const isExcluded = word.startsWith('-');
    const wanted = isExcluded ? word.slice(1) : word;
    const isThere = /^\dxx$/.test(wanted) ? String(status)[0] === wanted[0] : text.includes(wanted);
    return isThere !== isExcluded;
  });
}
