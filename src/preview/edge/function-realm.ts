import { createHash, createHmac } from 'node:crypto';
import { createContext, Script, type Context } from 'node:vm';
import { CHARGED_CONSTRUCTORS, type Charge } from './buffer-charge';
import type { FunctionEvent } from './function-event';
import { FUNCTION_PRELUDE } from './function-prelude';
import { ABSENT_GLOBALS, ABSENT_MEMBERS } from '../../core/facts/cloudfront-functions';
import type { KeyValues } from '../assembly/key-value-entries';

/** What the realm of a function calls outside. Both take and return primitive values only. */
export interface RealmOutside {
  /** In a process, which measures the memory. */
  readonly memory?: { measure(): void; text(text: string): void };
  log(line: string): void;
  spend(units: number): void;
}

/** One event in a realm. */
export interface Session {
  readonly console: object;
  readonly require: object;
  readonly origin?: string;
}

/** What the prelude returns; its objects belong to the realm. */
export interface Prelude {
  /** `Reflect.apply`, which the function does not have. */
  readonly apply: unknown;
  /** What code with checks of its memory calls. */
  readonly checks: Readonly<Record<'spend' | 'text' | 'result' | 'thrown', unknown>>;
  session(): Session;
  /** With the origin that the function chose. */
  withOrigin(result: object, session: Session): unknown;
  /** What CloudFront reads of a result. */
  read(result: unknown): unknown;
  revive(json: string): object;
  build(event: FunctionEvent, withRawQuery: boolean): object;
}

/** A context with the globals of CloudFront's runtime, and nothing of Node.js. */
export interface FunctionRealm {
  readonly context: Context;
  readonly prelude: Prelude;
}

export function functionRealm(
  { log, spend, memory }: RealmOutside, keyValues: KeyValues | undefined, charge: Charge, runtime?: string,
): FunctionRealm {
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const entries = keyValues && JSON.stringify(keyValues);
  const bridge = { digest, log, spend, memory, now: () => Date.now(), keyValues: entries };
  const run = (source: string) => scriptOf(source).runInContext(context);
  run(CHARGED_CONSTRUCTORS)(charge);
  const prelude = run(FUNCTION_PRELUDE)(bridge) as Prelude;
  run(PRUNE)(JSON.stringify(ABSENT_GLOBALS), JSON.stringify(ABSENT_MEMBERS));
  if (runtime === 'cloudfront-js-1.0') run(RUNTIME_1_0);
  return { context, prelude };
}

const scripts = new Map<string, Script>();

/** One of the four texts of this file, compiled once. */
function scriptOf(source: string): Script {
  let known = scripts.get(source);
  if (known === undefined) scripts.set(source, (known = new Script(source)));
  return known;
}

/** Runs inside the context, before the function. */
const PRUNE = `(function (globals, members) {
  JSON.parse(globals).forEach(function (name) { delete globalThis[name]; });
  members = JSON.parse(members);
  Object.keys(members).forEach(function (path) {
    var holder = path.split('.').reduce(function (at, key) { return at && at[key]; }, globalThis);
    if (holder) members[path].forEach(function (name) { delete holder[name]; });
  });
})`;

/**
 * What 1.0 has besides, and what it does not have: what its page does not list and 2.0 added. Not compared with a
 * deployed function.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html
 */
const RUNTIME_1_0 = `(function () {
  function utf8(text) {
    return encodeURIComponent(text).replace(/%(..)/g, function (_, hex) {
      return String.fromCharCode(parseInt(hex, 16));
    });
  }
  function text(bytes) {
    return decodeURIComponent(bytes.replace(/[^]/g, function (c) {
      return '%' + ('0' + (c.charCodeAt(0) & 255).toString(16)).slice(-2);
    }));
  }
  var Bytes = Buffer, more = {
    fromBytes: function () { return String(this); },
    fromUTF8: function () { return text(String(this)); },
    toBytes: function () { return String(this); },
    toUTF8: function () { return utf8(String(this)); },
  };
  Object.keys(more).forEach(function (name) {
    Object.defineProperty(String.prototype, name, { value: more[name], writable: true, configurable: true });
  });
  String.bytesFrom = function (value, encoding) {
    return String.fromCharCode.apply(null, Bytes.from(value, encoding));
  };
  ['Buffer', 'atob', 'btoa', 'TextEncoder', 'TextDecoder', 'AggregateError'].forEach(function (name) {
    delete globalThis[name];
  });
  delete String.prototype.replaceAll;
  ['all', 'allSettled', 'any', 'race'].forEach(function (name) { delete Promise[name]; });
})()`;

/** Takes and returns strings: an object of this context would give the function access to Node.js. */
function digest(
  algorithm: string,
  key: string | undefined,
  data: string,
  encoding: 'hex' | 'base64' | 'base64url',
): string {
  const hash = key === undefined ? createHash(algorithm) : createHmac(algorithm, Buffer.from(key, 'latin1'));
  return hash.update(Buffer.from(data, 'latin1')).digest(encoding);
}
