// Compiles every ```ts sample of README.md and docs/ against the built library, within rosetta/default.ts-fixture
// unless the fence says `nofixture`. jsii-rosetta does the same for the README and doc comments only.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const scratch = 'node_modules/.cache/doc-samples'; // in the package, so that samples can import it by name
const fixture = readFileSync('rosetta/default.ts-fixture', 'utf8');
const pages = ['README.md', ...markdownFiles('docs')];

rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });
const origin = new Map();
for (const page of pages) {
  samples(readFileSync(page, 'utf8')).forEach(({ line, text, nofixture }, index) => {
    // Only modules may have `await` outside of functions.
    const suffix = nofixture && /^\S.*\bawait\b/m.test(text) ? 'mts' : 'ts';
    const file = `${page.replace(/[^A-Za-z0-9]+/g, '-')}-${index}.${suffix}`;
    const [before, after] = fixture.split('/// here');
    const source = nofixture ? text : `${before}${text}${after}`;
    writeFileSync(join(scratch, file), `${source}\nexport {};\n`);
    origin.set(file, { page, line: line - (nofixture ? 0 : before.split('\n').length - 1) });
  });
}
const tsc = spawnSync(
  'node',
  [
    'node_modules/typescript/bin/tsc',
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'node16',
    '--target',
    'es2022',
    '--types',
    'node',
    ...[...origin.keys()].map((file) => join(scratch, file)),
  ],
  { encoding: 'utf8' },
);
const report = tsc.stdout.replace(/^\S*?([^/\s]+\.m?ts)\((\d+),/gm, (_, file, line) => {
  const at = origin.get(file);
  return at ? `${at.page}(${at.line + Number(line)},` : _;
});
if (report) console.error(report);
console.log(`${origin.size} samples of ${pages.length} pages compiled${tsc.status === 0 ? '' : ' with errors'}`);
process.exitCode = tsc.status === 0 && origin.size > 0 ? 0 : 1;

function samples(markdown) {
  return [...markdown.matchAll(/^```ts( nofixture)?\n([^]*?)^```$/gm)].map((m) => ({
    line: markdown.slice(0, m.index).split('\n').length, text: m[2], nofixture: m[1] !== undefined,
  }));
}

function markdownFiles(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}
