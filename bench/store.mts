// Instructions of njs per request of the CloudFront Function that reads rules from a key value store, at 10,000 rules,
// beside the function of aws-samples' amazon-cloudfront-redirector with the same rules. Counted by valgrind, so that
// every run gives the same. The store is an object, so that reads cost nothing but their promises; the number of reads,
// which cost most in CloudFront, is printed. Goal: at most half of the instructions, hit and miss.
// Run: npx tsx bench/store.mts FILE, where FILE is src/cloudfront-functions/viewer-request/index.js of
// https://github.com/aws-samples/amazon-cloudfront-redirector; without it, only ours is measured.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeCloudFrontFunction } from '../src/attach/slots/function-code';
import { compileRules } from '../src/core/redirects/compile';
import { parseRules } from '../src/core/redirects/parse';
import { storeEntries } from '../src/core/redirects/store/entries';
import { viewerEvent, type TimedRequest } from '../test/support/redirect-function';
import { storeStep } from '../test/support/redirect-store';

const RULES = 10_000;
const CALLS = 60;
const HOST = 'www.example.com';
const folder = mkdtempSync(join(tmpdir(), 'store-'));

/** Whole paths, and a few patterns for both: theirs are regular expressions in one value. */
const paths = Array.from({ length: RULES - 5 }, (_, i) => (
  [`/old/section-${i % 50}/page-${i}`, `/new/section/page-${i}`]));
const patterns = Array.from({ length: 5 }, (_, i) => [`/moved-${i}/`, `/to-${i}/`]);

function ours(): { readonly code: string; readonly store: Readonly<Record<string, string>> } {
  const rules = Object.fromEntries([...paths, ...patterns.map(([from, to]) => [`${from}*`, `${to}:splat`])]);
  const compiled = compileRules(parseRules(JSON.stringify(rules), { format: 'json' }).rules);
  const { entries, problems } = storeEntries(compiled);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return { code: composeCloudFrontFunction([storeStep()]), store: Object.fromEntries(entries) };
}

function theirs(file: string): ReturnType<typeof ours> {
  const md5 = (text: string) => createHash('md5').update(text).digest('base64');
  const rule = (to: string) => JSON.stringify({ to, sc: 301, type: 'standard', includeqs: '1' });
  const sources = patterns.map(([from, to]) => ({ regex: `^${HOST}${from}(.*)$`, to: `${to}$1` }));
  return {
    code: readFileSync(file, 'utf8').replace(/^'use strict';\s*/, ''),
    store: {
      're:config': JSON.stringify({ should_run_domain: false, should_run_regex: true }),
      're:regex_1': JSON.stringify(sources.map(({ regex }) => ({ regex }))),
      ...Object.fromEntries(sources.map(({ regex, to }) => [`re:rx:${regex}`, rule(to)])),
      ...Object.fromEntries(paths.map(([from, to]) => [`re:st:${md5(HOST + from)}`, rule(to)])),
    },
  };
}

const requests: Record<string, (i: number) => string> = {
  'hit, whole path': (i) => paths[i * 97 % paths.length][0],
  'hit, pattern': (i) => `${patterns[i % patterns.length][0]}a/b-${i}`,
  'miss': (i) => `/assets/img-${i}.png`,
};

/** The code with a store that counts its reads. `cloudfront` is a module of CloudFront alone. */
function script({ code, store }: ReturnType<typeof ours>, events: readonly string[], calls: boolean): string {
  return `${(code.match(/^import (crypto|querystring) .*$/gm) ?? []).join('\n')}
import fs from 'fs';
const edgeStore = JSON.parse(fs.readFileSync(${JSON.stringify(written('store.json', JSON.stringify(store)))}));
let edgeReads = 0;
// Made once: njs takes millions of instructions to find the names for its stack in a store of this size.
const edgeMissing = new Error('KeyNotFound');
const cf = { kvs: function () { return { get: async function (key, options) {
  edgeReads++;
  const value = edgeStore[key];
  if (value === undefined) throw edgeMissing;
  return options && options.format === 'json' ? JSON.parse(value) : value;
} }; } };
${code.replace(/^import .*$/gm, '')}
const edgeTexts = ${JSON.stringify(events)};
function edgeRaw() { return ''; }
async function edgeMain() {
  let last;
  for (let i = 0; i < edgeTexts.length; i++) {
    const event = JSON.parse(edgeTexts[i]);
    event.request.rawQueryString = edgeRaw;
    ${calls ? 'last = await handler(event);' : ''}
  }
  console.log(JSON.stringify([edgeReads, last && (last.statusCode ? last.headers.location.value : last.uri)]));
}
edgeMain();
`;
}

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function count(text: string): { readonly instructions: number; readonly reads: number; readonly last: string } {
  const file = written('main.js', text);
  const args = ['--tool=callgrind', `--callgrind-out-file=${folder}/out`, 'njs', file];
  const { stderr, stdout } = spawnSync('valgrind', args, { encoding: 'utf8' });
  const [, collected] = /Collected : (\d+)/.exec(stderr) ?? [];
  if (collected === undefined) throw new Error(stderr + stdout);
  const [reads, last] = JSON.parse(stdout.replace(/^'|'$/gm, '')) as [number, string];
  return { instructions: Number(collected), reads, last };
}

/** Per request: the difference between a run that calls the handler and one that does not. */
function perRequest(made: ReturnType<typeof ours>, events: readonly string[]) {
  const [all, none] = [true, false].map((calls) => count(script(made, events, calls)));
  return {
    instructions: Math.round((all.instructions - none.instructions) / events.length),
    reads: all.reads / events.length,
    last: all.last,
  };
}

const file = process.argv[2];
const sides = { ours: ours(), ...(file && { theirs: theirs(file) }) };
for (const [name, path] of Object.entries(requests)) {
  const events = Array.from({ length: CALLS }, (_, i) => {
    const request: TimedRequest = { path: path(i), query: '', host: HOST, now: 0, headers: { 'user-agent': 'any' } };
    return JSON.stringify(viewerEvent(request));
  });
  const results = Object.entries(sides).map(([side, made]) => [side, perRequest(made, events)] as const);
  for (const [side, { instructions, reads, last }] of results) {
    console.log(`${name}: ${side} ${instructions} instructions, ${reads} reads (${last})`);
  }
  if (results.length > 1) {
    console.log(`${name}: ${(results[0][1].instructions / results[1][1].instructions).toFixed(2)} of theirs`);
  }
}
rmSync(folder, { recursive: true });
