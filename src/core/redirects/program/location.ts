/* eslint-disable no-control-regex -- captures stand in templates as control characters, which no target may contain */
import { Cursor, readAscii, readNumber } from './cursor';
import { CAPTURE } from './format';

const PATH = 0;
const QUESTION = 63;
const HASH = 35;

/** The text that stands so many bytes before the number that says so; captures are characters below 32 in it. */
export function readTemplate(c: Cursor): string {
  const here = c.at;
  c.at = here - readNumber(c);
  return readAscii(c, readNumber(c));
}

/** The text of a template before its first capture. */
export function lead(template: string): string {
  return template.split(/[\x01-\x1f]/, 1)[0];
}

/**
 * Fills a template in one pass: what a capture brings is never looked at again, so that neither `:name` nor `$&` in a request has a meaning.
 * A capture that lands in the query may not end a parameter there; in a path it is encoded already, `?` and `#` included.
 */
export function fill(template: string, captures: readonly string[]): string {
  let location = '';
  let from = 0;
  let part = PATH;
  for (let i = 0; i < template.length; i++) {
    const code = template.charCodeAt(i);
    if (code === HASH || (code === QUESTION && part === PATH)) part = code;
    if (code > 31) continue;
    const value = captures[code - CAPTURE];
    location += template.slice(from, i) + (part === QUESTION ? value.replace(/[&+]/g, encodeURIComponent) : value);
    from = i + 1;
    // Nothing between two slashes: `/b/:splat/c` without a splat is `/b/c`.
    if (value === '' && part === PATH && template[from] === '/' && location.endsWith('/')) from++;
  }
  return location + template.slice(from);
}

/** The path with its host, the query without its mark and the fragment with it. */
export function partsOf(location: string): string[] {
  return /^([^?#]*)\??([^#]*)(.*)/.exec(location)!.slice(1);
}

/**
 * A relative target stays on its host: a browser takes `//x` and `/\x` for another host and drops tabs and line breaks first. The encoded
 * spellings go too, because there are proxies that decode them.
 */
export function onThisHost(path: string): string {
  return '/\\%'.includes(path[1]) ? path.replace(/^(?:[/\\]|%(?:2F|5C|09|0A|0D))+/, '/') : path;
}

/** The authority of an absolute target, in lower case; undefined for a relative one. */
export function authority(base: string): string | undefined {
  return /^https?:\/\/([^/]*)/.exec(base)?.[1].toLowerCase();
}
