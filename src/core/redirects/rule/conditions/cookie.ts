import { nameAndValue, words } from './cells';
import type { WhenCondition } from './condition';
import { inWhen } from './in-when';
import { cellOf, named, namedTest, NamedTest, OTHER, passingValue, readNamed, TOKEN_NAME } from './named';
import { COOKIE } from '../channels';
import { Pairs } from '../plain';
import { without } from '../probe';
import { Unwritable } from '../unwritable';

declare module '../model' {
  interface Conditions {
    readonly cookies?: readonly { readonly name: string; readonly test: TextTest }[];
  }
}

/** Cookies of the request. */
export const COOKIE_CONDITION: WhenCondition<'cookies'> = {
  ...inWhen('cookies'),
  ...named('cookie'),
  name: 'cookie',
  noun: 'a cookie',
  read: (value, cell) => {
    const cookies = readNamed(value);
    return cookies?.every(({ name, test }) => TOKEN_NAME.test(name) && test.is !== 'containing')
      ? { value: cookies }
      : { fault: `must name cookies, as in ${cell ? 'seen or plan=pro' : '{"seen": true} or {"plan": "pro"}'}` };
  },
  readCell: (text) => new Pairs(words(text).map(nameAndValue)),
  writeCell: (cookies) => cookies.map(pair).join(' '),
  line: {
    word: 'Cookie',
    examples: 'names of cookies such as Cookie=seen',
    read: (values) => new Pairs(values.map((v) => [v, true] as const)),
    alternatives: (cookies) => cookies.map((cookie) => [cookie]),
    write: ([{ name }]) => name,
    refuses: ([{ test }, ...others]) =>
      others.length > 0 || test.is === 'equal' ? 'more than "this cookie is there"' : undefined,
  },
  unseen: [],
  satisfy: (cookies, probe, { anything }) => {
    for (const { name, test } of cookies) probe.cookies[name] = passingValue(test, probe.cookies[name], anything);
  },
  fail: (cookies, probe) =>
    cookies.flatMap(({ name, test }) => [
      { ...probe, cookies: without(probe.cookies, name) },
      ...(test.is === 'present' ? [] : [{ ...probe, cookies: { ...probe.cookies, [name]: OTHER } }]),
    ]),
  tests: (cookies, atoms) => cookies.map(({ name, test }) => ({ channel: COOKIE, atoms: [atoms.cookie(name, test)] })),
  inFunction: (cookies) => cookies.map((cookie) => namedTest('cookie', cookie)),
  parts: (cookies) => cookies.map(({ name }) => ({ kind: 'cookie', name })),
};

function pair(cookie: NamedTest): string {
  const text = cellOf(cookie);
  if (/[\s,;|]/.test(text)) throw new Unwritable(`the cookie ${cookie.name} has a value that a cell cannot hold`);
  return text;
}
