import type { ParameterTest, RedirectRule, TextTest } from '../../core/redirects/rule/model';

/** What a rule asks for besides its address, as one would say it; empty where it asks for nothing. */
export function conditionsText({ from, when, source, start, end, caseSensitive }: RedirectRule): string {
  const list = (name: string, values: readonly unknown[] | undefined): string[] => (values ? [`${name} ${[...new Set(values)].join(', ')}`] : []);
  return [
    ...list('method', when.methods),
    ...list('country', when.countries),
    ...list('language', when.languages),
    ...(when.cookies ?? []).map(({ name, test }) => `cookie ${name}${compared(test)}`),
    ...(when.headers ?? []).map(({ name, test }) => `header ${name}${compared(test)}`),
    ...list('origin status', when.originStatuses),
    ...(from.includes('?') ? [] : source.query.map((test) => `parameter ${test.name}${parameter(test)}`)),
    ...(start === undefined ? [] : [`from ${time(start)}`]),
    ...(end === undefined ? [] : [`until ${time(end)}`]),
    ...(caseSensitive ? [] : ['any case']),
  ].join('; ');
}

function compared(test: TextTest): string {
  if (test.is === 'present') return '';
  return test.is === 'equal' ? `=${test.value}` : ` with ${test.value}`;
}

function parameter(test: ParameterTest): string {
  return test.is === 'equal' ? `=${test.value}` : test.is === 'captured' ? `=:${test.as}` : '';
}

function time(moment: number): string {
  return new Date(moment).toISOString().replace(/:00\.000Z$/, 'Z');
}
