import type { HostileRequest } from './shapes';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import type { RedirectRequest, RuleFormat } from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { HOST } from '../support';

/** A request as an edge has it. */
export function complete({ headers = {}, ...parts }: HostileRequest): RedirectRequest {
  const header = (name: string): string | undefined => headers[name];
  return {
    method: 'GET', path: '/', query: '', host: HOST, now: 0, header, headerNames: () => Object.keys(headers), ...parts,
  };
}

export function lengthOf({ path = '/', query = '', headers = {}, host = HOST }: HostileRequest): number {
  return path.length + query.length + host.length + Object.entries(headers).flat().join('').length;
}

/** The work of lookups in a list of rules. */
export function workFor(
  text: string,
  format: RuleFormat,
  targetHosts: readonly string[] = [],
): (request: RedirectRequest) => number {
  const { rules, problems } = parseRules(text, { format, defaults: { targetHosts } });
  if (rules.length === 0) throw new Error(problems[0].message);
  return workOf(writeProgram(rules, ranked(rules), []));
}

/**
 * How much work a lookup is: the bytes of a program that it reads, and the characters of text that it looks at, one by
 * one or by a built-in function that passes over them. Every step of the matcher is one of these, so that the count
 * stands for time, and is the same on every machine.
 */
export function workOf(program: Uint8Array): (request: RedirectRequest) => number {
  let reads = 0;
  const counted = (bytes: Uint8Array): Uint8Array => new Proxy(bytes, {
    get: (target, key) => {
      if (key === 'subarray') return (from?: number, to?: number) => counted(target.subarray(from, to));
      reads++;
      return Reflect.get(target, key, target);
    },
  });
  const matcher = openProgram(counted(program));
  return (request) => {
    reads = 0;
    const { result, characters } = countCharacters(() => matcher.match(request));
    return reads + characters + (result?.location?.length ?? 0);
  };
}

/**
 * What a call on a text passes over. A search ends where it finds; `slice` and its like are counted by what they give.
 */
const COSTS: Readonly<Record<string, (text: string, given: unknown, args: readonly unknown[]) => number>> = {
  charCodeAt: () => 1,
  codePointAt: () => 1,
  charAt: () => 1,
  slice: (_, given) => (given as string).length / 8,
  substring: (_, given) => (given as string).length / 8,
  indexOf: (text, given, [, from = 0]) =>
    ((given as number) < 0 ? text.length : (given as number)) - (from as number) + 1,
  lastIndexOf: (text, given, [, from = text.length]) => (from as number) - (given as number),
  includes: (text) => text.length,
  startsWith: (_, __, [start]) => (start as string).length,
  endsWith: (_, __, [end]) => (end as string).length,
  split: (text) => text.length,
  replace: (text) => text.length,
  replaceAll: (text) => text.length,
  match: (text) => text.length,
  matchAll: (text) => text.length,
  search: (text) => text.length,
  trim: (text, given) => text.length - (given as string).length + 1,
  trimEnd: (text, given) => text.length - (given as string).length + 1,
  toLowerCase: (text) => text.length,
  toUpperCase: (text) => text.length,
};

function countCharacters<T>(call: () => T): { result: T; characters: number } {
  let characters = 0;
  // `replace` calls `exec` for each match when that is not the original; what it passes over is counted once.
  let isInside = false;
  const restore: (() => void)[] = [];
  const patch = (
    owner: object,
    name: string,
    cost: (self: any, given: unknown, args: readonly unknown[]) => number,
  ): void => {
    const own = Object.getOwnPropertyDescriptor(owner, name)!;
    const made = own.value as (...args: unknown[]) => unknown;
    restore.push(() => Object.defineProperty(owner, name, own));
    Object.defineProperty(owner, name, {
      ...own,
      value(this: unknown, ...args: unknown[]) {
        const within = isInside;
        isInside = true;
        const given = made.apply(this, args);
        isInside = within;
        if (!(within && this instanceof RegExp)) characters += cost(this, given, args);
        return given;
      },
    });
  };
  for (const [name, cost] of Object.entries(COSTS)) {
    patch(String.prototype, name, (text: string, given, args) => cost(text, given, args));
  }
  patch(RegExp.prototype, 'exec', (_, __, [text]) => String(text).length);
  patch(RegExp.prototype, 'test', (_, __, [text]) => String(text).length);
  try {
    const result = call();
    return { result, characters };
  } finally {
    for (const undo of restore) undo();
  }
}
