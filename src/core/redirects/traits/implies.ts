import type { ParameterTest, RedirectRule, TextTest } from '../rule/model';

/** Whether every request that meets the conditions of `b` meets those of `a` too. In doubt it says no. */
export function asksNoMore(a: RedirectRule, b: RedirectRule): boolean {
  const { when: x } = a;
  const { when: y } = b;
  // Numbers first: of thousands of rules that differ by their dates, most are told apart by them.
  return (a.start === undefined || (b.start !== undefined && a.start <= b.start))
    && (a.end === undefined || (b.end !== undefined && a.end >= b.end))
    && within(x.methods, y.methods) && within(x.countries, y.countries) && within(x.languages, y.languages)
    && within(x.originStatuses, y.originStatuses) && implied(x.cookies, y.cookies) && implied(x.headers, y.headers)
    && a.source.query.every((test) => b.source.query.some((other) => follows(test, other)));
}

/** A list means "one of these", so a longer one asks for less. */
function within<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): boolean {
  return a === undefined || (b !== undefined && b.every((value) => a.includes(value)));
}

/** Tests of names mean "all of these", so fewer ask for less. */
function implied(a: readonly Named[] | undefined, b: readonly Named[] | undefined): boolean {
  return (a ?? []).every(({ name, test }) => (b ?? []).some((other) => other.name === name && asksLess(test, other.test)));
}

type Named = { readonly name: string; readonly test: TextTest };

/** That it is there is less than that it holds a text, which is less than that it equals one that does. */
function asksLess(a: TextTest, b: TextTest): boolean {
  if (a.is === 'present') return true;
  if (b.is === 'present') return false;
  return a.is === 'equal' ? b.is === 'equal' && a.value === b.value : b.value.includes(a.value);
}

/** What a captured parameter is called makes no difference; a value may not be captured that is there. */
function follows(a: ParameterTest, b: ParameterTest): boolean {
  if (a.name !== b.name) return false;
  if (a.is === 'equal') return b.is === 'equal' && a.value === b.value;
  return a.is === 'present' || b.is === 'captured';
}
