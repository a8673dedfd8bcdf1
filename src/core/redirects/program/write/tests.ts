import type { Atoms, AtomTest } from './atoms';
import type { ByteWriter } from './bytes';
import type { ParameterTest, RedirectRule } from '../../rule/model';
import { needlesOf } from '../../traits/needles';
import * as form from '../format';

/** A condition of a rule as its record says it. */
export interface Test extends AtomTest {
  /** Of START and END; of PATH how long its text is. */
  readonly number?: number;
}

/** All tests of a rule, in the order in which they are made: texts of the path first if they are asked for. */
export function testsOf(rule: RedirectRule, atoms: Atoms, { inPath, folded }: { readonly inPath: boolean; readonly folded: boolean }): Test[] {
  const { when: { methods, countries, languages, originStatuses, cookies, headers }, start, end, source: { query } } = rule;
  const tests: Test[] = [];
  const named = (channel: number, list: readonly (string | number)[] | undefined): void => {
    if (list) tests.push({ channel, atoms: [...new Set(list)].map((text) => atoms.name(channel, String(text)).atom) });
  };
  if (inPath) {
    for (const { text, added, leads } of needlesOf(rule)) {
      tests.push({ channel: form.PATH, atoms: [atoms.path(folded ? text.toLowerCase() : text)], number: text.length * 4 + (leads ? 2 : 0) + added });
    }
  }
  named(form.METHOD, methods);
  named(form.COUNTRY, countries);
  named(form.LANGUAGE, languages);
  named(form.ORIGIN_STATUS, originStatuses);
  for (const { name, test } of cookies ?? []) tests.push({ channel: form.COOKIE, atoms: [atoms.cookie(name, test)] });
  for (const { name, test } of headers ?? []) tests.push(atoms.header(name, test));
  if (start !== undefined) tests.push({ channel: form.START, atoms: [], number: Math.max(0, start) });
  if (end !== undefined) tests.push({ channel: form.END, atoms: [], number: Math.max(0, end) });
  if (query.length > 0) tests.push(...queryTests(rule, atoms));
  return tests;
}

/** Captures of the query follow those of the path, in the order of their names. */
function queryTests({ source: { query, captures } }: RedirectRule, atoms: Atoms): Test[] {
  if (query.length === 1) return [queryTest(query[0], atoms)];
  const order = (test: ParameterTest): number => (test.is === 'captured' ? captures.indexOf(test.as) : -1);
  return [...query].sort((a, b) => order(a) - order(b)).map((test) => queryTest(test, atoms));
}

function queryTest(test: ParameterTest, atoms: Atoms): Test {
  return {
    channel: test.is === 'captured' ? form.CAPTURED : form.QUERY,
    atoms: [atoms.parameter(test.name, test.is === 'equal' ? test.value : undefined)],
  };
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
