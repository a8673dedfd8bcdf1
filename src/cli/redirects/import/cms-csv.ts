import { anchored } from './anchors';
import type { Import } from './import';
import type { PatternNode } from './pattern';
import type { PlatformReader } from './reader';
import { parseRegex } from './regex';
import { template } from './template';
import { Cell, readCsv, Row } from '../../../core/redirects/formats/csv/tokens';
import { cmsColumn, type CmsColumn } from '../../../core/redirects/formats/platforms/of-heading';

type Cells = Partial<Readonly<Record<CmsColumn, Cell>>>;

/** Tables of content management systems: Shopify, Wagtail, Drupal, WordPress plugins. */
export const cmsCsv: PlatformReader = {
  read: (text, into) => {
    const { rows: [heading, ...rows] } = readCsv(text);
    if (heading === undefined) return;
    const columns = columnsOf(heading, rows);
    heading.cells.forEach(({ value, at }, i) => {
      const isUsed = rows.some(({ cells }) => (cells[i]?.value.trim() ?? '') !== '');
      if (cmsColumn(value) === undefined && isUsed) {
        into.warn(at, value, 'the column is not understood, and is left out; check that no row depends on it');
      }
    });
    for (const row of rows) readRow(row, cellsOf(row, columns), into);
  },
};

/**
 * `status` is a number in some systems, and whether the row is enabled in others. Of several columns for the same
 * value, one with numbers is used, then the first.
 */
function columnsOf({ cells }: Row, rows: readonly Row[]): (CmsColumn | undefined)[] {
  const taken = new Set<CmsColumn>();
  const isNumber = (i: number): boolean => rows.some((row) => /^\d+$/.test(row.cells[i]?.value.trim() ?? ''));
  const found = cells.map((cell, i) => {
    const column = cmsColumn(cell.value);
    return column === 'enabled' && /^status$/i.test(cell.value.trim()) && isNumber(i) ? 'status' : column;
  });
  const order = found.map((_, i) => i).sort((a, b) => Number(isNumber(b)) - Number(isNumber(a)) || a - b);
  const result: (CmsColumn | undefined)[] = found.map(() => undefined);
  for (const i of order) {
    const column = found[i];
    if (column === undefined || taken.has(column)) continue;
    taken.add(column);
    result[i] = column;
  }
  return result;
}

function cellsOf(row: Row, columns: readonly (CmsColumn | undefined)[]): Cells {
  const cells: [CmsColumn, Cell][] = [];
  columns.forEach((column, i) => {
    const cell = row.cells[i];
    if (column !== undefined && cell !== undefined && cell.value.trim() !== '') {
      cells.push([column, { value: cell.value.trim(), at: cell.at }]);
    }
  });
  return Object.fromEntries(cells) as Cells;
}

const NO = /^(?:0|false|no|disabled|inactive|off)$/i;
const YES = /^(?:1|true|yes|enabled|active|on|regex)$/i;

function readRow(row: Row, cells: Cells, into: Import): void {
  const source = cells.from?.value;
  if (source === undefined) return into.refuse(row.at, row.cells[0].value, 'the row has no old URL');
  if (cells.enabled !== undefined && NO.test(cells.enabled.value)) {
    return into.warn(row.at, source, `it is ${cells.enabled.value}; left out`);
  }
  const status = statusOf(cells);
  if (status === undefined) {
    return into.refuse((cells.status ?? cells.permanent)!.at, source,
      `${JSON.stringify((cells.status ?? cells.permanent)!.value)} is not a status; write a number such as 301`);
  }
  const host = hostOf(cells.site?.value);
  if (host === undefined) {
    return into.refuse(
      cells.site!.at,
      source,
      `the site ${JSON.stringify(cells.site!.value)} is not a host; write one such `
        + 'as www.example.com, or empty the cell',
    );
  }
  const to = cells.to?.value;
  if (to === undefined && status < 400) return into.refuse(row.at, source, 'the row has no new URL');
  const isRegex = cells.regex !== undefined && YES.test(cells.regex.value);
  const [, origin, path = '', query] = /^(?:https?:\/\/([^/?]+))?([^?]*)(?:\?(.*))?$/s.exec(isRegex ? '' : source)!;
  const parameters = (query ?? '').split('&').filter((part) => part !== '').map((part) => {
    const [name, value] = part.split('=', 2);
    return value === undefined ? { name, is: 'present' as const } : { name, is: 'equal' as const, value };
  });
  into.add({
    at: row.at,
    written: source,
    source: (loose) => (isRegex ? anchored(parseRegex(source, loose)) : literal(path)),
    ...(origin ?? host) === '' ? {} : { hosts: [(origin ?? host).toLowerCase()] },
    parameters,
    keepsParameters: false,
    ...(to === undefined || status >= 400 ? {} : { to: () => (isRegex ? template(to, /\$(\d)/g) : [rooted(to)]) }),
    status,
    ...(cells.note === undefined ? {} : { note: cells.note.value }),
  });
}

/** These systems have no wildcards outside of regular expressions. */
function literal(path: string): PatternNode[] {
  return [rooted(path)];
}

function rooted(url: string): string {
  return /^(?:\/|https?:)/.test(url) ? url : `/${url}`;
}

function statusOf({ status, permanent }: Cells): number | undefined {
  if (status !== undefined) {
    const [digits] = /\b[1-5]\d\d\b/.exec(status.value) ?? [];
    if (digits !== undefined) return Number(digits);
    if (/^perm/i.test(status.value)) return 301;
    if (/^temp/i.test(status.value)) return 302;
    return /^(?:url|redirect|plain)$/i.test(status.value) ? 301 : undefined;
  }
  if (permanent === undefined) return 301;
  return YES.test(permanent.value) ? 301 : NO.test(permanent.value) ? 302 : undefined;
}

/** Wagtail exports `www.example.com [default]`. Undefined if the value is not a host. */
function hostOf(site: string | undefined): string | undefined {
  const bare = (site ?? '').replace(/\s*\[default\]$/i, '').replace(/^https?:\/\/|\/$/g, '').replace(/:\d+$/, '');
  if (bare === '' || /^(?:all(?: sites)?|any|\*|none|-)$/i.test(bare)) return '';
  return /^(?:[\w-]+\.)+[A-Za-z]{2,}$/.test(bare) ? bare : undefined;
}
