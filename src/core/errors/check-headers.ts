import { isDisallowed, isReadOnly } from '../facts/edge-headers';
import { error, shown, type Problem } from '../problem';

/** Headers that describe the origin's body or its caching, and would be wrong on the new response. */
const ABOUT_THE_ORIGINS_BODY: readonly string[] = [
  'accept-ranges',
  'age',
  'cache-control',
  'content-digest',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-md5',
  'content-range',
  'content-type',
  'digest',
  'etag',
  'expires',
  'last-modified',
  'location',
  'pragma',
  'refresh',
  'repr-digest',
  'trailer',
];

/**
 * Headers that are meant for one viewer. CloudFront caches errors, so that another viewer would get them, too, and be
 * logged in as the first one.
 */
const FOR_ONE_VIEWER: readonly string[] = [
  'authentication-info',
  'authorization',
  'clear-site-data',
  'cookie',
  'cookie2',
  'dpop-nonce',
  'proxy-authentication-info',
  'set-cookie',
  'set-cookie2',
];

/** Checks the headers of the origin that are kept on masked responses. */
export function checkKeptHeaders(names: readonly string[], list: string): Problem[] {
  return names.flatMap((name, index) => {
    const path = `${list}[${index}]`;
    const [got, lower] = [`got ${shown(name)}`, name.toLowerCase()];
    return [
      ...headerNameProblem(name, path),
      ...(ABOUT_THE_ORIGINS_BODY.includes(lower) ? [error('EDGE_MASK_HEADER',
        `would say something untrue about the new answer, ${got}; leave it out`, path)] : []),
      ...(FOR_ONE_VIEWER.includes(lower) ? [error('EDGE_MASK_HEADER_PRIVATE',
        `is for one viewer, ${got}, and masked answers are cached, so that others would get it; leave it `
          + 'out', path)] : []),
    ];
  });
}

/** Checks the header that marks errors of the origin: its name must not be used for anything else. */
export function checkSourceHeader(name: string | undefined, path: string): Problem[] {
  if (name === undefined) return [];
  const meansSomething = !/^x-/i.test(name) || isReadOnly('origin-response', name);
  return [
    ...headerNameProblem(name, path),
    ...(meansSomething ? [error('EDGE_MASK_HEADER',
      `may be a header that means something else, got ${shown(name)}; use a name that begins with "x-"`, path)] : []),
  ];
}

/** Reports a header name that is invalid, or that CloudFront does not show to functions. */
export function headerNameProblem(name: string, path: string): Problem[] {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) {
    return [error('EDGE_MASK_HEADER',
      `is not the name of a header, got ${shown(name)}; use letters, digits and hyphens`, path)];
  }
  return isDisallowed(name) ? [error('EDGE_MASK_HEADER',
    `is a header that CloudFront keeps to itself, got ${shown(name)}; use another`, path)] : [];
}
