import type { NamedBehavior } from './behaviors';
import { cachingOf, type Visible } from './cache-key';
import { selects, type Selection } from '../core/facts/policy-settings';
import { error, type Problem } from '../core/problem';
import type { RequestPart } from '../core/redirects/rule/types';

/**
 * Shows that what the rules read is part of the cache key, or says what is missing.
 *
 * A redirect of an origin event is cached: if it depended on a header that is not in the key, the first visitor's answer
 * would be everybody's. Where nothing is cached it is enough that the function gets to see the part at all.
 */
export function proveCacheKey(parts: readonly RequestPart[], named: NamedBehavior): Problem[] {
  return missingParts(parts, named).map(({ part, where, unseen }) => error('EDGE_NOT_IN_CACHE_KEY', unseen
    ? `reads ${describe(part)}, which does not reach the function on behavior ${JSON.stringify(named.pattern)}, `
      + 'so that the rule could never apply; use RedirectEventType.VIEWER_REQUEST, or an origin request policy with it'
    : `reads ${describe(part)}, which is ${where}, so that one visitor's redirect would be served to all; `
      + `${cure(part)}`,
  part.file === undefined ? undefined : { file: part.file, line: part.line, column: 1 }));
}

export interface MissingPart {
  readonly part: RequestPart;
  /** In words for a message: not in the cache key of which behavior. */
  readonly where: string;
  /** Nothing is cached, so that nobody gets what is another's; but the function does not see the part at all. */
  readonly unseen: boolean;
}

/** The parts that are not shown to be safe to read. */
export function missingParts(parts: readonly RequestPart[], { pattern, behavior }: NamedBehavior): MissingPart[] {
  const { key, forwarded, cached } = cachingOf(behavior);
  const where = `${key ? 'not in the cache key' : 'not known to be in the cache key'} of behavior ${JSON.stringify(pattern)}`;
  const isSafe = (part: RequestPart): boolean => isVisible(part, key) || (!cached && reaches(part, forwarded))
    || (part.dispensable === true && key !== undefined && forwarded?.queryStrings.mode === 'none');
  return parts.filter((part) => !isSafe(part)).map((part) => ({ part, where, unseen: !cached }));
}

/**
 * Whether the function gets to see a part that is not in the key. The method always does; a policy of which nothing is
 * known may forward anything.
 */
function reaches(part: RequestPart, forwarded: Visible | undefined): boolean {
  return part.kind === 'method' || forwarded === undefined || isVisible(part, forwarded);
}

function isVisible(part: RequestPart, visible: Visible | undefined): boolean {
  if (!visible) return false;
  const header = (name: string) => isForwarded(visible, name);
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

/** The viewer's headers do not have what CloudFront finds out about the viewer. */
function isForwarded({ headers, cloudFrontHeaders }: Visible, name: string): boolean {
  if (!selects(headers, name, { ignoreCase: true })) return false;
  if (headers.mode === 'only' || cloudFrontHeaders === undefined || !/^cloudfront-/i.test(name)) return true;
  return cloudFrontHeaders.some((other) => other.toLowerCase() === name.toLowerCase());
}

/**
 * Policies know no wildcards: no list of names has all that begin with `utm_`, and one exception among them is too
 * many.
 */
function takesQuery(selection: Selection, name: string): boolean {
  if (!name.endsWith('*') || selection.mode === 'all') return selects(selection, name, { ignoreCase: false });
  return selection.mode === 'all-except' && !selection.names.some((excepted) => excepted.startsWith(name.slice(0, -1)));
}

function describe(part: RequestPart): string {
  switch (part.kind) {
    case 'query': return part.name === undefined ? 'the whole query string' : `the query parameter${isPrefix(part) ? 's' : ''} ${JSON.stringify(part.name)}`;
    case 'header': case 'cookie': return `the ${part.kind} ${JSON.stringify(part.name)}`;
    case 'country': return "the viewer's country";
    case 'language': return "the viewer's language";
    default: return `the request's ${part.kind}`;
  }
}

function cure(part: RequestPart): string {
  const elsewhere = 'use RedirectEventType.VIEWER_REQUEST';
  if (part.dispensable) return `${elsewhere}, or a cache policy with all query strings, or an origin request policy without them`;
  switch (part.kind) {
    case 'query': return `${elsewhere}, a cache policy with ${queryToHave(part)}, or "query": "drop" in the rule`;
    case 'method': return elsewhere;
    case 'country': return 'use a cache policy with the header CloudFront-Viewer-Country';
    case 'language': return `${elsewhere}, or a cache policy with the header Accept-Language`;
    default: return `${elsewhere}, or a cache policy with this ${part.kind}`;
  }
}

function queryToHave(part: RequestPart): string {
  return part.name === undefined || isPrefix(part) ? 'all query strings' : 'this parameter';
}

function isPrefix({ name }: RequestPart): boolean {
  return name?.endsWith('*') === true;
}
