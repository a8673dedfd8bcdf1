import { CELL_CONDITIONS, EXEMPT } from './columns';
import { isExemption } from '../../rule/exemption';
import type { RedirectRule } from '../../rule/model';
import { Unwritable } from '../../rule/unwritable';
import { dateText, sourceText, targetText } from '../write-text';

/** The value of each column for a rule; columns without values are left out. */
const COLUMNS: Readonly<Record<string, (rule: RedirectRule) => string | undefined>> = {
  from: sourceText,
  to: (rule) => (isExemption(rule) ? EXEMPT : rule.status < 400 ? targetText(rule) : undefined),
  statusCode: (rule) => (isExemption(rule) ? undefined : String(rule.status)),
  start: ({ start }) => (start === undefined ? undefined : dateText(start)),
  end: ({ end }) => (end === undefined ? undefined : dateText(end)),
  ...Object.fromEntries(
    CELL_CONDITIONS.map((condition) => [
      condition.name,
      (rule: RedirectRule) => {
        const value = condition.from(rule);
        return value && condition.writeCell(value);
      },
    ]),
  ),
  query: ({ query, ...rule }) =>
    query.kind === 'merge' || isExemption(rule)
      ? undefined
      : query.kind === 'only'
        ? `only ${query.names.map(whole).join(' ')}`
        : query.kind,
  cacheTtl: ({ cacheTtl }) => cacheTtl?.toString(),
  retryAfter: ({ retryAfter }) => retryAfter?.toString(),
  caseSensitive: ({ caseSensitive }) => (caseSensitive ? undefined : 'false'),
  note: ({ note }) => note,
  owner: ({ owner }) => owner,
} as Record<string, (rule: RedirectRule) => string | undefined>;

export function writeCsv(rules: readonly RedirectRule[]): string {
  const rows = rules.map((rule) => Object.entries(COLUMNS).map(([name, read]) => [name, read(rule) ?? ''] as const));
  const used = Object.keys(COLUMNS).filter(
    (name, i) => ['from', 'to', 'statusCode'].includes(name) || rows.some((row) => row[i][1] !== ''),
  );
  const lines = rows.map((row) =>
    row
      .filter(([name]) => used.includes(name))
      .map(([, value]) => quoted(value))
      .join(','),
  );
  return `${[used.join(','), ...lines].join('\n')}\n`;
}

function quoted(value: string): string {
  return /[",\r\n;]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}

/** A name for a list in a cell, which must not contain a separator. */
function whole(name: string): string {
  if (/[\s,;|]/.test(name)) throw new Unwritable(`the parameter "${name}" has a name that a cell cannot hold`);
  return name;
}
