// The hashes of a site's inline code: the time of reading 10,000 pages beside that of the parser alone, and the memory.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'parse5';
import { findPages } from '../src/pages/find-pages';
import { PageReader } from '../src/pages/read-pages';

const PAGES = 10_000;
const ROUNDS = 3;
const here = fileURLToPath(import.meta.url);

const WAYS: Readonly<Record<string, (folder: string) => number>> = {
  'parser alone': (folder) => {
    for (const { page } of findPages(folder).pages) parse(readFileSync(join(folder, page), 'utf8'));
    return 0;
  },
  'hashes': (folder) => {
    const reader = new PageReader(createRequire(here)('../assets/synth/pages.js'), { templates: false });
    const hashes = new Set<string>();
    for (const found of findPages(folder).pages) {
      for (const list of Object.values(reader.read(folder, found).hashes)) list.forEach((hash) => hashes.add(hash));
    }
    return hashes.size;
  },
};

const [way, given] = process.argv.slice(2);
if (way === undefined) compare();
else measure(WAYS[way], given);

/** In a process of its own, whose memory is measured. */
function measure(run: (folder: string) => number, folder: string): void {
  const begun = process.cpuUsage();
  const hashes = run(folder);
  const { user } = process.cpuUsage(begun);
  const { maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ ms: Math.round(user / 1000), megabytes: Math.round(maxRSS / 1024), hashes }));
}

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-hashes-'));
  try {
    const bytes = generate(folder);
    const size = `${PAGES} pages, ${(bytes / 1e6).toFixed(0)} MB`;
    console.log(`Node.js ${process.version}, ${size}, best of ${ROUNDS} rounds\n`);
    const times = Object.keys(WAYS).map((name) => {
      const runs = Array.from({ length: ROUNDS }, () => inProcess(name, folder));
      const best = runs.reduce((one, other) => (other.ms < one.ms ? other : one));
      const { ms, megabytes, hashes } = best;
      console.log(`${name.padEnd(14)} ${String(ms).padStart(6)} ms   ${megabytes} MB   ${hashes} hashes`);
      return best.ms;
    });
    console.log(`\nhashes take ${(times[1] / times[0]).toFixed(2)} times as long as the parser alone`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inProcess(name: string, folder: string): { ms: number; megabytes: number; hashes: number } {
  const args = ['--import', 'tsx', here, name, folder];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { ms: number; megabytes: number; hashes: number };
}

/** Pages of 14 KB as generators write them, in Latin and in other scripts, each with some code of its own. */
function generate(folder: string): number {
  let bytes = 0;
  for (let i = 0; i < PAGES; i++) {
    const text = i % 3 === 0 ? 'Wörter und Sätze über das Thema ' : 'Words and sentences about the subject ';
    const sections = Array.from({ length: 40 }, (_, s) => section(i, s, text)).join('\n');
    const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page ${i}</title>`
      + '<script>document.documentElement.className = "js"</script><style>body { margin: 0 }</style>'
      + `<script type="application/ld+json">{"@id":${i}}</script></head><body>${sections}`
      + `<script>page(${i % 50})</script></body></html>`;
    const path = join(folder, String(i % 100));
    if (i < 100) mkdirSync(path);
    writeFileSync(join(path, `${i}.html`), page);
    bytes += Buffer.byteLength(page);
  }
  return bytes;
}

function section(page: number, number: number, text: string): string {
  return `<section id="s${number}" class="part"><h2><a href="#s${number}">Part ${number}</a></h2>`
    + `<p class="lead" style="margin:${number % 7}px">${text.repeat(4)}&amp; <code>code(${number})</code></p>`
    + `<ul><li><a href="/page/${page}/${number}" onclick="track('part')">more</a></li></ul></section>`;
}
