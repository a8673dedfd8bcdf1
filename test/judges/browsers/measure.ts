import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver } from './drivers/driver';
import { Front, type Site } from './front';
import { helmetHeaders, previewOfSet, SET_NAMES, type SetName } from '../support/header-sets';

export interface Measured {
  readonly version: string;
  /** What pages have reported, for each set of headers: `f:` features, `o:` openings, `a:` attacks. */
  readonly reports: Readonly<Record<SetName, readonly string[]>>;
  /** What the browser had to say about pages on which everything works. */
  readonly messages: readonly string[];
}

type Page = readonly [host: string, page: string];
const FEATURES: Page = ['', 'features'];

/**
 * The pages of each set of headers, in rounds, so that windows of other pages do not slow them down. In the first round
 * everything works.
 */
const QUIET_ROUND: ReadonlyMap<SetName, readonly Page[]> = new Map([['balanced', [FEATURES]], ['strict', [['', 'quiet']]]]);
const ROUNDS: readonly ((name: SetName) => readonly Page[])[] = [
  (name) => (['balanced', 'evaluated'].includes(name) ? [] : [FEATURES]),
  () => [['', 'openings']],
  (name) => (name === 'evaluated' ? [] : [['', 'attacks']]),
  (name) => (name === 'evaluated' ? [] : [['evil-', 'attack'], ['partner-', 'elsewhere']]),
];

/** How long to wait for what should have been reported; what should not be has the time that its page waits. */
const PATIENCE = 20_000;

/** Opens all pages with all sets of headers, each in a window of its own. `expected` are reports to wait for. */
export async function measure(
  start: (proxy: string) => Promise<Driver>, expected?: Measured['reports'],
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'browsers-'));
  const previews = SET_NAMES.map((name) => [name, previewOfSet(name, join(folder, name))] as const);
  await Promise.all(previews.map(([, { ready }]) => ready));
  const front = await Front.start(new Map(previews.map(([name, { url }]): [string, Site] => (
    [name, { url, headers: name === 'helmet' ? helmetHeaders() : undefined }]))));
  let driver: Driver | undefined;
  try {
    driver = await start(front.proxyHost);
    const round = async (pages: (name: SetName) => readonly Page[]) => {
      for (const names of driver!.oneAtATime ? SET_NAMES.map((name) => [name]) : [SET_NAMES]) {
        const opened = names.map((name) => [name, pages(name)] as const);
        for (const [name, list] of opened) {
          for (const [host, page] of list) await driver!.open(`https://${host}${name}.test/${page}.html`);
        }
        await Promise.all(opened.map(([name, list]) => front.until(name, list.map(([, page]) => `done-${page}`))));
      }
    };
    await round((name) => QUIET_ROUND.get(name) ?? []);
    const messages = await driver.messages();
    for (const pages of ROUNDS) {
      await driver.closeWindows();
      await round(pages);
    }
    // What is still missing then is left out of the reports.
    if (expected === undefined) await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    else await Promise.allSettled(SET_NAMES.map((name) => front.until(name, expected[name], PATIENCE)));
    const reportsOf = (name: SetName) => [...front.reported(name)].filter((one) => !one.startsWith('done-')).sort();
    const reports = Object.fromEntries(SET_NAMES.map((name) => [name, reportsOf(name)])) as Record<SetName, string[]>;
    return { version: driver.version, reports, messages };
  } finally {
    await driver?.close();
    await front.close();
    await Promise.all(previews.map(([, preview]) => preview.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}
