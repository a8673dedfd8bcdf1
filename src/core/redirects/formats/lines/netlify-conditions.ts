import { WHEN_CONDITIONS } from '../../rule/conditions';
import { leaveOut } from '../../rule/ignored';
import type { Conditions, Place } from '../../rule/model';
import { listed, quoted, type Report } from '../../rule/report';
import { type ConditionField, readConditions } from '../conditions';
import type { Located } from '../fields';

/** The words that may follow the status. */
const WORDS = WHEN_CONDITIONS.flatMap(({ line, name, noun, read }) => (
  line === undefined ? [] : [{
    ...line,
    name,
    what: noun.replace(/^\w+ /, ''),
    faultOf: (value: string): string | undefined => {
      const result = read(line.read([value]), true);
      return 'fault' in result ? result.fault : undefined;
    },
  }]));
type Word = typeof WORDS[number];

/** The conditions at the end of a line; undefined if Netlify ignores the line, which is reported. */
export function readWhen(tokens: readonly Located<string>[], report: Report): Conditions | undefined {
  const fields = new Map<string, ConditionField>();
  for (const { value, place } of tokens) {
    const word = wordOf(value);
    if (word === undefined) return unknownWord(value, place, report);
    const values = valuesOf(value, word, place, report);
    if (values === undefined) return undefined;
    const before = fields.get(word.name);
    if (before !== undefined) {
      report.warning('EDGE_REDIRECT_IGNORED', before.place,
        `${quoted(before.written)} is ignored at Netlify, because ${quoted(value)} follows; write both values in one, `
          + 'separated by a comma');
    }
    fields.set(word.name, { key: word.name, place, written: value, value: word.read(values) });
  }
  return readConditions([...fields.values()], report);
}

/** Netlify knows `Country` and `country`, but only `Cookie`. */
function wordOf(text: string): Word | undefined {
  const [, name] = /^([A-Za-z]+)=/.exec(text) ?? [];
  return WORDS.find(({ word }) => word === name || (word !== 'Cookie' && word.toLowerCase() === name));
}

/** The values that a viewer can have: Netlify compares all, but the others are never met. */
function valuesOf(
  text: string, { word, what, examples, faultOf }: Word, place: Place, report: Report,
): string[] | undefined {
  const [, list, ...more] = text.split('=');
  const values = list.split(',').filter((value) => value !== '');
  const known = values.filter((value) => faultOf(value) === undefined);
  if (known.length === 0) {
    return leaveOut('Netlify', { place, fault: `${quoted(text)} names no ${what}`, cure: `write ${examples}` }, report);
  }
  const unknown = values.find((value) => !known.includes(value));
  if (unknown !== undefined) {
    const cure = /; (.*)$/.exec(faultOf(unknown)!)?.[1] ?? `write ${examples}`;
    report.warning('EDGE_REDIRECT_IGNORED', place,
      `${quoted(unknown)} in ${quoted(text)} is not a ${what} that a viewer can have, and it is left out; ${cure}`);
  }
  if (more.length > 0) {
    const read = `${word}=${list}`;
    report.warning('EDGE_REDIRECT_IGNORED', place,
      `Netlify reads ${quoted(text)} as ${read} and ignores the rest; write ${read}`);
  }
  return known;
}

/** A condition that no line can have. Netlify knows some of them, so that those lines do apply there. */
function unknownWord(value: string, place: Place, report: Report): undefined {
  const ignore = (fault: string, cure: string): undefined => leaveOut('Netlify', { place, fault, cure }, report);
  if (/^(?:role|sign(?:ed)?)=/i.test(value)) {
    const message = `${quoted(value)} needs services of Netlify; use a condition on a cookie or a header instead`;
    return void report.error('EDGE_REDIRECT_CONDITION', place, message);
  }
  if (value.includes('[object')) {
    return ignore(`${quoted(value)} is how a generator prints an object that a line cannot express`, 'remove it');
  }
  if (/^\[[A-Z]+[=,\]]/.test(value)) {
    return ignore(`${quoted(value)} are flags of Apache`, 'write only the status, such as 301');
  }
  const [, name, rest] = /^(\w+)[=:](.*)$/.exec(value) ?? [];
  const meant = WORDS.find(({ word }) => word.toLowerCase() === name?.toLowerCase());
  const known = listed(WORDS.map(({ word }) => `${word}=`), 'and');
  const cure = meant === undefined ? `there are ${known}` : `write ${meant.word}=${rest}`;
  return ignore(`${quoted(value)} is unknown here`, cure);
}
