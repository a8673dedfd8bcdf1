import type { Visible } from './caching';
import type { RequestPart } from './request-part';
import { selects, type Selection } from '../facts/policy-settings';

/** Whether a part is in the key, or forwarded. False if that is unknown. */
export function isVisible(part: RequestPart, visible: Visible | undefined): boolean {
  if (!visible) return false;
  const header = (name: string) => hasHeader(visible, name);
  switch (part.kind) {
    case 'header': return header(part.name!);
    case 'host': return header('host');
    case 'country': return header('cloudfront-viewer-country');
    case 'language': return header('accept-language');
    case 'cookie': return selects(visible.cookies, part.name!, { ignoreCase: false });
    case 'query': return takesQuery(visible.queryStrings, part.name ?? '*');
    // GET and HEAD share a cache entry whatever the policy says.
    case 'method': return false;
  }
}

/** Viewer headers do not include the headers that CloudFront adds. */
function hasHeader({ headers, cloudFrontHeaders }: Visible, name: string): boolean {
  if (!selects(headers, name, { ignoreCase: true })) return false;
  if (headers.mode === 'only' || cloudFrontHeaders === undefined || !/^cloudfront-/i.test(name)) return true;
  return cloudFrontHeaders.some((other) => other.toLowerCase() === name.toLowerCase());
}

/**
 * Policies have no wildcards: no list of names includes everything that begins with `utm_`, and a single exception with
 * that prefix excludes a part of it.
 */
function takesQuery(selection: Selection, name: string): boolean {
  if (!name.endsWith('*') || selection.mode === 'all') return selects(selection, name, { ignoreCase: false });
  return selection.mode === 'all-except' && !selection.names.some((excepted) => excepted.startsWith(name.slice(0, -1)));
}
