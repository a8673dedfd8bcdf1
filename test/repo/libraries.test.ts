import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const LIBRARIES = join(ROOT, 'test', 'compat', 'libraries');

/** What an app of test/compat says about its library; the libraries themselves are not installed here. */
function row(file: string): string {
  const source = readFileSync(join(LIBRARIES, 'apps', file), 'utf8');
  const library = /^ {2}library: '([^']+)',$/m.exec(source)![1];
  const holds = [.../^ {2}holds:((?:.|\n)*?),\n {2}[\w/]/m.exec(source)![1].matchAll(/'([^']*)'/g)].map(([, text]) => text);
  const distribution = /^ {2}distribution: \([^)]*\) =>\s+(.*),$/m.exec(source)![1];
  const { libraries } = JSON.parse(readFileSync(join(LIBRARIES, 'versions.json'), 'utf8')) as {
    libraries: Record<string, string>;
  };
  return `| \`${library}\` | ${libraries[library]} | ${holds.join('')} | \`${distribution}\` |`;
}

test('the table of docs/already-there.md has the libraries of test/compat, with their versions', () => {
  const rows = readdirSync(join(LIBRARIES, 'apps')).map(row);
  const text = readFileSync(join(ROOT, 'docs', 'already-there.md'), 'utf8');
  const [, section] = /^## My library already has a function\n((?:.|\n)*?)\n## /m.exec(text)!;
  expect(section.split('\n').filter((line) => line.startsWith('| `')).sort()).toEqual(rows.sort());
});

test('every library that is installed has an app', () => {
  const { libraries } = JSON.parse(readFileSync(join(LIBRARIES, 'versions.json'), 'utf8'));
  const used = readdirSync(join(LIBRARIES, 'apps')).map((file) => row(file).split('`')[1]);
  expect([...new Set(used)].sort()).toEqual(Object.keys(libraries).sort());
});
