import { matchesPathPattern } from '../../core/facts/path-pattern';
import { isObject } from '../../core/values/is-object';

/**
 * The one statement of a policy for restricted content. Its IP address is not read: the viewer is on this machine,
 * where a signature for another one is to be tried out.
 */
export interface SignedPolicy {
  readonly resource: string;
  /** Seconds since the epoch. */
  readonly before: number;
  readonly after?: number;
}

/** A policy as JSON; undefined if it is not valid. */
export function readPolicy(text: string): SignedPolicy | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const statements = isObject(value) ? value.Statement : undefined;
  const [statement] = Array.isArray(statements) ? statements : [];
  if (!isObject(statement) || !isObject(statement.Condition)) return undefined;
  const { DateLessThan, DateGreaterThan } = statement.Condition;
  const [before, after] = [timeOf(DateLessThan), timeOf(DateGreaterThan)];
  if (before === undefined) return undefined;
  return {
    resource: typeof statement.Resource === 'string' ? statement.Resource : '*',
    before,
    ...(after !== undefined && { after }),
  };
}

function timeOf(condition: unknown): number | undefined {
  const time = isObject(condition) ? condition['AWS:EpochTime'] : undefined;
  return typeof time === 'number' && Number.isSafeInteger(time) ? time : undefined;
}

/**
 * Why a policy does not allow a request; undefined if it does.
 *
 * @param resources The URLs of the request, of which one has to match; undefined if the policy was made of them.
 */
export function policyFault(
  { resource, before, after }: SignedPolicy, resources: readonly string[] | undefined,
): string | undefined {
  const now = Date.now() / 1_000;
  if (now >= before) return `the signature has expired at ${dateOf(before)}`;
  if (after !== undefined && now <= after) return `the signature is valid from ${dateOf(after)} on`;
  if (resources !== undefined && !resources.some((url) => matchesResource(resource, url))) {
    return `the policy is for ${resource}`;
  }
  return undefined;
}

function dateOf(seconds: number): string {
  const date = new Date(seconds * 1_000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}

/**
 * `*` stands for any characters, `?` for one, as in path patterns, which begin with a slash. Without a scheme, both are
 * meant.
 */
function matchesResource(pattern: string, url: string): boolean {
  const variants = pattern.startsWith('http') ? [pattern] : [`https://${pattern}`, `http://${pattern}`];
  const matches = (one: string) => matchesPathPattern(`/${one}`, `/${url}`);
  return variants.some((one) => (
    matches(one.replace(/^http\*:/, 'https:')) || matches(one.replace(/^http\*:/, 'http:'))));
}
