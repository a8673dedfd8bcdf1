import { STORE_KEY_MAX_BYTES } from '../../core/facts/key-value-store';
import { error, type Problem } from '../../core/problem';
import { STORE_MAX_BYTES, utf8Bytes, VALUE_MAX_BYTES } from '../../core/redirects/store/limits';
import { isObject } from '../../core/values/is-object';

/** What `cf.kvs()` reads. */
export type KeyValues = Readonly<Record<string, string>>;

/** The entries of a file that CloudFront imports into a key value store, and why it would refuse them. */
export function keyValueEntries(
  data: readonly unknown[], name: string,
): { readonly keyValues: KeyValues; readonly problems: readonly Problem[] } {
  const pairs = data.filter(isObject).map(({ key, value }) => [text(key), text(value)] as const);
  const seen = new Set<string>();
  const faults = pairs.flatMap(([key, value]) => {
    const again = seen.has(key);
    seen.add(key);
    return [
      ...(key === '' || key === 'undefined' ? ['an entry has no key'] : []),
      ...(again ? [`the key ${shown(key)} is there twice`] : []),
      ...tooLong(`the key ${shown(key)}`, key, STORE_KEY_MAX_BYTES),
      ...tooLong(`the value of the key ${shown(key)}`, value, VALUE_MAX_BYTES),
    ];
  });
  const keyValues = Object.fromEntries(pairs);
  const more = faults.length > SHOWN ? [`${faults.length - SHOWN} more entries like these`] : [];
  return {
    keyValues,
    problems: [
      ...[...faults.slice(0, SHOWN), ...more].map((what) => refused(name, what)),
      ...storeSizeProblems(keyValues, name),
    ],
  };
}

/** Why a store could not have all of these entries. */
export function storeSizeProblems(keyValues: KeyValues, name: string): Problem[] {
  let bytes = 0;
  for (const [key, value] of Object.entries(keyValues)) bytes += utf8Bytes(key) + utf8Bytes(value);
  return bytes <= STORE_MAX_BYTES ? [] : [refused(name, `its keys and values have ${count(bytes)} bytes; CloudFront `
    + `allows ${count(STORE_MAX_BYTES)}`)];
}

/** Of one file: a script may have written thousands of such entries. */
const SHOWN = 5;

function refused(name: string, what: string): Problem {
  return error('EDGE_PREVIEW_KVS', what, name);
}

function tooLong(what: string, value: string, most: number): string[] {
  const bytes = utf8Bytes(value);
  return bytes <= most ? [] : [`${what} has ${count(bytes)} bytes; CloudFront allows ${count(most)}`];
}

function text(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function shown(key: string): string {
  return JSON.stringify(key.length <= 60 ? key : `${key.slice(0, 59)}…`);
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
