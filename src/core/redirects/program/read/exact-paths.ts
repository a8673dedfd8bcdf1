/* eslint-disable no-bitwise -- a slot is made of two numbers */
import { readNumber, readString } from './cursor';
import { EXACT, HEADER_WORDS, HOST } from '../format';

/** A whole path that a program has rules for. */
export interface ExactPath {
  /** A host, or a pattern such as `*.example.com`; empty for any host. */
  readonly host: string;
  /** Normalized, without the slash at its end; in lower case if a rule of the program ignores case. */
  readonly path: string;
}

/** The whole paths of a valid program, in no particular order. Patterns are not listed: their texts are spread. */
export function exactPaths(program: Uint8Array): ExactPath[] {
  const bytes = program.slice();
  const words = new Uint32Array(bytes.buffer, 0, bytes.byteLength >>> 2);
  const c = { bytes: bytes.subarray(4 * (HEADER_WORDS + words[4] + words[8])), at: 0 };
  const hosts = new Map([[0, '']]);
  const paths: { scope: number; path: string }[] = [];
  for (let slot = 0; slot < words[4]; slot++) {
    const word = words[HEADER_WORDS + slot];
    if (word === 0) continue;
    c.at = word >>> words[7];
    const seed = readNumber(c);
    if (seed === HOST) {
      const host = readString(c);
      hosts.set(readNumber(c), host);
    } else if (seed % 8 === EXACT) {
      paths.push({ scope: seed / 8, path: readString(c) });
    }
  }
  return paths.map(({ scope, path }) => ({ host: hosts.get(scope) ?? '', path }));
}
