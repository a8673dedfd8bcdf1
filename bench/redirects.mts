/**
 * The time to find a redirect, compared with other engines: npm run bench -- redirects [COMMIT]
 *
 * Each figure is the median for one lookup, from the URL as text to the location, with new strings each time and the
 * whole list loaded. Engines that are compared take turns, and are compared round by round. The lists of the other
 * engines are prepared before. With a commit, its matcher is compared instead. BENCH_PEERS is the folder in which the
 * other engines are installed, if not this one.
 */
import { buildSync } from 'esbuild';
import { engineOf, readerOf, treeOf } from './engine.js';
import { inGroups, inTurn, Lookup, median, ratios, shown, stopwatch } from './measure.js';
import { PEERS } from './peers.js';
import { asJson, RuleSet, ruleSet } from './rules.js';
import { compileRules } from '../src/core/redirects/compile';
import { parseRules } from '../src/core/redirects/parse.js';
import type { RedirectMatcher } from '../src/core/redirects/rule/types';

const SIZES = [100, 2_000, 100_000];
/** The size at which other engines are compared: about the maximum of Cloudflare. */
const SHARED = 2_000;

/** The matcher as it ships: bundled and minified. */
function shipped(): (program: Uint8Array) => RedirectMatcher {
  const {
    outputFiles: [file],
  } = buildSync({
    entryPoints: [readerOf('.')],
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    write: false,
  });
  console.log(`matcher: ${file.contents.length.toLocaleString('en')} bytes minified\n`);
  const module = { exports: {} as { openProgram: (program: Uint8Array) => RedirectMatcher } };
  new Function('module', 'exports', file.text)(module, module.exports);
  return module.exports.openProgram;
}

const openProgram = shipped();

function compile(set: RuleSet): Uint8Array {
  const { program, problems } = compileRules(parseRules(asJson(set), { format: 'json' }).rules);
  if (program === undefined) throw new Error(problems[0].message);
  return program;
}

function ours(program: Uint8Array): Lookup {
  return lookupOf(openProgram(program));
}

function lookupOf(matcher: RedirectMatcher): Lookup {
  const header = (): undefined => undefined;
  return (url) => {
    const question = url.indexOf('?');
    const path = question < 0 ? url : url.slice(0, question);
    const query = question < 0 ? '' : url.slice(question + 1);
    return matcher.match({ method: 'GET', path, query, host: 'www.example.com', header, now: 0 })?.location;
  };
}

/** A mix of requests: nine of ten have an exact rule, as in the list. */
function mixed({ exact, dynamic }: RuleSet): string[] {
  return Array.from({ length: 10_000 }, (_, i) =>
    i % 10 === 9 ? dynamic[i % dynamic.length] : exact[i % exact.length],
  );
}

function readyTime(program: Uint8Array): number {
  return median(Array.from({ length: 15 }, () => {
    const time = stopwatch();
    openProgram(program);
    return time() / 1e6;
  }));
}

function table(rows: readonly (readonly string[])[]): void {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] + 2)).join('').trimEnd());
  console.log();
}

const lists = SIZES.map((size) => {
  const set = ruleSet(size);
  const program = compile(set);
  return { size, set, program, ready: readyTime(program), lookup: ours(program) };
});

/**
 * Kinds of requests: the columns of the first table. All lists are measured one after the other with one kind, so that
 * figures that are compared are measured at the same time.
 */
const QUESTIONS: readonly {
  readonly name: string;
  readonly urls: (set: RuleSet) => readonly string[];
  readonly hits: boolean;
}[] = [
  { name: 'mixed', urls: mixed, hits: true },
  { name: 'exact', urls: (set) => set.exact, hits: true },
  { name: '+ query', urls: (set) => set.exact.map((url) => `${url}?utm_source=mail`), hits: true },
  { name: 'dynamic', urls: (set) => set.dynamic, hits: true },
  { name: '+ query', urls: (set) => set.dynamic.map((url) => `${url}?utm_source=mail`), hits: true },
  { name: 'miss', urls: (set) => set.miss, hits: false },
];

const [commit] = process.argv.slice(2);
if (commit !== undefined) {
  compare(commit);
  process.exit();
}

/** Measures the same lists and URLs with the matcher of a commit, in turn: a ratio above 1 is slower now. */
function compare(reference: string): void {
  const engines = [engineOf(treeOf(reference)), engineOf(process.cwd())];
  const rows = SIZES.map((size) => {
    const set = ruleSet(size);
    const lookups = engines.map((engine) => lookupOf(engine.openProgram(engine.compile(asJson(set), 'json'))));
    return [size.toLocaleString('en'), ...QUESTIONS.map(({ urls, hits }) => {
      const [before, now] = inTurn(lookups.map((lookup) => ({ lookup, urls: urls(set), hits })));
      return `${shown(median(before))}, now ${shown(median(now))} ×${ratios(now, before).median.toFixed(2)}`;
    })];
  });
  table([['rules', ...QUESTIONS.map(({ name }) => name)], ...rows]);
}

const answers = inGroups(
  QUESTIONS.map(({ urls, hits }) => lists.map(({ set, lookup }) => ({ lookup, urls: urls(set), hits }))),
);
table([
  ['rules', 'program', 'ready', ...QUESTIONS.map(({ name }) => name)],
  ...lists.map(({ size, program, ready }, i) => [
    size.toLocaleString('en'),
    `${(program.length / 1e6).toFixed(2)} MB`,
    `${ready.toFixed(1)} ms`,
    ...answers.map((times) => shown(median(times[i]))),
  ]),
]);

const [smallest, , largest] = answers[0];
const growth = ratios(largest, smallest);
console.log(
  `largest list / smallest list: ${growth.median.toFixed(2)} (nine of ten rounds: ${growth.low.toFixed(2)} to `
    + `${growth.high.toFixed(2)})\n`,
);

/** Rules and URLs that are made for each other: a wildcard could end at each dash. */
const HOSTILE = [
  ['/:a-:b-:c-:d-x /to', 'cloudflare'],
  ['/a:b*c-x /to', 'cloudflare'],
  ['{"/*/-/*/-/*/-/x": "/to"}', 'json'],
  ['{"/:a/*/-/*/:b/x": "/to"}', 'json'],
  ['{"/-:a-/*/-:b-/*/-:c-x": "/to"}', 'json'],
] as const;
const DASHES = [`/${'-'.repeat(1000)}`, `/${'-/'.repeat(500)}`, `/-${'/-'.repeat(500)}-`, `/${'a-'.repeat(500)}`];
const hostile = HOSTILE.flatMap(([text, format]) => {
  const { rules, problems } = parseRules(text, { format });
  if (rules.length !== 1) throw new Error(problems[0].message);
  const lookup = ours(compileRules(rules).program!);
  return DASHES.map((url) => ({ lookup, urls: [url], hits: false }));
});
console.log(
  `a thousand dashes, the slowest of ${hostile.length}: ${shown(Math.max(...inTurn(hostile).map(median)))}\n`,
);

const shared = ruleSet(SHARED);
const engines: { readonly name: string; readonly lookup: Lookup }[] = [
  { name: 'this library', lookup: ours(compile(shared)) },
];
for (const { name, load } of PEERS) {
  try {
    engines.push({ name, lookup: await load(shared) });
  } catch (error) {
    console.log(`${name} is not measured: ${(error as Error).message.split('\n')[0]}`);
  }
}
const asked = QUESTIONS.filter(({ name }) => ['exact', 'dynamic', 'miss'].includes(name));
const raced = inGroups(
  asked.map(({ urls, hits }) => engines.map(({ lookup }) => ({ lookup, urls: urls(shared), hits }))),
);
table([
  [`at ${SHARED.toLocaleString('en')} rules`, ...asked.map(({ name }) => name)],
  ...engines.map(({ name }, i) => [
    name,
    ...raced.map((times) => shown(median(times[i])) + (i === 0 ? '' : factor(ratios(times[i], times[0])))),
  ]),
]);
console.log(
  '×: how many times as long as this library, round by round; in brackets the least of nineteen of twenty rounds.',
);

function factor({ median: middle, low }: ReturnType<typeof ratios>): string {
  return ` ×${middle.toFixed(0)} (≥ ×${low.toFixed(0)})`;
}
