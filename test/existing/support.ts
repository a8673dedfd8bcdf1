import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BakedStep } from '../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import type { EdgeEvent } from '../../src/core/facts/edge-events';
import { loadCloudFrontFunction } from '../../src/preview/edge/load-cloudfront-function';

export type Order = 'before' | 'after';

/** The code of an existing function, as a step. */
export function existing(code: string, order: Order = 'after', event: EdgeEvent = 'viewer-request'): BakedStep {
  return {
    part: 'custom',
    config: { name: 'Web/Theirs', response: event === 'viewer-response' },
    code,
    existing: { first: order === 'before' },
  };
}

/** An own step from a file. */
export function ours(code: string, event: EdgeEvent = 'viewer-request'): BakedStep {
  return { part: 'custom', config: { name: 'ours.js', response: event === 'viewer-response' }, code };
}

export const EMPTY: Readonly<Record<string, string>> = {
  'viewer-request': 'function handler(event) { return event.request; }',
  'viewer-response': 'function handler(event) { return event.response; }',
};

/** A function with their code beside an own step that does nothing; `short` is without comments and spaces. */
export function withEmptyStep(code: string, order: Order, event: EdgeEvent, short = false): string {
  const steps = [existing(code, order, event), ours(EMPTY[event], event)];
  return composeCloudFrontFunction(order === 'before' ? steps : steps.reverse(), short);
}

/** Runs code in the context in which the preview runs CloudFront Functions. */
export function inPreview(code: string, keyValues: Readonly<Record<string, string>> = {}) {
  const run = loadCloudFrontFunction({ host: 'cloudfront-function', code, keyValues }, () => undefined) as (
    event: string,
  ) => unknown;
  return (event: object): unknown => run(JSON.stringify({ $rawQueryString: 'raw=1', ...event }));
}

/** What a handler returns, as JSON, or what it throws. */
export async function outcome(call: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await call()) ?? 'nothing';
  } catch (thrown) {
    return `thrown: ${String(thrown)}`;
  }
}

export const HAS_NJS = spawnSync('njs', ['-v']).status === 0;

/** What a handler returns for each event in njs, as JSON. */
export function inNjs(
  code: string,
  events: readonly object[],
  keyValues: Readonly<Record<string, string>> = {},
): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'njs-'));
  try {
    writeFileSync(join(folder, 'cloudfront'), storeModule(keyValues));
    writeFileSync(join(folder, 'main.js'), `${code}\n${harness(events)}`);
    const out = execFileSync('njs', ['-p', folder, join(folder, 'main.js')], { encoding: 'utf8', maxBuffer: 1e8 });
    const pieces = out
      .split('\n')
      .filter((line) => line.startsWith('>'))
      .map((line) => line.slice(1))
      .join('');
    return JSON.parse(decodeURIComponent(pieces)) as string[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function storeModule(keyValues: Readonly<Record<string, string>>): string {
  return `const values = ${JSON.stringify(keyValues)};
function has(key) { return Object.prototype.hasOwnProperty.call(values, key); }
async function get(key, options) {
  if (!has(key)) throw new Error('KeyNotFound');
  return options && options.format === 'json' ? JSON.parse(values[key]) : values[key];
}
async function exists(key) { return has(key); }
export default { kvs: function () { return { get: get, exists: exists }; } };
`;
}

/** njs cuts what it logs after 2,048 bytes. */
function harness(events: readonly object[]): string {
  return `
const edgeTestEvents = ${JSON.stringify(events)};
async function edgeTest() {
  const out = [];
  for (let i = 0; i < edgeTestEvents.length; i++) {
    const event = edgeTestEvents[i];
    event.request.rawQueryString = function () { return 'raw=1'; };
    try {
      const result = await handler(event);
      out.push(JSON.stringify(result));
    } catch (e) {
      out.push('thrown: ' + e);
    }
  }
  const text = encodeURIComponent(JSON.stringify(out));
  for (let at = 0; at < text.length; at += 1500) console.log('>' + text.slice(at, at + 1500));
}
edgeTest();
`;
}
