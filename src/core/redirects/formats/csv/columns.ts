import { closest } from '../../../problem/closest';
import { whenConditions } from '../../rule/conditions';
import { words } from '../../rule/conditions/cells';
import type { QueryPolicy } from '../../rule/model';
import { Pairs } from '../../rule/plain';
import { quoted } from '../../rule/report';
import { parseQueryPolicy } from '../query-policy';

/** Conditions in the order of their columns. */
export const CELL_CONDITIONS = whenConditions(['country', 'language', 'method', 'cookie', 'header']);

/** In the column `to`: the requests are left to the site. An empty cell is mostly an accident. */
export const EXEMPT = '-';

/** The columns by heading, with the names of Vercel. */
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
  ...Object.fromEntries(CELL_CONDITIONS.map(({ name }) => [name.toLowerCase(), name])),
  note: 'note',
  owner: 'owner',
  cachettl: 'cacheTtl',
  retryafter: 'retryAfter',
  casesensitive: 'caseSensitive',
};

export const COLUMNS = [
  'from',
  'to',
  'statusCode',
  'start',
  'end',
  ...CELL_CONDITIONS.map(({ name }) => name),
  'query',
  'cacheTtl',
  'retryAfter',
  'caseSensitive',
  'note',
  'owner',
];

/** The column of a heading; undefined for an unknown one. */
export function columnOf(heading: string): string | undefined {
  const key = heading.trim().toLowerCase().replace(/[ _-]/g, '');
  return Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
}

export function unknownColumn(heading: string): string {
  const guess = closest(heading, Object.keys(NAMES));
  return `the column ${quoted(heading)} is unknown; `
    + `${guess ? `did you mean ${quoted(NAMES[guess])}?` : `there are ${COLUMNS.join(', ')}`}`;
}

export function isYes(text: string): boolean | undefined {
  if (/^(?:true|yes|1)$/i.test(text)) return true;
  return /^(?:false|no|0)$/i.test(text) ? false : undefined;
}

/** `merge`, `drop`, `replace`, `only utm_* ref`, or a boolean as in lists of Vercel. */
export function queryPolicy(text: string): QueryPolicy | undefined {
  const keep = isYes(text);
  if (keep !== undefined) return { kind: keep ? 'merge' : 'drop' };
  const only = /^only[:\s]\s*(.+)$/i.exec(text);
  return parseQueryPolicy(only ? new Pairs([['only', words(only[1])]]) : text.toLowerCase());
}
