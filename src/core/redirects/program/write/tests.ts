import type { Atoms, AtomTest } from './atoms';
import type { ByteWriter } from './bytes';
import type { RedirectRule } from '../../rule/model';
import { needlesOf } from '../../traits/needles';
import * as form from '../format';

/** A condition of a rule as its record says it. */
export interface Test extends AtomTest {
  /** Of START and END; of PATH how long its text is. */
  readonly number?: number;
}

/** All tests of a rule, in the order in which they are made: texts of the path first if they are asked for. */
export function testsOf(rule: RedirectRule, atoms: Atoms, { inPath, folded }: { readonly inPath: boolean; readonly folded: boolean }): Test[] {
  const { when: { methods, countries, languages, originStatuses, cookies = [], headers = [] }, start, end } = rule;
  const lists = [
    [form.METHOD, methods],
    [form.COUNTRY, countries],
    [form.LANGUAGE, languages],
    [form.ORIGIN_STATUS, originStatuses?.map(String)],
  ] as const;
  return [
    ...(inPath ? needlesOf(rule) : []).map(({ text, added, leads }): Test => (
      { channel: form.PATH, atoms: [atoms.path(folded ? text.toLowerCase() : text)], number: text.length * 4 + (leads ? 2 : 0) + added })),
    ...lists.flatMap(([channel, list]): Test[] => (
      list ? [{ channel, atoms: [...new Set(list)].map((text) => atoms.name(channel, text).atom) }] : [])),
    ...cookies.map(({ name, test }): Test => ({ channel: form.COOKIE, atoms: [atoms.cookie(name, test)] })),
    ...headers.map(({ name, test }): Test => atoms.header(name, test)),
    ...(start === undefined ? [] : [{ channel: form.START, atoms: [], number: Math.max(0, start) }]),
    ...(end === undefined ? [] : [{ channel: form.END, atoms: [], number: Math.max(0, end) }]),
    ...queryTests(rule, atoms),
  ];
}

/** Captures of the query follow those of the path, in the order of their names. */
function queryTests({ source: { query, captures } }: RedirectRule, atoms: Atoms): Test[] {
  const order = (test: typeof query[number]): number => (test.is === 'captured' ? captures.indexOf(test.as) : -1);
  return [...query].sort((a, b) => order(a) - order(b)).map((test) => ({
    channel: test.is === 'captured' ? form.CAPTURED : form.QUERY,
    atoms: [atoms.parameter(test.name, test.is === 'equal' ? test.value : undefined)],
  }));
}

export function writeTests(out: ByteWriter, tests: readonly Test[]): void {
  out.number(tests.length);
  for (const { channel, atoms, number } of tests) {
    const isTime = channel === form.START || channel === form.END;
    out.number(channel * 2 + (isTime || atoms.length === 1 ? 0 : 1));
    if (!isTime && atoms.length !== 1) out.number(atoms.length);
    for (const atom of atoms) out.number(atom);
    if (number !== undefined) out.number(number);
  }
}
