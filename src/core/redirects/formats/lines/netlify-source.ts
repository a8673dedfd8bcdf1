import { foreignSource } from '../../rule/foreign/sources';
import { type Ignored, leaveOut } from '../../rule/ignored';
import { quoted, type Report } from '../../rule/report';
import { suggestion } from '../../rule/spelling';
import { asciiHost, isHost } from '../../url/hosts';
import type { Located } from '../fields';

/**
 * The source as Netlify reads it; undefined if it ignores the line, or never applies it, which is reported. Of a URL it
 * takes the host, which never has a port there.
 */
export function appliedSource({ value, place }: Located<string>, report: Report): Located<string> | undefined {
  const ignored = ignoredSource(value);
  if (ignored !== undefined) return leaveOut('Netlify', { place, ...ignored }, report);
  const [, origin, rest] = /^(https?:\/\/[^/?#]*)(.*)$/s.exec(value) ?? [];
  if (origin === undefined) return { value, place };
  const { protocol, hostname, username, pathname } = new URL(origin);
  if (!isHost(asciiHost(hostname))) {
    return void report.warning('EDGE_REDIRECT_UNREACHABLE', place,
      `no distribution can have the host ${quoted(hostname)}, so that the line never applies; remove it`);
  }
  if (username !== '') {
    report.warning('EDGE_REDIRECT_IGNORED', place,
      `${quoted(value)} has a user name, which no request has; Netlify ignores it; remove what precedes the @`);
  }
  return { value: `${protocol}//${hostname}${pathname === '/' ? '' : pathname}${rest}`, place };
}

/** Why Netlify ignores a line with this source, or never applies it; undefined if it does apply. */
function ignoredSource(from: string): Omit<Ignored, 'place'> | undefined {
  const [, origin, path] = /^(https?:\/\/[^/?#]*)?(.*)$/s.exec(from)!;
  const named = quoted(from);
  if (path.startsWith('/.netlify')) {
    return { fault: `${named} begins with /.netlify, which belongs to Netlify itself`, cure: 'remove it' };
  }
  if (from.includes('#')) {
    return { fault: `${named} has a fragment, which browsers never send`, cure: 'remove what follows the #' };
  }
  if (from.startsWith('//')) {
    return { fault: `${named} begins with two slashes`, cure: 'write /path, or https://host/path' };
  }
  if (origin === undefined && !from.startsWith('/')) {
    const foreign = ofOtherRouter(from);
    if (foreign !== undefined) return foreign;
    const meant = /"[^"]*"/.exec(suggestion(from))?.[0];
    const cure = meant === undefined ? 'write a path such as /old' : `write ${meant}`;
    return { fault: `${named} does not begin with a slash or with https://`, cure };
  }
  if (origin !== undefined && !URL.canParse(origin)) {
    return { fault: `${named} is not a URL`, cure: 'write it like https://www.example.com/old' };
  }
  if (origin?.includes('*')) {
    return { fault: `${named} has a * in its host, which is text there`, cure: 'write a line for each host' };
  }
  const port = origin === undefined ? '' : new URL(origin).port;
  if (port !== '') {
    return { fault: `${named} has a port, which no request has there`, cure: `remove :${port}` };
  }
  const star = path.split('/').find(isLiteralStar);
  return star === undefined ? undefined : ofOtherRouter(from) ?? {
    fault: `the * in ${quoted(star)} matches nothing there, because it neither stands alone between slashes nor ends `
      + 'its part',
    cure: 'write it as in /news/*',
  };
}

/** A pattern of another router, with what to write instead. */
function ofOtherRouter(from: string): Omit<Ignored, 'place'> | undefined {
  const [, fault, cure] = /^(.*?); (.*)$/s.exec(foreignSource(from) ?? '') ?? [];
  if (fault === undefined) return undefined;
  return { fault: fault.replace('which rules do not support', 'a pattern that Netlify does not know'), cure };
}

/** `*.php`, where the star is text at Netlify. In `:name*` it belongs to the name. */
function isLiteralStar(segment: string): boolean {
  return /\*./.test(segment) && !segment.startsWith(':');
}
