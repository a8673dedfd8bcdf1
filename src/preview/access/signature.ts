import { createVerify } from 'node:crypto';
import { policyFault, readPolicy } from './policy';
import { headerValue } from '../../core/http/headers';
import type { TrustedKeys } from '../assembly/distribution';
import type { Exchange } from '../exchange/exchange';
import type { SignedUrlCode } from '../injection/block';

/** Why CloudFront refuses a request to restricted content. */
export interface SignatureFault {
  readonly code: SignedUrlCode;
  readonly why: string;
}

/** The names of the parameters; a cookie has the prefix `CloudFront-`. */
const NAMES = ['Expires', 'Policy', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm'] as const;

type Parameters = Partial<Record<(typeof NAMES)[number], string>>;

/**
 * Checks the signed URL or the signed cookies of a request. Which id a key gets is only known after the deployment, so
 * that any of the trusted keys may have made the signature. A signature by a key that is not in the app is accepted.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html (checked 2026-11-28)
 */
export function signatureFault(
  exchange: Exchange, trusted: TrustedKeys, aliases: readonly string[],
): SignatureFault | undefined {
  const { querystring, headers } = exchange.request;
  const inQuery = ofQuery(querystring);
  const isUrl = inQuery['Key-Pair-Id'] !== undefined;
  const given = isUrl ? inQuery : ofCookies(headerValue(headers, 'cookie') ?? '');
  if (given['Key-Pair-Id'] === undefined) return { code: 'MissingKey', why: 'the request is not signed' };
  const signature = decoded(given.Signature);
  if (signature === undefined) return { code: 'MalformedSignature', why: 'the signature is not valid base64' };
  const resources = resourcesOf(exchange, aliases, isUrl);
  const texts = given.Policy === undefined
    ? resources.map((resource) => cannedPolicy(resource, given.Expires ?? ''))
    : [decoded(given.Policy)?.toString('utf8') ?? ''];
  const policy = readPolicy(texts[0]!);
  if (policy === undefined) return { code: 'MalformedPolicy', why: 'the policy is not valid' };
  const fault = policyFault(policy, given.Policy === undefined ? undefined : resources);
  if (fault !== undefined) return { code: 'AccessDenied', why: fault };
  const isSigned = !trusted.areAllKnown
    || texts.some((text) => trusted.keys.some((key) => verifies(text, signature, key, given['Hash-Algorithm'])));
  return isSigned ? undefined : { code: 'AccessDenied', why: 'no trusted key has made the signature' };
}

/** The query string as caches and origins get it: CloudFront removes the parameters of a signed URL. */
export function withoutSignature(querystring: string): string {
  return querystring.split('&').filter((pair) => !isOfSignature(pair)).join('&');
}

function isOfSignature(pair: string): boolean {
  return (NAMES as readonly string[]).includes(pair.split('=', 1)[0]!);
}

function ofQuery(querystring: string): Parameters {
  const all = new URLSearchParams(querystring);
  return Object.fromEntries(NAMES.flatMap((name) => (all.has(name) ? [[name, all.get(name)!]] : [])));
}

function ofCookies(header: string): Parameters {
  const all = new Map(header.split(';').map((pair) => {
    const [name, ...value] = pair.split('=');
    return [name!.trim(), value.join('=').trim()];
  }));
  return Object.fromEntries(NAMES.flatMap((name) => {
    const value = all.get(`CloudFront-${name}`);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** The URLs that a signature may be for: of the host of the request, and of those by which the site is deployed. */
function resourcesOf(
  { host, distributionDomainName, request, viewerRequest }: Exchange, aliases: readonly string[], isUrl: boolean,
): string[] {
  const kept = request.querystring.split('&').filter((pair) => pair !== '' && !(isUrl && isOfSignature(pair)));
  const query = kept.length === 0 ? '' : `?${kept.join('&')}`;
  const hosts = [...new Set([host, distributionDomainName, ...aliases])];
  // The default root object may be signed by its own path, or as `/`.
  const paths = [...new Set([viewerRequest.uri, request.uri])].map((uri) => uri + query);
  return hosts.flatMap((name) => paths.flatMap((path) => [`https://${name}${path}`, `http://${name}${path}`]));
}

function cannedPolicy(resource: string, expires: string): string {
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
}

/** Base64 in which `+`, `=` and `/` are `-`, `_` and `~`. */
function decoded(text = ''): Buffer | undefined {
  const base64 = text.replace(/-/g, '+').replace(/_/g, '=').replace(/~/g, '/');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}

/** RSA or ECDSA, with SHA-1 unless the signature names SHA-256. */
function verifies(text: string, signature: Buffer, key: string, hash = 'SHA1'): boolean {
  if (hash !== 'SHA1' && hash !== 'SHA256') return false;
  try {
    return createVerify(`RSA-${hash}`).update(text).verify(key, signature);
  } catch {
    return false;
  }
}
