import type { Condition } from './condition';
import { encodeText } from '../../url/path';
import { valuesOf } from '../../url/query-values';
import { CAPTURED, QUERY } from '../channels';
import type { ParameterTest, Source } from '../model';
import { token } from '../tokens';

/** The query tests of a source, and the names of its captures. */
type Parameters = Pick<Source, 'query' | 'captures'>;

/** Query parameters that a source requires: `?page=news`, `?id=:id`, `?preview`. */
export const PARAMETERS_CONDITION: Condition<Parameters> = {
  from: ({ source }) => source,
  withValue: (rule, { query, captures }) => ({ ...rule, source: { ...rule.source, query, captures } }),
  count: ({ query }) => query.length,
  describe: ({ query }) => query.map((test) => `parameter ${test.name}${compared(test)}`),
  isImpliedBy: ({ query }, other) => query.every((test) => other.query.some((stronger) => isWeaker(test, stronger))),
  requires: ({ query }) => query.map((test) => [keyOf(test)]),
  offers: ({ query }) => query.flatMap((test) => [`query ${test.name}`, ...(test.is === 'equal' ? [keyOf(test)] : [])]),
  intersect: (a, b) => ({ query: merged([...a.query, ...b.query]), captures: a.captures }),
  choices: () => 1,
  satisfy: ({ query, captures }, probe) => {
    const missing = query.filter((test) => !isSatisfied(test, probe.query)).map((test) => parameter(test, captures));
    probe.query = [probe.query, ...missing].filter((part) => part !== '').join('&');
  },
  fail: ({ query }, probe) =>
    query.map((test) => ({
      ...probe,
      query: probe.query
        .split('&')
        .filter((part) => !isSatisfied(test, part))
        .join('&'),
    })),
  tests: ({ query, captures }, atoms) => {
    return inOrder(query, captures).map((test) => ({
      channel: test.is === 'captured' ? CAPTURED : QUERY,
      atoms: [atoms.parameter(test.name, test.is === 'equal' ? test.value : undefined)],
    }));
  },
  inFunction: ({ query, captures }) => inOrder(query, captures).map((test) => (
    ['asks', test.name, ...(test.is === 'equal' ? [test.value] : test.is === 'captured' ? [0] : [])])),
  parts: ({ query }) => query.map(({ name }) => ({ kind: 'query', name })),
};

/** Captures of the query follow those of the path, in the order of their names. */
function inOrder(query: readonly ParameterTest[], captures: readonly string[]): readonly ParameterTest[] {
  const order = (test: ParameterTest): number => (test.is === 'captured' ? captures.indexOf(test.as) : -1);
  return query.length < 2 ? query : [...query].sort((a, b) => order(a) - order(b));
}

function compared(test: ParameterTest): string {
  return test.is === 'equal' ? `=${test.value}` : test.is === 'captured' ? `=:${test.as}` : '';
}

function keyOf(test: ParameterTest): string {
  return test.is === 'equal' ? `query ${test.name}=${test.value}` : `query ${test.name}`;
}

/** The name of a capture makes no difference. A parameter that is only present does not imply one that is captured. */
function isWeaker(a: ParameterTest, b: ParameterTest): boolean {
  if (a.name !== b.name) return false;
  if (a.is === 'equal') return b.is === 'equal' && a.value === b.value;
  return a.is === 'present' || b.is === 'captured';
}

/**
 * The tests of both sources. A parameter may be sent several times, so that `x=1` and `x=2` do not contradict. A test
 * for a value implies presence and capture.
 */
function merged(all: readonly ParameterTest[]): ParameterTest[] {
  const values = all.filter(({ is }) => is === 'equal');
  const others = all.filter(({ name }) => !values.some((test) => test.name === name));
  const captured = new Set(others.filter(({ is }) => is === 'captured').map(({ name }) => name));
  const each = [...new Set(others.map(({ name }) => name))];
  return [
    ...values,
    ...each.map((name): ParameterTest =>
      captured.has(name) ? { name, is: 'equal', value: token(0) } : { name, is: 'present' },
    ),
  ];
}

function isSatisfied(test: ParameterTest, query: string): boolean {
  return valuesOf(query, test.name).some((value) => test.is !== 'equal' || value === test.value);
}

function parameter(test: ParameterTest, captures: readonly string[]): string {
  const value =
    test.is === 'captured' ? token(captures.indexOf(test.as)) : test.is === 'equal' ? encodeText(test.value) : '';
  return `${encodeText(test.name)}=${value}`;
}
