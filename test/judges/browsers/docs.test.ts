import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recorded, withTables } from './record';
import { ATTACKS, FEATURES, OPENINGS } from './rows';
import { CONTENT } from '../support/header-sets';

const PAGE = join(__dirname, '../../../docs/browsers.md');

test('the documentation has what was measured in browsers', () => {
  const page = readFileSync(PAGE, 'utf8');
  if (process.env.RECORD_BROWSERS === '1') writeFileSync(PAGE, withTables(page, recorded()));
  else expect(page).toBe(withTables(page, recorded()));
  expect(page.match(/<!-- measured: /g)).toHaveLength(5);
});

test('each report of a page has a row', () => {
  const files = ['site/features.html', 'site/features.js', 'site/openings.js', 'site/openings.html', 'site/attacks.html', 'site/gadget.js', 'site/prefetch.html'];
  const text = files.map((file) => readFileSync(join(CONTENT, file), 'utf8')).join('\n');
  const rows = Object.keys({ ...FEATURES, ...OPENINGS, ...ATTACKS });
  const unknown = [...new Set(text.match(/\b[foa]:[a-z-]+/g))].filter((name) => !rows.includes(name));
  expect(unknown).toEqual([]);
  const reported = Object.values(recorded()).flatMap(({ reports }) => Object.values(reports).flat());
  expect([...new Set(reported)].sort()).toEqual([...rows].sort());
});
