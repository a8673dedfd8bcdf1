// Sources with wildcards, and targets with captures: `fits` and `fill` of the engine in the 2.0 dialect.
/* eslint-disable no-bitwise -- flags are bits */
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;

/**
 * Matches the path from its end, each wildcard as short as possible except the first, which takes the rest. An earlier
 * wildcard never has to grow again, so the time is linear in the path. See `core/redirects/pattern/matches.ts`.
 */
edge.fits = function (source, visit, flags) {
  const path = flags & 2 ? visit.path : visit.key, whole = flags & 1 ? path.toLowerCase() : path;
  // Nearly all rules differ from the path before their first wildcard, which is in no path.
  let lead = 0;
  while (source[lead] === whole[lead]) lead++;
  if (!'?|^'.includes(source[lead])) return undefined;
  // A certificate authority must reach its challenge despite `/*`.
  if (visit.path.startsWith('/.well-known/acme-challenge/') && source[1] !== '.') return undefined;
  const sent = visit.sent, last = source.length - 1;
  const part = (from: number, to: number) => (sent ? sentPart(sent, from, to) : path.slice(from, to));
  let pattern = source, end = path.length;
  // Nearly every splat is the only one and at the end: what it takes begins at a known slash.
  if (source.indexOf('|') === last && source.indexOf('^') < 0) {
    if (lead === last) return lead === end || path[lead] === '/' ? [part(lead + 1, end)] : undefined;
    pattern = source.slice(0, -1);
    end = -1;
    for (let n = pattern.split('/').length; n > 0; n--) {
      end = path.indexOf('/', end + 1);
      if (end < 0) end = path.length;
    }
  }
  const text = whole.slice(0, end), texts = pattern.split(/[?|^]/);
  if (!text.endsWith(texts[texts.length - 1])) return undefined;
  // Most rules are skipped without reading the path in steps: their texts are not in it, in this order.
  let at = 0;
  for (let i = 1; i < texts.length && at >= 0; i++) at = text.indexOf(texts[i], at + texts[i - 1].length);
  if (at < 0) return undefined;
  const begins: number[] = [], ends: number[] = [];
  let p = pattern.length - 1, s = text.length - 1;
  let count = 0, placeholder = -1, splat = -1, atPlaceholder = 0, atSplat = 0, slash = Infinity;
  while (p >= lead || s >= lead) {
    const wanted = p < lead ? '' : pattern[p], character = s < lead ? '' : text[s];
    if (wanted && wanted === character) {
      p--;
      s--;
    } else if (wanted === '|' || wanted === '^') {
      const first = p === lead && s >= lead;
      if (first && wanted === '|' && text[lead] !== '/') return undefined;
      splat = p--;
      placeholder = -1;
      atSplat = count;
      ends[count] = s + 1;
      begins[count++] = first ? lead : s + 1;
      if (first) s = lead - 1;
    } else if (wanted === '?' && character && character !== '/') {
      placeholder = p--;
      atPlaceholder = count;
      ends[count] = s + 1;
      begins[count] = p < lead || pattern[p] === '/' ? Math.max(text.lastIndexOf('/', s) + 1, lead) : s;
      s = begins[count++] - 1;
    } else if (placeholder >= 0 && begins[atPlaceholder] > lead && text[begins[atPlaceholder] - 1] !== '/') {
      s = --begins[atPlaceholder] - 1;
      p = placeholder - 1;
      count = atPlaceholder + 1;
    } else {
      const begin = begins[atSplat];
      if (splat < 0 || begin <= lead) return undefined;
      if (slash >= begin) slash = text.lastIndexOf('/', begin - 1);
      begins[atSplat] = pattern[splat] === '|' || s <= slash || s < lead ? slash : begin - 1;
      if (begins[atSplat] < lead) return undefined;
      s = begins[atSplat] - 1;
      p = splat - 1;
      placeholder = -1;
      count = atSplat + 1;
    }
  }
  const captures: string[] = [];
  for (p = lead; p < pattern.length; p++) {
    if ('?|^'.includes(pattern[p])) {
      count--;
      captures.push(part(begins[count] + (pattern[p] === '|' ? 1 : 0), ends[count]));
    }
  }
  if (pattern !== source) captures.push(part(end + 1, path.length));
  return captures;
};

/** What the viewer sent for the part of a normalized path between two offsets. See `core/redirects/url/sent.ts`. */
function sentPart(sent: string, from: number, to: number): string {
  if (from >= to) return '';
  const text = edge.withoutDots(edge.spelled((sent[0] === '/' ? sent : '/' + sent).replace(/%2e/gi, '.')));
  const offsets: number[] = [];
  let at = 0;
  (text.match(/%[\da-f]{2}|./gi) || []).forEach((unit) => {
    offsets.push(at);
    if (edge.escaped(unit).length > 1) offsets.push(at + 1, at + (unit.length > 1 ? 2 : 1));
    at += unit.length;
  });
  offsets.push(at);
  return text.slice(offsets[from], offsets[to]);
}

/** Fills a target; undefined if it may not be sent. A relative one never leads to another host. */
edge.fill = function (target, captures, flags) {
  const pieces = target.split('{');
  let out = pieces[0];
  // Longer than any URL can be: the rest of `/:splat` thirty times is not filled in.
  for (let i = 1; i < pieces.length && out.length < 24577; i++) {
    const mark = pieces[i].charCodeAt(0) - 48;
    let value = captures[mark & 31], rest = pieces[i].slice(1);
    // It could become an escape with what follows it.
    if (flags & 4096) value = value.replace(/%(?=[\da-f]?$)/i, '%25');
    if (mark > 31) {
      if (mark < 64) value = value.replace(/&/g, '%26').replace(/\+/g, '%2B');
    } else {
      // A capture in a host has no port, user name or escape.
      if (i < 2 && flags & 1024 && (value.length > 253 || /[^A-Za-z\d.-]/.test(value))) return undefined;
      if (flags & 64 && target[0] === '/') value = value.replace(/\/+/g, '/');
      if (!value && rest[0] === '/' && out.endsWith('/')) rest = rest.slice(1);
    }
    out += value + rest;
  }
  // A dot segment could leave the folder of the target.
  if (out.includes('/.') && /\/\.\.?(\/|$)/.test(out.split(/[?#]/)[0])) return undefined;
  return out[0] === '/' ? out.replace(/^([/\\]|\.\.?(?=[/\\?#]|$))+/, '/') : out;
};
