import type { CodeOf } from '../../../problem';
import { DIALECTS } from '../../rule/dialects';
import type { RedirectRule } from '../../rule/model';
import { quoted, Report } from '../../rule/report';
import { readConditions } from '../conditions';
import { buildRule, Located, RuleDefaults, RuleFields } from '../fields';
import { Places } from '../place';
import { SECONDS } from '../seconds';
import { bulkRules } from './bulk';
import { CELL_CONDITIONS, columnOf, EXEMPT, isYes, queryPolicy, unknownColumn } from './columns';
import { Cell, cellCount, CsvFault, readCsv, Row, Table } from './tokens';
import { isCmsHeading } from '../platforms/of-heading';
import { platformFault } from '../platforms/platforms';

/** Parses CSV with our headings or those of Vercel, or with the columns of Cloudflare Bulk, which have no headings. */
export function parseCsvRules(
  text: string,
  file: string | undefined,
  defaults: RuleDefaults,
  report: Report,
): RedirectRule[] {
  const places = new Places(text, file);
  try {
    return new CsvRules(places, defaults, report).read(readCsv(text));
  } catch (fault) {
    if (!(fault instanceof CsvFault)) throw fault;
    report.error('EDGE_REDIRECT_SYNTAX', places.at(fault.at), fault.message);
    return [];
  }
}

/** Spreadsheets save true and false as words of the language of their user. */
const YES_OR_NO = 'true or false, or 1 or 0';

/** Spreadsheets may save decimals. */
const WHOLE = /^\d+(?:\.0+)?$/;

class CsvRules {
  constructor(
    private readonly places: Places,
    private readonly defaults: RuleDefaults,
    private readonly report: Report,
  ) {}

  read({ rows, delimiter }: Table): RedirectRule[] {
    const [heading] = rows;
    if (heading === undefined) return []; // an empty file has no rules
    if (isBulk(heading) && !this.isBulkList(heading, delimiter)) return [];
    if (isBulk(heading)) return this.build(rows, (row) => bulkRules(row, this.places, this.report));
    const headings = heading.cells.map(({ value }) => value);
    if (isCmsHeading(headings, columnOf)) {
      const place = this.places.at(heading.at);
      this.report.error('EDGE_REDIRECT_PLATFORM', place, platformFault('cms-csv', place.file));
      return [];
    }
    const columns = this.columns(heading);
    return columns === undefined ? [] : this.build(rows, (row) => this.ofRow(row, columns, delimiter), 1);
  }

  /** Whether the sources of a list without a header row have a host; paths with no more than a status are ambiguous. */
  private isBulkList({ cells, at }: Row, delimiter: string): boolean {
    const switches = cells.slice(3).some(({ value }) => value.trim() !== '');
    if (cells.length < 2 || switches || !cells[0].value.trim().startsWith('/')) return true;
    this.fail(
      'EDGE_REDIRECT_COLUMN',
      at,
      `the list has no header row: add from,to,statusCode above it${separated(delimiter)} for a list that keeps `
        + 'queries; for a list of Cloudflare Bulk Redirects add the host to each source, and TRUE or FALSE in a fourth '
        + 'column for whether the query is kept',
    );
    return false;
  }

  private build(
    rows: Iterable<Row>, fieldsOf: (row: Row) => readonly RuleFields[], first = 0,
  ): RedirectRule[] {
    const rules: RedirectRule[] = [];
    let number = 0;
    for (const row of rows) {
      if (number++ < first) continue;
      for (const fields of fieldsOf(row)) {
        const rule = buildRule(fields, DIALECTS.csv, this.defaults, this.report);
        if (rule) rules.push(rule);
      }
    }
    return rules;
  }

  private columns({ cells, at }: Row): string[] | undefined {
    const columns: string[] = [];
    const before = this.report.problems.length;
    for (const cell of cells) {
      const column = columnOf(cell.value);
      if (column === undefined && cell.value.trim() !== '') {
        this.fail('EDGE_REDIRECT_COLUMN', cell.at, unknownColumn(cell.value));
      } else if (column !== undefined && columns.includes(column)) {
        this.fail('EDGE_REDIRECT_COLUMN', cell.at, `the column ${quoted(column)} occurs twice`);
      }
      columns.push(column ?? '');
    }
    if (!columns.includes('from')) {
      this.fail(
        'EDGE_REDIRECT_COLUMN',
        at,
        'a column "from" is missing; call the one with the old URLs "from" and the one with the new ones "to"',
      );
    }
    return this.report.problems.length > before ? undefined : columns;
  }

  private ofRow(row: Row, columns: readonly string[], delimiter: string): RuleFields[] {
    const extra = row.cells.slice(columns.length).filter(({ value }) => value.trim() !== '');
    if (row.cells.length < columns.length || extra.length > 0) {
      this.fail(
        'EDGE_REDIRECT_ROW',
        row.at,
        `the row has ${cellCount(row)} where the heading has ${columns.length}; `
          + `${widthCure(row, extra.length > 0, delimiter)}`,
      );
      return [];
    }
    const unnamed = row.cells.find(({ value }, i) => columns[i] === '' && value.trim() !== '');
    if (unnamed !== undefined) {
      this.fail(
        'EDGE_REDIRECT_ROW',
        unnamed.at,
        `${quoted(unnamed.value)} is in a column without a heading; name the column, or empty the cell`,
      );
      return [];
    }
    const cells = new Map<string, Cell>();
    columns.forEach((column, i) => {
      const value = row.cells[i].value.trim();
      if (value !== '') cells.set(column, { value, at: row.cells[i].at });
    });
    const fields = this.fields(row, cells);
    return fields === undefined ? [] : [fields];
  }

  private fields(row: Row, cells: ReadonlyMap<string, Cell>): RuleFields | undefined {
    const before = this.report.problems.length;
    const from = this.located(cells.get('from'));
    if (from === undefined) this.fail('EDGE_REDIRECT_SOURCE', row.at, 'the row has no source in the column "from"');
    const fields = {
      place: this.places.at(row.at),
      to: cells.get('to')?.value === EXEMPT ? this.exempt(cells.get('to')!) : this.located(cells.get('to')),
      status: this.status(cells),
      query: this.parsed(cells.get('query'), queryPolicy, 'merge, drop, replace, or only followed by names'),
      caseSensitive: this.parsed(cells.get('caseSensitive'), isYes, YES_OR_NO),
      start: this.located(cells.get('start')),
      end: this.located(cells.get('end')),
      cacheTtl: this.seconds(cells.get('cacheTtl')),
      retryAfter: this.seconds(cells.get('retryAfter')),
      note: cells.get('note')?.value,
      owner: cells.get('owner')?.value,
      when: this.conditions(cells),
    };
    if (from === undefined) return undefined;
    return { ...fields, from, ...(this.report.problems.length > before ? { incomplete: true } : {}) };
  }

  private conditions(cells: ReadonlyMap<string, Cell>): RuleFields['when'] {
    const fields = CELL_CONDITIONS.flatMap((condition) => {
      const cell = cells.get(condition.name);
      if (cell === undefined) return [];
      return [
        {
          key: condition.name,
          place: this.places.at(cell.at),
          value: condition.readCell(cell.value),
          written: cell.value,
        },
      ];
    });
    return readConditions(fields, this.report);
  }

  /** A status, or `permanent` of Vercel, which keeps the method of the request. */
  private status(cells: ReadonlyMap<string, Cell>): Located<number> | undefined {
    const status = this.parsed(
      cells.get('statusCode'),
      (text) => (WHOLE.test(text) ? Number(text) : undefined),
      'a number such as 301',
    );
    const permanent = this.parsed(cells.get('permanent'), isYes, YES_OR_NO);
    if (status !== undefined && permanent !== undefined && permanent !== [301, 308].includes(status)) {
      this.fail(
        'EDGE_REDIRECT_FIELD',
        cells.get('permanent')!.at,
        `"permanent" is ${permanent}, but the status is ${status}; leave one of the two cells empty`,
      );
    }
    const cell = cells.get('statusCode') ?? cells.get('permanent');
    const value = status ?? (permanent === undefined ? undefined : permanent ? 308 : 307);
    return cell === undefined || value === undefined ? undefined : { value, place: this.places.at(cell.at) };
  }

  private parsed<T>(cell: Cell | undefined, parse: (text: string) => T | undefined, expected: string): T | undefined {
    if (cell === undefined) return undefined;
    const value = parse(cell.value);
    if (value === undefined) {
      this.fail('EDGE_REDIRECT_FIELD', cell.at, `${quoted(cell.value)} is not understood; write ${expected}`);
    }
    return value;
  }

  private exempt({ at }: Cell): Located<null> {
    return { value: null, place: this.places.at(at) };
  }

  private seconds(cell: Cell | undefined): Located<number> | undefined {
    const value = this.parsed(cell, (text) => (WHOLE.test(text) ? Number(text) : undefined), SECONDS);
    return value === undefined ? undefined : { value, place: this.places.at(cell!.at) };
  }

  private located(cell: Cell | undefined): Located<string> | undefined {
    return cell && { value: cell.value, place: this.places.at(cell.at) };
  }

  private fail(code: CodeOf<'error'>, at: number, message: string): void {
    this.report.error(code, this.places.at(at), message);
  }
}

/** A header row needs the delimiter of the other rows. */
function separated(delimiter: string): string {
  return delimiter === ',' ? '' : `, with ${DELIMITERS[delimiter]}s between the names as in its rows,`;
}

/**
 * Whether the file has no heading: its first row has a URL and no known column. A row without URLs is a heading, known
 * or not.
 */
function isBulk({ cells }: Row): boolean {
  return cells.every(({ value }) => columnOf(value) === undefined) && cells.some(({ value }) => /[/.]/.test(value));
}

const DELIMITERS: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' };

function widthCure({ cells }: Row, tooWide: boolean, delimiter: string): string {
  const name = DELIMITERS[delimiter];
  if (tooWide) return `put text with a ${name} into double quotes`;
  const other = Object.keys(DELIMITERS).find(
    (mark) => mark !== delimiter && cells.some(({ value }) => value.includes(mark)),
  );
  return other === undefined
    ? `leave a cell empty, but keep its ${name}`
    : `separate its cells by a ${name}, as in the heading, not by a ${DELIMITERS[other]}`;
}
