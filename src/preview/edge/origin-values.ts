import { isObject } from '../../core/values/is-object';

/** What a value has to be, if it is something else. */
export type Check = (value: unknown) => string | false;

export type Checks = Readonly<Record<string, Check>>;

export const oneOf = (...values: readonly unknown[]): Check => (value) => (
  !values.includes(value) && values.join(' or '));

/** Lambda@Edge takes a text for a number. */
export const seconds = (min: number, max: number): Check => (value) => (
  !isWhole(value, min, max) && `a whole number from ${min} to ${max}`);

export const port: Check = (value) => (
  !isWhole(value, 1_024, 65_535) && Number(value) !== 80 && Number(value) !== 443 && '80, 443 or 1024 to 65535');

/** No port, and no IP address. The names of buckets are in lower case. */
export const hostName: Check = (value) => {
  const max = isBucketDomain(value) ? 128 : 253;
  return !(typeof value === 'string' && /^[\w.-]+$/.test(value) && !/^[\d.]+$/.test(value) && value.length <= max
    && (max === 253 || value === value.toLowerCase()))
    && `a host name with up to ${max} characters${max === 128 ? ' in lower case' : ''}; no port, and no IP address`;
};

export const path: Check = (value) => (
  !(typeof value === 'string' && value.length <= 255 && /^(?:\/[!-~]*[!-.0-~])?$/.test(value))
    && 'empty, or a path of up to 255 characters that starts but does not end with / and is URL-encoded');

export const tlsVersions: Check = (value) => !(Array.isArray(value) && value.every((one) => TLS_VERSIONS.includes(one)))
  && `a list of ${TLS_VERSIONS.join(', ')}`;

const TLS_VERSIONS: readonly unknown[] = ['TLSv1.2', 'TLSv1.1', 'TLSv1', 'SSLv3'];

/** The domain name of a bucket, which is not that of its website. */
export function isBucketDomain(value: unknown): boolean {
  return /\.s3[.-](?!website)[a-z0-9.-]*amazonaws\.com(\.cn)?$/i.test(String(value));
}

/**
 * The first field that is not valid. Those that are as they were before are not looked at: a template may have values
 * above the quotas, which an account can raise. A field that is not there is not set.
 */
export function faultIn(what: string, fields: unknown, checks: Checks, before: unknown = {}): string | undefined {
  if (fields === undefined) return undefined;
  if (!isObject(fields)) return `${what || 'the argument'} is ${JSON.stringify(fields)}; expected an object`;
  for (const [name, check] of Object.entries(checks)) {
    const value = fields[name];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(Object(before)[name])) continue;
    const expected = check(value);
    if (expected) return `${what}${what && '.'}${name} is ${JSON.stringify(value)}; expected ${expected}`;
  }
  return undefined;
}

/** The whole response cannot have less time than a part of it. 0 removes the limit. */
export function completionFault(completion: unknown, readTimeout: unknown): string | undefined {
  return Number(completion) > 0 && Number(completion) < Number(readTimeout)
    ? `responseCompletionTimeout is ${Number(completion)}; expected at least readTimeout, ${Number(readTimeout)}`
    : undefined;
}

function isWhole(value: unknown, min: number, max: number): boolean {
  const number = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value;
  return Number.isInteger(number) && Number(number) >= min && Number(number) <= max;
}
