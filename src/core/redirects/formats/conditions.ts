import { numbers, Pairs, Plain, shown, texts } from './plain';
import { VIEWER_METHODS } from '../../facts/methods';
import { closest } from '../../problem/closest';
import type { Conditions, Place, TextTest } from '../rule/model';
import { quoted, Report } from '../rule/report';

export interface ConditionField {
  readonly key: string;
  readonly place: Place;
  readonly value: Plain;
  /** As it stands in a cell or a line; absent in JSON. */
  readonly written?: string;
}

/** What is no code of a country although many believe it. */
const NO_COUNTRIES: Readonly<Record<string, string>> = { UK: 'the United Kingdom is "GB"', EU: 'list the countries of the Union one by one' };

type NamedTest = { readonly name: string; readonly test: TextTest };

/** Conditions by the name that a file gives them. Each reader answers with a message where the value is not understood. */
const READERS: Readonly<Record<string, (value: Plain, written: boolean) => Conditions | string>> = {
  method: (value) => {
    const methods = texts(value)?.map((m) => m.toUpperCase());
    return methods?.every((m) => VIEWER_METHODS.includes(m)) ? { methods } : `must be ${VIEWER_METHODS.join(', ')}, or a list of them`;
  },
  country: (value) => {
    const countries = texts(value)?.map((c) => c.toUpperCase());
    const slip = countries?.find((c) => Object.hasOwn(NO_COUNTRIES, c));
    if (slip !== undefined) return `must be a two-letter country code of ISO 3166; ${NO_COUNTRIES[slip]}`;
    return countries?.every((c) => /^[A-Z]{2}$/.test(c)) ? { countries } : 'must be a two-letter country code such as "DE", or a list of them';
  },
  language: (value) => {
    const languages = texts(value)?.map((l) => l.toLowerCase());
    return languages?.every((l) => /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/.test(l)) ? { languages } : 'must be a language such as "de" or "pt-br", or a list of them';
  },
  originStatus: (value) => {
    const originStatuses = numbers(value);
    const valid = originStatuses?.every((s) => Number.isInteger(s) && s >= 200 && s <= 599);
    return valid ? { originStatuses } : 'must be a status of the origin such as 404, or a list of them';
  },
  cookie: (value, written) => {
    const cookies = namedTests(value);
    return cookies?.every(({ name, test }) => /^[!#-'*+.^_`|~\w-]+$/.test(name) && test.is !== 'containing')
      ? { cookies }
      : `must name cookies, as in ${written ? 'seen or plan=pro' : '{"seen": true} or {"plan": "pro"}'}`;
  },
  header: (value, written) => {
    const headers = namedTests(value)?.map(({ name, test }) => ({ name: name.toLowerCase(), test }));
    const example = written ? 'referer*=index.html or x-plan=pro' : '{"referer": {"contains": "index.html"}}';
    return headers?.every(({ name }) => /^[!#-'*+.^_`|~\w-]+$/.test(name)) ? { headers } : `must name headers, as in ${example}`;
  },
};

/** Reads the `when` of a rule; undefined after an error, because a rule without one of its conditions would answer too often. */
export function readConditions(fields: readonly ConditionField[], report: Report): Conditions | undefined {
  let conditions: Conditions = {};
  let sound = true;
  const seen = new Set<string>();
  const fail = (place: Place, message: string): void => {
    sound = false;
    report.error('EDGE_REDIRECT_CONDITION', place, message);
  };
  for (const { key, place, value, written } of fields) {
    if (!Object.hasOwn(READERS, key)) {
      const guess = closest(key, Object.keys(READERS));
      fail(place, `the condition ${quoted(key)} is unknown; ${guess ? `did you mean ${quoted(guess)}?` : `there are ${Object.keys(READERS).join(', ')}`}`);
      continue;
    }
    if (seen.has(key)) fail(place, `the condition ${quoted(key)} is written twice; give it a list`);
    seen.add(key);
    const read = READERS[key](value, written !== undefined);
    if (typeof read === 'string') fail(place, `the condition ${quoted(key)} ${read}; got ${written === undefined ? shown(value) : quoted(written)}`);
    else conditions = { ...conditions, ...read };
  }
  return sound ? conditions : undefined;
}

function namedTests(value: Plain): NamedTest[] | undefined {
  if (!(value instanceof Pairs) || value.list.length === 0) return undefined;
  const tests = value.list.map(([name, test]) => ({ name, test: textTest(test) }));
  const names = new Set(value.list.map(([name]) => name.toLowerCase()));
  return names.size === tests.length && tests.every((t): t is NamedTest => t.test !== undefined) ? tests : undefined;
}

/** `true`: it is there; a text: it equals; `{ contains }` and `{ equals }` say it. */
function textTest(value: Plain): TextTest | undefined {
  if (value === true) return { is: 'present' };
  if (typeof value === 'string') return { is: 'equal', value };
  if (!(value instanceof Pairs) || value.list.length !== 1) return undefined;
  const [how, text] = value.list[0];
  if (typeof text !== 'string' || text === '') return undefined;
  if (how === 'contains') return { is: 'containing', value: text };
  return how === 'equals' ? { is: 'equal', value: text } : undefined;
}
