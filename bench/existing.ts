// Instructions of njs per event for existing CloudFront Functions: alone, and composed with an own step that does
// nothing: the redirect step, or on viewer-response a file of the user, whose results are checked. Counted by valgrind,
// so that every run gives the same. The event is read and written as JSON, as in front of CloudFront Functions. Goal:
// at most 10 % more with the redirect step. Run: npx tsx bench/existing.ts
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BakedStep } from '../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../src/attach/slots/function-code';
import { isRequestEvent } from '../src/core/facts/edge-events';
import { anyEvent, numbers } from '../test/existing/equivalence/events';
import { SAMPLES } from '../test/existing/equivalence/functions';

const EVENTS = 100;
const folder = mkdtempSync(join(tmpdir(), 'existing-'));

function count(code: string, events: readonly string[], calls: number): number {
  const file = join(folder, 'main.js');
  writeFileSync(file, `${code}\nconst edgeTexts = ${JSON.stringify(events)}; let edgeLast;
function edgeRaw() { return 'raw=1'; }
for (let i = 0; i < ${calls}; i++) {
  const edgeEvent = JSON.parse(edgeTexts[i]);
  edgeEvent.request.rawQueryString = edgeRaw;
  edgeLast = JSON.stringify(handler(edgeEvent));
}`);
  const { stderr } = spawnSync('valgrind', ['--tool=callgrind', `--callgrind-out-file=${folder}/out`, 'njs', file]);
  return Number(/Collected : (\d+)/.exec(String(stderr))![1]);
}

/** Per event: the difference between a run that calls the handler and one that does not. */
function perEvent(code: string, events: readonly string[]): number {
  return (count(code, events, events.length) - count(code, events, 0)) / events.length;
}

for (const [name, { code, event }] of Object.entries(SAMPLES)) {
  if (/async/.test(code)) continue;
  const request = isRequestEvent(event);
  const random = numbers(1);
  const events = Array.from({ length: EVENTS }, () => JSON.stringify(anyEvent(random, event)));
  const existing: BakedStep = { part: 'custom', config: { name: 'theirs' }, code, existing: { first: !request } };
  const ours: BakedStep = request
    ? { part: 'redirect', config: { name: 'ours' }, code: 'function handler(event) { return event.request; }' }
    : { part: 'custom', config: { name: 'ours' }, code: 'function handler(event) { return event.response; }' };
  const alone = perEvent(code, events);
  const composed = perEvent(composeCloudFrontFunction([ours, existing]), events);
  const more = Math.round(composed - alone);
  console.log(`${Math.round(alone)} + ${more} (${(100 * more / alone).toFixed(1)} %)  ${name}`);
}
rmSync(folder, { recursive: true });
