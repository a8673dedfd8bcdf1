import { selects, type Selection } from '../../core/facts/policy-settings';

/** The parameters of a query string that reach the origin, in the viewer's order and spelling. */
export function forwardedQuery(querystring: string, selections: readonly Selection[]): string {
  if (selections.some((selection) => selection.mode === 'all')) return querystring;
  return querystring
    .split('&')
    .filter((pair) => pair !== '' && selections.some((s) => selects(s, nameOf(pair), { ignoreCase: false })))
    .join('&');
}

function nameOf(pair: string): string {
  const name = pair.split('=', 1)[0]!.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The cookies of a Cookie header that reach the origin; undefined if there are none. */
export function forwardedCookies(cookie: string | undefined, selections: readonly Selection[]): string | undefined {
  const kept = (cookie ?? '').split(/;\s*/).filter((pair) => (
    pair !== '' && selections.some((s) => selects(s, pair.split('=', 1)[0]!.trim(), { ignoreCase: false }))
  ));
  return kept.length === 0 ? undefined : kept.join('; ');
}
