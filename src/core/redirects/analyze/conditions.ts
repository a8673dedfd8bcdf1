import type { RedirectRule } from '../model';

/** Whether every request that meets the conditions of `b` meets those of `a` too. In doubt it says no. */
export function asksNoMore(a: RedirectRule, b: RedirectRule): boolean {
  const { when: x } = a;
  const { when: y } = b;
  return within(x.methods, y.methods) && within(x.countries, y.countries) && within(x.languages, y.languages)
    && within(x.originStatuses, y.originStatuses) && subset(x.cookies, y.cookies) && subset(x.headers, y.headers)
    && subset(a.source.query.map(nameless), b.source.query.map(nameless))
    && (a.start === undefined || (b.start !== undefined && a.start <= b.start))
    && (a.end === undefined || (b.end !== undefined && a.end >= b.end));
}

/** A list means "one of these", so a longer one asks for less. */
function within<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): boolean {
  return a === undefined || (b !== undefined && b.every((value) => a.includes(value)));
}

/** Tests of names mean "all of these", so fewer ask for less. */
function subset(a: readonly object[] | undefined, b: readonly object[] | undefined): boolean {
  const known = new Set((b ?? []).map((test) => JSON.stringify(test)));
  return (a ?? []).every((test) => known.has(JSON.stringify(test)));
}

/** What a captured parameter is called makes no difference. */
function nameless(test: RedirectRule['source']['query'][number]): object {
  return test.is === 'captured' ? { name: test.name, is: test.is } : test;
}
