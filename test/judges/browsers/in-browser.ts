import type { Driver } from './drivers/driver';
import { measure, type Measured } from './measure';
import { recorded, writeRecord, type BrowserName } from './record';
import { ATTACKS, FEATURES, OPENINGS } from './rows';
import type { SetName } from '../support/header-sets';

/** `RECORD_BROWSERS=1` records what the browser does now; `docs.test.ts` then writes the documentation. */
const RECORDS = process.env.RECORD_BROWSERS === '1';

type Reports = Measured['reports'];

function lacks({ reports }: Measured, expected: Reports | undefined): boolean {
  return Object.entries(expected ?? {}).some(([set, names]) => (
    names.some((name) => !reports[set as SetName].includes(name))));
}

/** What has worked in one of two runs works; what headers forbid works in none. */
function together(first: Measured, second: Measured): Measured {
  const both = (set: SetName) => [...new Set([...first.reports[set], ...second.reports[set]])].sort();
  const sets = Object.keys(first.reports) as SetName[];
  const reports = Object.fromEntries(sets.map((set) => [set, both(set)])) as Record<SetName, string[]>;
  return { ...second, reports, messages: [...first.messages, ...second.messages] };
}

/** The tests of a browser. `start` is undefined if it is not installed. */
export function testsIn(
  browser: BrowserName, start: ((proxy: string) => Promise<Driver>) | undefined, hint: string,
): void {
  // eslint-disable-next-line no-console -- a test that did not run must not look like one that passed
  if (start === undefined) console.warn(`The tests in ${browser} are skipped: ${hint}`);
  (start === undefined ? describe.skip : describe)(`pages with our headers and those of others in ${browser}`, () => {
    let measured: Measured;
    const known = recorded()[browser];
    beforeAll(async () => {
      measured = await measure(start!, RECORDS ? undefined : known?.reports);
      if (RECORDS) return void writeRecord(browser, measured);
      // A page waits so long for its features: a busy machine may need longer for one, such as the viewer of PDFs.
      if (lacks(measured, known?.reports)) measured = together(measured, await measure(start!, known?.reports));
    }, 300_000);
    const present = (names: object, set: SetName) => (
      Object.keys(names).filter((name) => measured.reports[set].includes(name)));
    const missing = (names: object, set: SetName) => (
      Object.keys(names).filter((name) => !measured.reports[set].includes(name)));
    const possible = (names: object) => present(names, 'none');

    test('without headers, all features work, and attacks succeed', () => {
      expect(missing(FEATURES, 'none')).toEqual([]);
      expect(possible(ATTACKS).length).toBeGreaterThanOrEqual(34);
    });

    test('with BALANCED, all features work, and the attacks that succeed are known', () => {
      expect(missing(FEATURES, 'balanced')).toEqual([]);
      const weak = ['a:blob-worker', 'a:html', 'a:style-attribute', 'a:picture'];
      expect(present(ATTACKS, 'balanced')).toEqual(browser === 'chromium' ? [...weak, 'a:prefetch'] : weak);
    });

    test('with STRICT, no attack succeeds', () => {
      expect(present(ATTACKS, 'strict')).toEqual([]);
      expect(present(FEATURES, 'strict')).toEqual(expect.arrayContaining(['f:own-script', 'f:module', 'f:inline-script', 'f:fetch']));
    });

    test('what the documentation names opens what BALANCED does not allow', () => {
      // `ws:` on an HTTPS page needs the policy; without any, it is mixed content.
      const all = Object.keys(OPENINGS).filter((name) => name === 'o:ws' || possible(OPENINGS).includes(name));
      expect(all.length).toBeGreaterThanOrEqual(18);
      expect(present(OPENINGS, 'opened')).toEqual(all.filter((name) => name !== 'o:eval'));
      expect(present(OPENINGS, 'evaluated')).toContain('o:eval');
      expect(missing(FEATURES, 'opened')).toEqual([]);
    });

    test('the console has no message about our headers', () => expect(measured.messages).toEqual([]));

    test('all of this is what is recorded', () => expect(measured.reports).toEqual(recorded()[browser]!.reports));
  });
}
