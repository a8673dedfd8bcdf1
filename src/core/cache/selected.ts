import { selects, type Selection } from '../facts/policy-settings';

/**
 * Whether a cache policy and an origin request policy together forward a value: one of them has it, and of two lists of
 * exceptions, neither names it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html
 * (checked 2026-11-29)
 */
function isSelected(selections: readonly Selection[], name: string): boolean {
  const has = (selection: Selection) => selects(selection, name, { ignoreCase: false });
  const exceptions = selections.filter(({ mode }) => mode === 'all-except');
  return (exceptions.length > 0 && exceptions.every(has))
    || selections.some((selection) => selection.mode !== 'all-except' && has(selection));
}

/** The parameters of a query string that the selections have, in the viewer's order and spelling. */
export function selectedQuery(querystring: string, selections: readonly Selection[]): string {
  if (selections.some((selection) => selection.mode === 'all')) return querystring;
  return querystring
    .split('&')
    .filter((pair) => pair !== '' && isSelected(selections, nameOf(pair)))
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
 * The cookies of a Cookie header that the selections have, sorted by name; undefined if there are none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html (checked 2026-11-28)
 */
export function selectedCookies(cookie: string | undefined, selections: readonly Selection[]): string | undefined {
  const kept = (cookie ?? '').split(/;\s*/).filter((pair) => {
    const name = cookieName(pair);
    // Names with `$` are not supported: CloudFront removes them.
    return pair !== '' && !name.startsWith('$') && isSelected(selections, name);
  });
  if (kept.length === 0) return undefined;
  return kept.sort((a, b) => (cookieName(a) < cookieName(b) ? -1 : cookieName(a) > cookieName(b) ? 1 : 0)).join('; ');
}

function cookieName(pair: string): string {
  return pair.split('=', 1)[0]!.trim();
}
