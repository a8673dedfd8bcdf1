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

/** `*` stands for any characters, `?` for one. Two cursors, as for path patterns: no pattern takes long. */
function matchesResource(pattern: string, url: string): boolean {
  const variants = pattern.startsWith('http') ? [pattern] : [`https://${pattern}`, `http://${pattern}`];
  return variants.some((one) => matchesWildcards(one.replace(/^http\*:/, 'https:'), url)
    || matchesWildcards(one.replace(/^http\*:/, 'http:'), url));
}

function matchesWildcards(pattern: string, text: string): boolean {
  let [at, star, end] = [0, -1, 0];
  for (let i = 0; i < text.length;) {
    if (pattern[at] === '*') {
      [star, end] = [at++, i];
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++end;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
