import { selects, type Selection } from '../facts/policy-settings';

/** The parameters of a query string that any of the selections has, in the viewer's order and spelling. */
export function selectedQuery(querystring: string, selections: readonly Selection[]): string {
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

/**
 * The cookies of a Cookie header that any of the selections has, sorted by name; undefined if there are none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html (checked 2026-11-28)
 */
export function selectedCookies(cookie: string | undefined, selections: readonly Selection[]): string | undefined {
  const kept = (cookie ?? '').split(/;\s*/).filter((pair) => {
    const name = cookieName(pair);
    // Names with `$` are not supported: CloudFront removes them.
    return pair !== '' && !name.startsWith('$') && selections.some((s) => selects(s, name, { ignoreCase: false }));
  });
  if (kept.length === 0) return undefined;
  return kept.sort((a, b) => (cookieName(a) < cookieName(b) ? -1 : cookieName(a) > cookieName(b) ? 1 : 0)).join('; ');
}

function cookieName(pair: string): string {
  return pair.split('=', 1)[0]!.trim();
}
