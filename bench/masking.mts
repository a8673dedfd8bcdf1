// The time of error pages at the edge: the built function of a slot with and without the step, for each kind of reply.
import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { compiled, listed, ranged, redirect, rule } from '../test/core/errors/support';
import { builtFunction, type LambdaHandler } from '../test/support/bundles';
import { edgeEvent } from '../test/support/events';

const ROUNDS = 200;
const CALLS = 4_000;

const page = {
  type: 'text/html; charset=utf-8',
  parts: ['<h1>', 0, ' ', 1, '</h1><p>', 2, 'x'.repeat(20_000)] as const,
};
const rules = [
  rule(listed(403), redirect('/403.html'), { originHeaders: [{ name: 'server', is: 'equal', value: 'awselb/2.0' }] }),
  rule(listed(404), redirect('/404.html')),
  rule(listed(410), { kind: 'respond', page, cacheTtlSec: 10 }),
  rule(ranged(400, 499), redirect('/4xx.html'), { paths: ['/docs/*'], navigations: 'accept' }),
  rule(ranged(500, 599), { kind: 'status', status: 503, keepBody: false, cacheTtlSec: 10 }),
];
const responseHeaders = {
  'Content-Type': 'text/html',
  'Content-Length': '5120',
  'ETag': '"a"',
  'Server': 'AmazonS3',
  'Via': '1.1 x',
  'Cache-Control': 'max-age=60',
};

const empty = builtFunction([]);
const masking = builtFunction([
  { part: 'mask-errors', config: compiled(rules, ['/403.html', '/404.html', '/4xx.html']) },
]);

/** Nanoseconds for one call in the fastest round: slower ones were disturbed. */
async function measure(handler: LambdaHandler, status: number): Promise<number> {
  const event = edgeEvent('origin-response', {
    uri: '/docs/guide/start',
    status,
    responseHeaders,
    headers: { Accept: 'text/html,*/*;q=0.8' },
  });
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    for (let call = 0; call < CALLS; call += 1) await handler(event);
    best = Math.min(best, (performance.now() - begun) * 1e6 / CALLS);
  }
  return best;
}

const without = await measure(empty, 200);
console.log(`Node.js ${process.version}, best of ${ROUNDS} rounds of ${CALLS} calls\n`);
print('a 200, function without steps', without);
for (const [what, status] of [
  ['a 200, passed through', 200],
  ['a 405, in no rule', 405],
  ['a 404, redirected', 404],
  ['a 410, with a page of 20 KB', 410],
  ['a 418, by path and Accept', 418],
  ['a 503, other status', 503],
] as const) {print(what, await measure(masking, status));}
for (const part of ['mask-errors', 'mask-errors-stored']) {
  console.log(`${part}.js has ${statSync(`assets/lambda-edge/${part}.js`).size} bytes`);
}

function print(what: string, nanoseconds: number): void {
  const more = nanoseconds - without;
  console.log(
    `${what.padEnd(34)} ${(nanoseconds / 1000).toFixed(2).padStart(6)} `
      + `µs${more === 0 ? '' : `   the step: ${(more / 1000).toFixed(2).padStart(6)} µs`}`,
  );
}
