import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from './measure';
import { ATTACKS, FEATURES, OPENINGS } from './rows';
import type { SetName } from '../support/header-sets';

export type BrowserName = 'chromium' | 'firefox' | 'webkit';
/** What each browser reported, and when. */
export type Recorded = Partial<Record<BrowserName, Pick<Measured, 'version' | 'reports'> & { readonly date: string }>>;

const FILE = join(__dirname, 'recorded.json');
const SHOWN: Record<BrowserName, string> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };
const COLUMNS: readonly SetName[] = ['balanced', 'strict', 'helmet', 'aws', 'none'];

export const recorded = (): Recorded => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {});

export function writeRecord(browser: BrowserName, { version, reports }: Measured): void {
  const all = { ...recorded(), [browser]: { version, date: new Date().toISOString().slice(0, 10), reports } };
  // Each list in a line, so that a difference shows the browser and the set.
  const text = JSON.stringify(all, null, 1)
    .replace(/\[\n\s+([^\]]*?)\n\s+\]/g, (_, list: string) => `[${list.replace(/\n\s+/g, ' ')}]`);
  writeFileSync(FILE, `${text}\n`);
}

/** The tables of the documentation, by the name that their place in it has. */
export function tables(record: Recorded): Record<string, string> {
  const browsers = Object.keys(record) as BrowserName[];
  const where = (name: string, set: SetName) => browsers.filter((one) => record[one]!.reports[set].includes(name));
  const all = (name: string) => (
    browsers.filter((one) => Object.values(record[one]!.reports).some((list) => list.includes(name))));
  /** A check mark for all browsers that can do it at all, a dash for none, or their names. */
  const cell = (good: readonly BrowserName[], of: readonly BrowserName[]) => (
    good.length === of.length ? '✓' : good.length === 0 ? '–' : good.map((one) => SHOWN[one]).join(', '));
  const works = (name: string, set: SetName) => cell(where(name, set), all(name));
  const blocked = (name: string, set: SetName) => (
    cell(all(name).filter((one) => !where(name, set).includes(one)), all(name)));
  const header = '| | `BALANCED` | `STRICT` | helmet | AWS | no headers |\n|---|---|---|---|---|---|\n';
  const row = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  const range = (numbers: readonly number[]) => [...new Set([Math.min(...numbers), Math.max(...numbers)])].join('–');
  /** How many browsers can do at all; how many reports of these are good with each set. */
  const count = (names: readonly string[], good: (reported: boolean) => boolean) => {
    const possible = (one: BrowserName) => names.filter((name) => all(name).includes(one));
    const of = (set: SetName) => browsers.map((one) => (
      possible(one).filter((name) => good(record[one]!.reports[set].includes(name))).length));
    return { total: range(browsers.map((one) => possible(one).length)), good: COLUMNS.map((set) => range(of(set))) };
  };
  const working = count(Object.keys(FEATURES), (reported) => reported);
  const stopped = count(Object.keys(ATTACKS), (reported) => !reported);
  const judged = (names: Readonly<Record<string, string>>, of: typeof works) => Object.entries(names)
    .map(([name, text]) => row([text, ...COLUMNS.map((set) => of(name, set))])).join('\n');
  return {
    versions: browsers.map((one) => `${SHOWN[one]} ${record[one]!.version} (${record[one]!.date})`).join(', '),
    summary: header + row([`features that work, of ${working.total}`, ...working.good]) + '\n'
      + row([`attacks that are blocked, of ${stopped.total}`, ...stopped.good]),
    features: header + judged(FEATURES, works),
    attacks: header + judged(ATTACKS, blocked),
    openings: '| | `BALANCED` | `STRICT` | helmet | AWS | opened by |\n|---|---|---|---|---|---|\n'
      + Object.entries(OPENINGS).map(([name, [what, opening]]) => (
        row([what, ...COLUMNS.slice(0, -1).map((set) => works(name, set)), opening]))).join('\n'),
  };
}

const PLACE = /(<!-- measured: (\w+) -->\n)(?:(?!<!--)[^\n]*\n)*(<!-- end -->)/g;

/** The page with the tables of a record in their places. */
export function withTables(page: string, record: Recorded): string {
  const made = tables(record);
  return page.replace(PLACE, (_, begin: string, name: string, end: string) => `${begin}${made[name]}\n${end}`);
}
