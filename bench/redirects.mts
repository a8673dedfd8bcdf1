/**
 * How long a redirect takes to be found, beside the engines that others run: npm run bench -- redirects
 *
 * Every figure is for one lookup from an address as text to the finished answer, with strings that are new each time, the whole list loaded. The
 * peers get what they want prepared. BENCH_PEERS names a folder where they are installed, if it is not this one.
 */
import { buildSync } from 'esbuild';
import { compileRules } from '../src/core/redirects/compile/index.js';
import { parseRules } from '../src/core/redirects/parse.js';
import type { RedirectMatcher } from '../src/core/redirects/types.js';
import { Lookup, measure, shown, stopwatch } from './measure.js';
import { PEERS } from './peers.js';
import { asJson, RuleSet, ruleSet } from './rules.js';

const SIZES = [100, 2_000, 100_000];
/** Where the peers are measured: Cloudflare's published maximum, roughly. */
const SHARED = 2_000;

/** The matcher as it ships: bundled and minified. */
function shipped(): (program: Uint8Array) => RedirectMatcher {
  const { outputFiles: [file] } = buildSync({
    entryPoints: ['src/core/redirects/program/open.ts'], bundle: true, minify: true, format: 'cjs', platform: 'node', target: 'node22', write: false,
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
  const matcher = openProgram(program);
  const header = (): undefined => undefined;
  return (url) => {
    const question = url.indexOf('?');
    const path = question < 0 ? url : url.slice(0, question);
    const query = question < 0 ? '' : url.slice(question + 1);
    return matcher.match({ method: 'GET', path, query, host: 'www.example.com', header, now: 0 })?.location;
  };
}

/** What visitors ask for: nine exact addresses of ten, as the rules are. */
function mixed({ exact, dynamic }: RuleSet): string[] {
  return Array.from({ length: 10_000 }, (_, i) => (i % 10 === 9 ? dynamic[i % dynamic.length] : exact[i % exact.length]));
}

function readyTime(program: Uint8Array): number {
  const times = Array.from({ length: 15 }, () => {
    const time = stopwatch();
    openProgram(program);
    return time() / 1e6;
  });
  return times.sort((a, b) => a - b)[7];
}

console.log('rules      program    ready     mixed     exact     + query   dynamic   miss');
const medians: number[] = [];
let baseline: { dynamic: number; miss: number } | undefined;
for (const size of SIZES) {
  const set = ruleSet(size);
  const program = compile(set);
  const lookup = ours(program);
  const time = (urls: readonly string[], hits: boolean): number => measure(lookup, urls, hits).median;
  const cells = { mixed: time(mixed(set), true), exact: time(set.exact, true), query: time(set.exact.map((u) => `${u}?utm_source=mail`), true),
    dynamic: time(set.dynamic, true), miss: time(set.miss, false) };
  medians.push(cells.mixed);
  if (size === SHARED) baseline = cells;
  const row = [size.toLocaleString('en'), `${(program.length / 1e6).toFixed(2)} MB`, `${readyTime(program).toFixed(1)} ms`, ...Object.values(cells).map(shown)];
  console.log(row.map((cell) => cell.padEnd(10)).join(''));
}
console.log(`largest list / smallest list: ${(Math.max(...medians) / Math.min(...medians)).toFixed(2)}\n`);

/** Rules and addresses that were made for each other: each dash could be where a wildcard ends. */
const HOSTILE = [['/:a-:b-:c-:d-x /to', 'cloudflare'], ['/a:b*c-x /to', 'cloudflare'], ['{"/*/-/*/-/*/-/x": "/to"}', 'json'],
  ['{"/:a/*/-/*/:b/x": "/to"}', 'json'], ['{"/-:a-/*/-:b-/*/-:c-x": "/to"}', 'json']] as const;
const DASHES = [`/${'-'.repeat(1000)}`, `/${'-/'.repeat(500)}`, `/-${'/-'.repeat(500)}-`, `/${'a-'.repeat(500)}`];
const slowest = Math.max(...HOSTILE.map(([text, format]) => {
  const { rules, problems } = parseRules(text, { format });
  if (rules.length !== 1) throw new Error(problems[0].message);
  const lookup = ours(compileRules(rules).program!);
  return Math.max(...DASHES.map((url) => measure(lookup, [url], false).median));
}));
console.log(`a thousand dashes, the slowest of ${HOSTILE.length * DASHES.length}: ${shown(slowest)}\n`);

const shared = ruleSet(SHARED);
console.log(`at ${SHARED.toLocaleString('en')} rules             exact     dynamic            miss`);
for (const { name, load } of PEERS) {
  try {
    const lookup = await load(shared);
    const exact = measure(lookup, shared.exact, true).median;
    const dynamic = measure(lookup, shared.dynamic, true).median;
    const miss = measure(lookup, shared.miss, false).median;
    const times = (peer: number, own: number): string => `${shown(peer)} (×${Math.round(peer / own)})`;
    console.log(`${name.padEnd(27)} ${shown(exact).padEnd(10)}${times(dynamic, baseline!.dynamic).padEnd(19)}${times(miss, baseline!.miss)}`);
  } catch (error) {
    console.log(`${name.padEnd(27)} not measured: ${(error as Error).message.split('\n')[0]}`);
  }
}
