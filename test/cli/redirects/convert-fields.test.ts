import * as fc from 'fast-check';
import { file, run } from './support';
import { parseRules } from '../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';

const maybe = <T>(...values: T[]): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, ...values);
const SECONDS = maybe(0, 1, 300, 2_147_483_647);
/** Texts that spreadsheets and CSV have signs in. Blanks around them and no text mean nothing. */
const TEXT = fc.oneof(
  maybe('web', 'a,b', '"q"', '=1+1', 'a\tb', 'a\nb', 'a\r\nb', ';', 'a;b', '-', '#x', 'null', 'true', '1', '\'x', '|', ' a  b ', ''),
  fc.string({ maxLength: 8 }),
);
const DAYS = ['2026-01-01', '2026-03-01T00:00:00.123Z', '2026-06-30T10:00', '2026-12-31T23:59:59+02:00', '9999-12-31'];
const DATES = fc.subarray(DAYS, { maxLength: 2 });
const WHEN = fc.record({
  country: maybe<unknown>('DE', ['DE', 'AT']),
  language: maybe<unknown>('de', ['de', 'en-GB']),
  method: maybe<unknown>('GET', ['GET', 'POST']),
  cookie: maybe<unknown>({ a: true }, { a: 'x=1' }, { a: true, b: '2' }),
  header: maybe<unknown>({ 'x-a': true }, { 'x-a': '"q"' }, { 'x-a': { contains: 'z' } }),
});
/** What becomes of a request, with the fields that only this kind of rule has. */
const KINDS = fc.oneof<fc.Arbitrary<object>[]>(
  fc.record({
    to: fc.constant('/new?a=1'),
    statusCode: maybe(301, 302, 303, 307, 308),
    cacheTtl: SECONDS,
    query: maybe<unknown>('merge', 'drop', 'replace', { only: ['ref', 'utm_*'] }),
  }),
  fc.record({ statusCode: fc.constantFrom(404, 410, 451), cacheTtl: SECONDS }),
  fc.record({ statusCode: fc.constant(503), cacheTtl: SECONDS, retryAfter: SECONDS }),
  fc.constant({ to: null }),
  fc.constant({ to: '/shown', statusCode: 200 }),
);
const RULE = fc.tuple(KINDS, DATES, fc.record({
  owner: TEXT, note: TEXT, caseSensitive: maybe(true, false), when: fc.option(WHEN, { nil: undefined, freq: 1 }),
})).map(([kind, dates, more]) => {
  const [start, end] = dates.length === 1 && more.note ? [undefined, dates[0]] : dates;
  return { ...kind, start, end, ...more };
});
const LIST = fc.array(RULE, { minLength: 1, maxLength: 4 })
  .map((rules) => JSON.stringify(rules.map((rule, i) => ({ from: `/old-${i}`, ...rule }))));

/** What the rules of a list mean, without where they stand. */
function meaning(text: string, format: RuleFormat): object[] {
  return parseRules(text, { format }).rules.map((rule) => ({
    from: rule.from,
    to: rule.to ?? null,
    status: rule.status,
    query: rule.query,
    when: rule.when,
    start: rule.start,
    end: rule.end,
    cacheTtl: rule.cacheTtl,
    retryAfter: rule.retryAfter,
    caseSensitive: rule.caseSensitive,
    note: rule.note?.trim() ?? '',
    owner: rule.owner?.trim() ?? '',
  }));
}

test('every field of a list is the same in CSV, and in JSON again', async () => {
  const statuses = new Set<number>();
  await fc.assert(fc.asyncProperty(LIST, async (json) => {
    const rules = meaning(json, 'json');
    expect(rules).toHaveLength(JSON.parse(json).length);
    rules.forEach((rule) => statuses.add((rule as { status: number }).status));
    const csv = await run('convert', file('redirects.json', json), '--to', 'csv');
    expect(csv).toMatchObject({ code: 0, err: [] });
    const text = `${csv.out.join('\n')}\n`;
    expect(meaning(text, 'csv')).toEqual(rules);
    const again = await run('convert', file('redirects.csv', text), '--to', 'json');
    expect(again).toMatchObject({ code: 0, err: [] });
    expect(meaning(again.out.join('\n'), 'json')).toEqual(rules);
  }), { numRuns: 60 });
  expect(statuses.size).toBeGreaterThan(4);
}, 60_000);
