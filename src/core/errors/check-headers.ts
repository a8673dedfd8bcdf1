import { isDisallowed, isReadOnly } from '../facts/edge-headers';
import type { Problem } from '../problem';

/** Say something about the origin's body or its caching that is not true of an answer of ours. */
const ABOUT_THE_ORIGINS_BODY: readonly string[] = [
  'accept-ranges', 'age', 'cache-control', 'content-digest', 'content-disposition', 'content-encoding', 'content-language', 'content-length',
  'content-location', 'content-md5', 'content-range', 'content-type', 'digest', 'etag', 'expires', 'last-modified', 'location', 'pragma', 'refresh',
  'repr-digest', 'trailer',
];

/**
 * Are meant for one viewer. CloudFront caches errors, so that the next one would get them as well, and be logged in as
 * somebody else.
 */
const FOR_ONE_VIEWER: readonly string[] = [
  'authentication-info', 'authorization', 'clear-site-data', 'cookie', 'cookie2', 'dpop-nonce', 'proxy-authentication-info', 'set-cookie', 'set-cookie2',
];

/** Headers of the origin that are to stay on masked answers. */
export function checkKeptHeaders(names: readonly string[], path: string): Problem[] {
  return names.flatMap((name) => [
    ...headerNameProblem(name, path),
    ...(ABOUT_THE_ORIGINS_BODY.includes(name.toLowerCase()) ? [problem(path,
      `would say something untrue about the new answer, got ${JSON.stringify(name)}; leave it out`)] : []),
    ...(FOR_ONE_VIEWER.includes(name.toLowerCase()) ? [{
      code: 'EDGE_MASK_HEADER_PRIVATE',
      severity: 'error' as const,
      path,
      message: `is for one viewer, got ${JSON.stringify(name)}, and masked answers are cached, so that others would get it; leave it out`,
    }] : []),
  ]);
}

/** The header that tells errors of the origin from others: a name that nothing else uses. */
export function checkSourceHeader(name: string | undefined, path: string): Problem[] {
  if (name === undefined) return [];
  const meansSomething = !/^x-/i.test(name) || isReadOnly('origin-response', name);
  return [
    ...headerNameProblem(name, path),
    ...(meansSomething ? [problem(path, `may be a header that means something else, got ${JSON.stringify(name)}; use a name that begins with "x-"`)] : []),
  ];
}

/** A name that a function never gets to see, or that is none. */
export function headerNameProblem(name: string, path: string): Problem[] {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) {
    return [problem(path, `is not the name of a header, got ${JSON.stringify(name)}; use letters, digits and hyphens`)];
  }
  return isDisallowed(name) ? [problem(path, `is a header that CloudFront keeps to itself, got ${JSON.stringify(name)}; use another`)] : [];
}

function problem(path: string, message: string): Problem {
  return { code: 'EDGE_MASK_HEADER', severity: 'error', path, message };
}
