import { nameAndValue } from './cells';
import type { WhenCondition } from './condition';
import { inWhen } from './in-when';
import { cellOf, named, namedTest, OTHER, passingValue, readNamed, TOKEN_NAME } from './named';
import { SCHEME_HEADER } from '../model';
import { Pairs } from '../plain';
import { without } from '../probe';
import { Unwritable } from '../unwritable';

declare module '../model' {
  interface Conditions {
    /** Names in lower case. */
    readonly headers?: readonly { readonly name: string; readonly test: TextTest }[];
  }
}

/** Headers of the viewer, or those that CloudFront adds. */
export const HEADER_CONDITION: WhenCondition<'headers'> = {
  ...inWhen('headers'),
  ...named('header'),
  name: 'header',
  noun: 'a header',
  read: (value, cell) => {
    const headers = readNamed(value)?.map(({ name, test }) => ({ name: name.toLowerCase(), test }));
    const example = cell ? 'referer*=index.html or x-plan=pro' : '{"referer": {"contains": "index.html"}}';
    return headers?.every(({ name }) => TOKEN_NAME.test(name))
      ? { value: headers }
      : { fault: `must name headers, as in ${example}` };
  },
  readCell: (text) => new Pairs([nameAndValue(text)]),
  writeCell: (headers) => {
    if (headers.length > 1) throw new Unwritable('a cell can hold one header');
    return cellOf(headers[0]);
  },
  line: undefined,
  unseen: [],
  satisfy: (list, { headers }, { anything }) => {
    for (const { name, test } of list) headers[name] = passingValue(test, headers[name], anything);
  },
  fail: (headers, probe) =>
    headers.flatMap(({ name, test }) => [
      { ...probe, headers: without(probe.headers, name) },
      ...(test.is === 'present'
        ? []
        : [{ ...probe, headers: { ...probe.headers, [name]: otherThan(name, test.value) } }]),
    ]),
  tests: (headers, atoms) => headers.map(({ name, test }) => atoms.header(name, test)),
  inFunction: (headers) => headers.map((header) => namedTest('header', header)),
  parts: (headers) => headers.map(({ name }) => ({ kind: 'header', name })),
};

function otherThan(name: string, value: string): string {
  if (name !== SCHEME_HEADER) return OTHER;
  return value === 'https' ? 'http' : 'https';
}
