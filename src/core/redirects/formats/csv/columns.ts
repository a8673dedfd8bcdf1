import { closest } from '../../../problem/closest';
import type { QueryPolicy } from '../../rule/model';
import { quoted } from '../../rule/report';
import type { ConditionField } from '../conditions';
import { Pairs, Plain } from '../plain';
import { parseQueryPolicy } from '../query-policy';

/** What a column means. Vercel's names stand for the same things. */
const NAMES: Readonly<Record<string, string>> = {
  from: 'from',
  source: 'from',
  to: 'to',
  destination: 'to',
  target: 'to',
  statuscode: 'statusCode',
  status: 'statusCode',
  permanent: 'permanent',
  query: 'query',
  start: 'start',
  end: 'end',
  country: 'country',
  language: 'language',
  method: 'method',
  cookie: 'cookie',
  header: 'header',
  originstatus: 'originStatus',
  note: 'note',
  owner: 'owner',
  casesensitive: 'caseSensitive',
};

export const COLUMNS = ['from', 'to', 'statusCode', 'start', 'end', 'country', 'language', 'method', 'cookie', 'header', 'originStatus', 'query',
  'caseSensitive', 'note', 'owner'];

/** The column that a heading names; undefined for an unknown one. */
export function columnOf(heading: string): string | undefined {
  const key = heading.trim().toLowerCase().replace(/[ _-]/g, '');
  return Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
}

export function unknownColumn(heading: string): string {
  const guess = closest(heading, Object.keys(NAMES));
  return `the column ${quoted(heading)} is unknown; ${guess ? `did you mean ${quoted(NAMES[guess])}?` : `there are ${COLUMNS.join(', ')}`}`;
}

export function isYes(text: string): boolean | undefined {
  if (/^(?:true|yes|1)$/i.test(text)) return true;
  return /^(?:false|no|0)$/i.test(text) ? false : undefined;
}

/** `merge`, `drop`, `replace`, `only utm_* ref`, or whether to keep it, as Vercel asks. */
export function queryPolicy(text: string): QueryPolicy | undefined {
  const keep = isYes(text);
  if (keep !== undefined) return { kind: keep ? 'merge' : 'drop' };
  const only = /^only[:\s]\s*(.+)$/i.exec(text);
  return parseQueryPolicy(only ? new Pairs([['only', words(only[1])]]) : text.toLowerCase());
}

/** The value of a condition as JSON would have it; lists are parted by spaces, commas, semicolons or bars. */
export function conditionValue({ key, value, place }: { key: string; value: string; place: ConditionField['place'] }): ConditionField {
  const field = (read: Plain): ConditionField => ({ key, place, value: read, written: value });
  switch (key) {
    case 'originStatus': return field(words(value).map((word) => (/^\d+$/.test(word) ? Number(word) : word)));
    case 'cookie': return field(new Pairs(words(value).map(nameAndValue)));
    case 'header': return field(new Pairs([nameAndValue(value)]));
    default: return field(words(value));
  }
}

function words(text: string): string[] {
  return text.split(/[\s,;|]+/).filter((word) => word !== '');
}

/** `seen`, `plan=pro`, and `referer*=index.html` for "contains". */
function nameAndValue(text: string): readonly [string, Plain] {
  const [, name, how, value] = /^([^=*]*)(?:(\*?=)(.*))?$/.exec(text) ?? ['', text];
  if (how === undefined) return [name.trim(), true];
  return [name.trim(), how === '=' ? value.trim() : new Pairs([['contains', value.trim()]])];
}
