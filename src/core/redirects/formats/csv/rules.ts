import { DIALECTS } from '../../dialects';
import type { RedirectRule } from '../../model';
import { quoted, Report } from '../../report';
import { readConditions } from '../conditions';
import { buildRule, Located, RuleDefaults, RuleFields } from '../fields';
import { Places } from '../place';
import { bulkRules } from './bulk';
import { columnOf, conditionValue, isYes, queryPolicy, unknownColumn } from './columns';
import { Cell, CsvFault, readCsv, Row } from './tokens';

/** Reads CSV with our headings or Vercel's, or Cloudflare Bulk's columns, which have none. */
export function parseCsvRules(text: string, file: string | undefined, defaults: RuleDefaults, report: Report): RedirectRule[] {
  const places = new Places(text, file);
  try {
    return new CsvRules(places, defaults, report).read(readCsv(text));
  } catch (fault) {
    if (!(fault instanceof CsvFault)) throw fault;
    report.error('EDGE_REDIRECT_SYNTAX', places.at(fault.at), fault.message);
    return [];
  }
}

class CsvRules {
  constructor(private readonly places: Places, private readonly defaults: RuleDefaults, private readonly report: Report) {}

  read([heading, ...rows]: readonly Row[]): RedirectRule[] {
    if (heading === undefined) return []; // an empty file says: no redirects
    if (heading.cells.every(({ value }) => columnOf(value) === undefined)) {
      return this.build([heading, ...rows], (row) => bulkRules(row, this.places, this.report));
    }
    const columns = this.columns(heading);
    return columns === undefined ? [] : this.build(rows, (row) => this.ofRow(row, columns));
  }

  private build(rows: readonly Row[], fieldsOf: (row: Row) => readonly RuleFields[]): RedirectRule[] {
    const rules: RedirectRule[] = [];
    for (const row of rows) {
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
      if (column === undefined && cell.value.trim() !== '') this.fail('EDGE_REDIRECT_COLUMN', cell.at, unknownColumn(cell.value));
      else if (column !== undefined && columns.includes(column)) this.fail('EDGE_REDIRECT_COLUMN', cell.at, `the column ${quoted(column)} occurs twice`);
      columns.push(column ?? '');
    }
    if (!columns.includes('from')) this.fail('EDGE_REDIRECT_COLUMN', at, 'a column "from" is missing');
    return this.report.problems.length > before ? undefined : columns;
  }

  private ofRow(row: Row, columns: readonly string[]): RuleFields[] {
    const extra = row.cells.slice(columns.length).filter(({ value }) => value.trim() !== '');
    if (row.cells.length < columns.length || extra.length > 0) {
      const cure = extra.length > 0 ? 'put text with a comma into double quotes' : 'leave a cell empty, but keep its comma';
      const cells = row.cells.length === 1 ? '1 cell' : `${row.cells.length} cells`;
      this.fail('EDGE_REDIRECT_ROW', row.at, `the row has ${cells} where the heading has ${columns.length}; ${cure}`);
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
      to: this.located(cells.get('to')),
      status: this.status(cells),
      query: this.parsed(cells.get('query'), queryPolicy, 'merge, drop, replace, or only followed by names'),
      caseSensitive: this.parsed(cells.get('caseSensitive'), isYes, 'true or false'),
      start: this.located(cells.get('start')),
      end: this.located(cells.get('end')),
      note: cells.get('note')?.value,
      owner: cells.get('owner')?.value,
      when: this.conditions(cells),
    };
    return from === undefined || this.report.problems.length > before ? undefined : { ...fields, from };
  }

  private conditions(cells: ReadonlyMap<string, Cell>): RuleFields['when'] {
    const keys = ['country', 'language', 'method', 'cookie', 'header', 'originStatus'].filter((key) => cells.has(key));
    const fields = keys.map((key) => conditionValue({ key, value: cells.get(key)!.value, place: this.places.at(cells.get(key)!.at) }));
    return readConditions(fields, this.report);
  }

  /** A status, or Vercel's `permanent`, which keeps the method of the request as Vercel does. */
  private status(cells: ReadonlyMap<string, Cell>): Located<number> | undefined {
    const status = this.parsed(cells.get('statusCode'), (text) => (/^\d+$/.test(text) ? Number(text) : undefined), 'a number such as 301');
    const permanent = this.parsed(cells.get('permanent'), isYes, 'true or false');
    const cell = cells.get('statusCode') ?? cells.get('permanent');
    const value = status ?? (permanent === undefined ? undefined : permanent ? 308 : 307);
    return cell === undefined || value === undefined ? undefined : { value, place: this.places.at(cell.at) };
  }

  private parsed<T>(cell: Cell | undefined, parse: (text: string) => T | undefined, expected: string): T | undefined {
    if (cell === undefined) return undefined;
    const value = parse(cell.value);
    if (value === undefined) this.fail('EDGE_REDIRECT_FIELD', cell.at, `${quoted(cell.value)} is not understood; write ${expected}`);
    return value;
  }

  private located(cell: Cell | undefined): Located<string> | undefined {
    return cell && { value: cell.value, place: this.places.at(cell.at) };
  }

  private fail(code: string, at: number, message: string): void {
    this.report.error(code, this.places.at(at), message);
  }
}
