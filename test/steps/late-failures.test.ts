import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { custom, handles, redirects } from './support';
import { composeCode, inlineData } from '../../src/attach/slots/code';
import { edgeEvent } from '../support/events';

const folder = mkdtempSync(join(tmpdir(), 'late-'));
let functions = 0;

/**
 * Calls the function twice in a process of its own, some time apart, and reports its results and the lines of its log.
 */
function process(code: string, before = '', config: object = {}) {
  const index = join(folder, `index-${functions++}.js`);
  writeFileSync(index, composeCode([custom(code, 'viewer-request', config), redirects], inlineData));
  const context = '{ getRemainingTimeInMillis: () => 100 }';
  const script = `${before}
    const { handler } = require(${JSON.stringify(index)});
    const event = () => (${JSON.stringify(edgeEvent('viewer-request', { uri: '/x' }))});
    const show = (result) => console.log(JSON.stringify({ result: result.status || result.uri }));
    handler(event(), ${context}).then(show).then(() => new Promise((go) => setTimeout(go, 50))).then(() => handler(event(), ${context})).then(show);`;
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync('node', ['-e', script], { encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n').map((line) => JSON.parse(line)), stderr, ms: Date.now() - started };
}

describe('a failure after the result', () => {
  it.each([
    ['a throw from a timer', 'setTimeout(() => { throw new TypeError("late boom"); }, 5);'],
    ['a throw from setImmediate', 'setImmediate(() => { throw new TypeError("late boom"); });'],
    ['a promise that nobody waits for', 'Promise.reject(new TypeError("late boom"));'],
    ['a rejection later', '(async () => { await null; setTimeout(() => Promise.reject(new TypeError("late boom")), 5); })();'],
    ['an event without a listener', 'setTimeout(() => new (require("node:events"))().emit("error", new TypeError("late boom")), 5);'],
  ])('%s is one line in the log, and the next request is answered', (_, body) => {
    const { status, lines, stderr } = process(handles(`${body} return { ...request, uri: "/given" };`));
    const late = expect.objectContaining({ level: 'ERROR', code: 'EDGE_STEP_LATE', message: 'TypeError: late boom' });
    expect(lines.filter((line) => 'result' in line)).toEqual([{ result: '/given' }, { result: '/given' }]);
    expect(lines.filter((line) => !('result' in line))).toEqual([late, late]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('is logged before Lambda\'s runtime ends the environment', () => {
    const runtime =
      'process.on("uncaughtException", () => process.exit(129)); process.on("unhandledRejection", () => process.exit(128));';
    const { status, lines } = process(
      handles('setTimeout(() => { throw new Error("late boom"); }, 5); return request;'),
      runtime,
    );
    expect(lines).toEqual([{ result: '/x' }, expect.objectContaining({ code: 'EDGE_STEP_LATE' })]);
    expect(status).toBe(129);
  });

  it('while a guard is awaited, does not let the request pass', () => {
    const { lines } = process(
      'exports.handler = (event, context, callback) => { setTimeout(() => { throw new Error("boom"); }, 5); };',
    );
    expect(lines.filter((line) => 'result' in line)).toEqual([{ result: '503' }, { result: '503' }]);
    expect(lines.map(({ code }) => code)).toContain('EDGE_STEP_LATE');
  });

  it('a promise that rejects after the timeout is logged with its step', () => {
    const { lines } = process(handles('await new Promise((go) => setTimeout(go, 100)); throw new Error("late boom");'));
    expect(lines.slice(0, 2)).toEqual([expect.objectContaining({ code: 'EDGE_STEP_FAILED' }), { result: '503' }]);
    expect(lines).toContainEqual(
      expect.objectContaining({ code: 'EDGE_STEP_LATE', step: 'guard.js', message: 'Error: late boom' }),
    );
  });

  it('no timer of the runner keeps the process alive', () => {
    const quick = join(folder, 'quick.js');
    writeFileSync(quick, composeCode([custom(handles('return request;'))], inlineData));
    const script = `require(${JSON.stringify(quick)}).handler(${JSON.stringify(edgeEvent('viewer-request'))})
      .then(() => console.log(process.getActiveResourcesInfo().filter((r) => r === 'Timeout').length));`;
    expect(spawnSync('node', ['-e', script], { encoding: 'utf8' }).stdout.trim()).toBe('0');
  });
});
