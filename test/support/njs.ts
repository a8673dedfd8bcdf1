import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The engine that CloudFront Functions are based on; Debian's package `njs`. */
export const HAS_NJS = spawnSync('njs', ['-v']).status === 0;

export interface NjsCase {
  /** With `handler`. Equal codes are loaded once. */
  readonly code: string;
  readonly events: readonly object[];
  /** What is in the key value store of the function. */
  readonly store?: Readonly<Record<string, string>>;
}

/** A process keeps all that it has allocated, and becomes slower with each event. */
const EVENTS_OF_A_PROCESS = 100;

/** Runs each function with its events, and returns the results. It has no module `cloudfront`. */
export function resultsInNjs(cases: readonly NjsCase[]): any[][] {
  const results: any[][] = cases.map(() => []);
  let [batch, events]: [[number, NjsCase][], number] = [[], 0];
  const flush = (): void => {
    const all = batch.length === 0 ? [] : resultsOfProcess(batch.map(([, one]) => one));
    all.forEach((some, i) => results[batch[i][0]].push(...some));
    [batch, events] = [[], 0];
  };
  cases.forEach((one, i) => {
    for (let from = 0; from < one.events.length; from += EVENTS_OF_A_PROCESS) {
      const part = one.events.slice(from, from + EVENTS_OF_A_PROCESS);
      if (events + part.length > EVENTS_OF_A_PROCESS) flush();
      batch.push([i, { ...one, events: part }]);
      events += part.length;
    }
  });
  flush();
  return results;
}

function resultsOfProcess(cases: readonly NjsCase[]): any[][] {
  const folder = mkdtempSync(join(tmpdir(), 'njs-'));
  try {
    const codes = [...new Set(cases.map(({ code }) => code))];
    const [file, data, results] = ['main.js', 'in.json', 'out.json'].map((name) => join(folder, name));
    const given = cases.map(({ code, events, store = {} }) => ({ code: codes.indexOf(code), events, store }));
    writeFileSync(data, JSON.stringify(given));
    const handlers = codes.map((code) => `(function () {\n${code.replace(/^import .*\n/, '')}\nreturn handler; })()`);
    writeFileSync(file, `'use strict';
const fs = require('fs'), cases = JSON.parse(fs.readFileSync(${JSON.stringify(data)}));
let store = {};
const cf = { kvs: function () {
  return { get: async function (key) {
    if (!Object.prototype.hasOwnProperty.call(store, key)) throw new Error('KeyNotFound');
    return store[key];
  } };
} };
const handlers = [${handlers.join(',\n')}];
async function main() {
  const out = [];
  for (let i = 0; i < cases.length; i++) {
    const all = [], events = cases[i].events, handle = handlers[cases[i].code];
    store = cases[i].store;
    for (let k = 0; k < events.length; k++) {
      const raw = events[k].$rawQueryString;
      events[k].request.rawQueryString = function () { return raw; };
      const result = handle(events[k]);
      if (typeof result.then === 'function') {
        const settled = await result;
        all.push(settled);
      } else all.push(result);
    }
    out.push(all);
  }
  fs.writeFileSync(${JSON.stringify(results)}, JSON.stringify(out));
}
main();
`);
    execFileSync('njs', [file]);
    // A line of its log has 2 KB.
    return JSON.parse(readFileSync(results, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
