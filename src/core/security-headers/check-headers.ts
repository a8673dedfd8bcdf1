import { error, shown, warning, type Problem } from '../problem';
import { HEADER_NAMES, HEADER_PROPERTIES } from './header-names';
import { isDisallowed } from '../facts/edge-headers';
import { POLICY_LIMITS } from '../headers-policy/limits';

/** A header as the policy will have it. */
export interface GivenHeader {
  readonly name: string;
  readonly value: string;
  /** The property that it comes from. */
  readonly path: string;
  /** Whether response headers policies have an option for it. */
  readonly native: boolean;
}

export interface GivenRemoval {
  readonly name: string;
  /** Undefined for one of a preset. */
  readonly path?: string;
}

type IsToken = (text: string) => boolean;

/**
 * Headers that a policy may neither set nor remove; `*` is a wildcard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 * (checked 2026-11-20)
 */
export const FIXED_HEADERS: readonly string[] = [
  'connection', 'content-encoding', 'content-length', 'expect', 'host', 'keep-alive', 'proxy-authenticate',
  'proxy-authorization', 'proxy-connection', 'trailer', 'transfer-encoding', 'upgrade', 'via', 'warning',
  'x-accel-buffering', 'x-accel-charset', 'x-accel-limit-rate', 'x-accel-redirect', 'x-amz-cf-*', 'x-amzn-auth',
  'x-amzn-cf-billing', 'x-amzn-cf-id', 'x-amzn-cf-xff', 'x-amzn-errortype', 'x-amzn-fle-profile',
  'x-amzn-header-count', 'x-amzn-header-order', 'x-amzn-lambda-integration-tag', 'x-amzn-requestid', 'x-edge-*',
  'x-forwarded-proto', 'x-real-ip',
];

/** Reports names and values that CloudFront would refuse. */
export function checkHeaders(
  headers: readonly GivenHeader[], removed: readonly GivenRemoval[], isToken: IsToken,
  { policy = true, functions = false, dynamic = 0 }: HeaderEngine = {},
): Problem[] {
  return [
    ...policy ? [] : [
      ...headers.flatMap(({ name, path }) => checkForFunction(name, path, 'sets')),
      ...removed.flatMap(({ name, path }) => (path === undefined ? [] : checkForFunction(name, path, 'removes'))),
    ],
    ...headers.flatMap(({ name, path }, index) => [
      ...path.startsWith('customHeaders') ? checkCustom(name, headers.slice(0, index), path, isToken) : [],
    ]),
    ...headers.flatMap(({ name, value, path }) => checkValue(name, value, path, isToken, policy)),
    ...removed.flatMap(({ name, path }) => (path === undefined ? [] : checkName(name, path, 'removes', isToken))),
    ...policy ? checkCounts(headers, functions ? [] : removed) : [],
    ...checkTotal(headers, isToken, dynamic),
  ];
}

/** What sets the headers. */
export interface HeaderEngine {
  /** Whether a response headers policy does, with its quotas. */
  readonly policy?: boolean;
  /** Whether a function does, too, which removes what a policy cannot. */
  readonly functions?: boolean;
  /** Characters that functions add to values at most. */
  readonly dynamic?: number;
}

/** If a function sets such a header, CloudFront responds with 502. */
function checkForFunction(name: string, path: string, verb: 'sets' | 'removes'): Problem[] {
  const isFixed = isDisallowed(name) || name.toLowerCase() === 'cdn-loop'
    || (verb === 'sets' && same(name, 'set-cookie'));
  return isFixed ? [error('EDGE_HEADER_NAME', `${verb} ${name}, which CloudFront does not allow a function to do: `
    + 'leave it out', path)] : [];
}

function checkCustom(name: string, before: readonly GivenHeader[], path: string, isToken: IsToken): Problem[] {
  const property = HEADER_PROPERTIES.find((one) => same(HEADER_NAMES[one], name));
  if (property !== undefined) {
    return [error('EDGE_HEADER_TWICE', `sets ${name}, which has a property of its own: use ${property}`, path)];
  }
  return before.some((other) => same(other.name, name))
    ? [error('EDGE_HEADER_TWICE', `sets ${name}, which another custom header sets: remove one`, path)]
    : checkName(name, path, 'sets', isToken);
}

function checkName(name: string, path: string, verb: 'sets' | 'removes', isToken: IsToken): Problem[] {
  if (isToken(name)) return [];
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    return [error('EDGE_HEADER_NAME', `is not the name of a header, got ${shown(name)}`, path)];
  }
  const fixed = FIXED_HEADERS.some((one) => (
    one.endsWith('*') ? name.toLowerCase().startsWith(one.slice(0, -1)) : same(one, name)));
  return fixed
    ? [error('EDGE_HEADER_NAME', `${verb} ${name}, which CloudFront does not allow: leave it out`, path)]
    : [];
}

/** A line break would be another header. */
function checkValue(name: string, value: string, path: string, isToken: IsToken, inPolicy: boolean): Problem[] {
  if (isToken(value)) return [];
  if (/[^\t\x20-\x7e]/u.test(value) || value.trim() !== value) {
    return [error('EDGE_HEADER_VALUE', `has a value of ${name} with characters that are not allowed, got `
      + `${shown(value)}; use printable ASCII without spaces at its ends`, path)];
  }
  const { valueLength } = POLICY_LIMITS;
  // That of a Content-Security-Policy is reported with its directives.
  return inPolicy && value.length > valueLength && !path.startsWith('contentSecurityPolicy')
    ? [exceeded(`has ${value.length} characters in ${name}`, valueLength, path)] : [];
}

function checkCounts(headers: readonly GivenHeader[], removed: readonly GivenRemoval[]): Problem[] {
  const { customHeaders, removedHeaders, nameLength } = POLICY_LIMITS;
  const custom = headers.filter(({ native }) => !native);
  return [
    ...custom.length > customHeaders ? [exceeded(
      `has ${custom.length} headers for which CloudFront has no option of their own (${
        custom.map(({ name }) => name).join(', ')})`, customHeaders, 'customHeaders')] : [],
    ...headers.filter(({ name }) => name.length > nameLength).map(({ name, path }) => exceeded(
      `has ${name.length} characters in a name`, nameLength, path)),
    ...removed.length > removedHeaders ? [warning('EDGE_HEADER_LIMIT', `removes ${removed.length} headers; by reports, `
      + `CloudFront allows ${removedHeaders}: remove fewer`, 'removeHeaders')] : [],
  ];
}

/** The quota of policies also for functions: what is longer, many clients and proxies do not take. */
function checkTotal(headers: readonly GivenHeader[], isToken: IsToken, dynamic: number): Problem[] {
  const { totalLength } = POLICY_LIMITS;
  const known = headers.filter(({ value }) => !isToken(value));
  const total = known.reduce((sum, { name, value }) => sum + name.length + value.length, dynamic);
  return total > totalLength
    ? [exceeded(`has ${total} characters in all names and values`, totalLength, 'customHeaders')] : [];
}

function exceeded(what: string, limit: number, path: string): Problem {
  return error('EDGE_HEADER_LIMIT', `${what}; CloudFront allows ${limit}: use fewer`, path);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
