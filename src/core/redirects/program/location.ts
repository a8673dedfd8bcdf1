/* eslint-disable no-control-regex -- captures stand in templates as control characters, which no target may contain */
import { Cursor, readNumber } from './cursor';

/** A target with its captures in place, in the three parts that follow different rules. */
export interface Location {
  readonly base: string;
  readonly query: string;
  readonly fragment: string;
}

const ascii = new TextDecoder('latin1');

/** The text at a place in a program, in which captures are numbers below 32. */
export function readTemplate(c: Cursor): string {
  c.at = readNumber(c);
  const length = readNumber(c);
  return ascii.decode(c.bytes.subarray(c.at, c.at + length));
}

/** The text of a template before its first capture. */
export function lead(template: string): string {
  return template.split(/[\x01-\x1f]/, 1)[0];
}

/**
 * Fills a template in one pass: what a capture brings is never looked at again, so that neither `:name` nor `$&` in a request has a meaning.
 * A capture that lands in the query may not end a parameter there; in a path it is encoded already.
 */
export function fill(template: string, captures: readonly string[]): Location {
  const [, base, query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?/.exec(template)!;
  if (captures.length === 0) return { base, query, fragment };
  const value = (mark: string): string => captures[mark.charCodeAt(0) - 1];
  return {
    // Nothing between two slashes: `/b/:splat/c` without a splat is `/b/c`.
    base: base.replace(/(\/?)([\x01-\x1f])(?=(\/?))/g, (_, before: string, mark: string, after: string) =>
      value(mark) === '' && after !== '' ? '' : before + value(mark)),
    query: query.replace(/[\x01-\x1f]/g, (mark) => value(mark).replace(/[&+]/g, encodeURIComponent)),
    fragment: fragment.replace(/[\x01-\x1f]/g, value),
  };
}

/**
 * A relative target stays on its host: a browser takes `//x` and `/\x` for another host and drops tabs and line breaks first. The encoded
 * spellings go too, because there are proxies that decode them.
 */
export function onThisHost(path: string): string {
  return path.replace(/^(?:[/\\]|%(?:2F|5C|09|0A|0D))+/, '/');
}

/** The authority of an absolute target, in lower case; undefined for a relative one. */
export function authority(base: string): string | undefined {
  return /^https?:\/\/([^/]*)/.exec(base)?.[1].toLowerCase();
}
