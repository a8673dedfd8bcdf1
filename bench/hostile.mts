/**
 * The time of requests that are made to take long: npm run bench -- hostile [COMMIT [NAME]]
 *
 * Each shape is a list of 1,000 and of 10,000 rules and requests with a URL of 8 KB or headers of 20 KB. With a commit,
 * its matcher is measured with the same requests and the same 1,000 rules; `-` stands for no commit. The slowest
 * request of a shape counts. NAME selects the shapes whose names contain it.
 */
import vm from 'node:vm';
import { Engine, engineOf, treeOf } from './engine.js';
import { shown, stopwatch } from './measure.js';
import type { RedirectMatcher, RedirectRequest } from '../src/core/redirects/rule/types.js';
import { HostileRequest, Shape, SHAPES } from '../test/core/redirects/program/shapes';

/** Milliseconds after which a call is stopped. */
const PATIENCE = 2000;

function complete({ headers = {}, ...parts }: HostileRequest): RedirectRequest {
  return {
    method: 'GET',
    path: '/',
    query: '',
    host: 'www.example.com',
    now: 0,
    header: (name) => headers[name],
    headerNames: () => Object.keys(headers),
    ...parts,
  };
}

/** Milliseconds of one call; Infinity if it was stopped. */
function once(matcher: RedirectMatcher, request: RedirectRequest): number {
  const start = performance.now();
  try {
    vm.runInNewContext('match(request)', { match: matcher.match, request }, { timeout: PATIENCE });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return Infinity;
  }
  return performance.now() - start;
}

/** Milliseconds of a round, so that neither the clock nor the compiler of V8 decides. */
const ROUND = 10;

/** The fastest of nine rounds, in processor time, because the machine may be busy. */
function timeOf(matcher: RedirectMatcher, request: RedirectRequest): number {
  const first = Math.min(once(matcher, request), once(matcher, request));
  if (first > PATIENCE / 4) return first;
  let calls = 0;
  for (const end = performance.now() + ROUND; performance.now() < end; calls++) matcher.match(request);
  const rounds = Array.from({ length: 9 }, () => {
    const passed = stopwatch();
    for (let i = 0; i < calls; i++) matcher.match(request);
    return passed() / 1e6 / calls;
  });
  return Math.min(...rounds);
}

function slowest(engine: Engine, { rules, format, requests }: Shape, count: number): number {
  const matcher = engine.openProgram(engine.compile(rules(count), format));
  return Math.max(...requests.map((request) => timeOf(matcher, complete(request))));
}

const text = (ms: number): string => (ms === Infinity ? `> ${PATIENCE / 1000} s` : shown(ms * 1e6));
const ours = engineOf(process.cwd());
const [commit, only] = process.argv.slice(2);
const before = commit && commit !== '-' ? engineOf(treeOf(commit)) : undefined;
const shapes = SHAPES.filter(({ name }) => only === undefined || name.includes(only));
const rows = shapes.map((shape) => {
  const [small, large] = [slowest(ours, shape, 1000), slowest(ours, shape, 10_000)];
  const old = before && slowest(before, shape, 1000);
  console.log(
    `${shape.name.padEnd(44)} ${text(small).padStart(9)} `
      + `${text(large).padStart(9)}${old === undefined ? '' : text(old).padStart(11)}`,
  );
  return { small, large, old };
});
const requests = shapes.reduce((sum, shape) => sum + shape.requests.length, 0);
const worst = (key: 'small' | 'large' | 'old'): string => text(Math.max(...rows.map((row) => row[key] ?? 0)));
console.log(
  `\nthe slowest of ${requests} requests: ${worst('small')} at 1,000 rules, ${worst('large')} at `
    + `10,000${before ? `, ${worst('old')} at 1,000 of ${commit}` : ''}`,
);

const cms = ours.openProgram(
  ours.compile(
    JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`/index.php?id=${i}`, `/x/${i}`]))),
    'json',
  ),
);
const asked = complete({ path: '/index.php', query: 'id=zzz' });
for (let i = 0; i < 20_000; i++) cms.match(asked);
const passed = stopwatch();
for (let i = 0; i < 20_000; i++) cms.match(asked);
console.log(`id=zzz among 10,000 rules /index.php?id=N: ${shown(passed() / 20_000)}`);
