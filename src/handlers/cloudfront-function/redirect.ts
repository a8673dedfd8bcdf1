// The redirect step of a CloudFront Function: see `core/redirects/function/format.ts` for its rules. Written in the 2.0
// dialect and only minified, like `slot.ts`. The numbers are the flags of a rule.
/* eslint-disable no-bitwise -- flags are bits */
import type { Decision, EdgeRedirects, Visit } from './redirect-types';
import type { FunctionRule, FunctionSite } from '../../core/redirects/function/format';

/** Half of a surrogate pair has no UTF-8, and becomes U+FFFD. */
const encoded = (text: string): string => {
  try {
    return encodeURIComponent(text);
  } catch (error) { return text[1] ? Array.from(text).map(encoded).join('') : '%EF%BF%BD'; }
};

/** Escapes whatever could end the query of a Location or the header itself. Existing escapes stay as sent. */
const safe = (query: string): string => query.replace(/[^\w!$%&'()*+,./:;=?@[\]~-]+/g, encoded);

/** Escapes what browsers do not send in a path as it is. */
const spelled = (text: string): string => text.replace(/[^\w!$%&'()*+,./:;=@[\]^|~-]+/g, encoded);

const trimmed = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : path);

/** The path as rules match it: `/` for the default root object. */
const home = (path: string, root: string): string => (trimmed(path) === root ? '/' : path);

/** Escapes what is not allowed in a path, and decodes what needs no escape. */
const escaped = (path: string): string => (
  path.replace(/%[\da-f]{2}|[^\w!$%&'()*+,./:;=@~-]+|%/gi, (part) => {
    if (part[0] !== '%' || part.length < 3) return encoded(part);
    const character = String.fromCharCode(parseInt(part.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : part.toUpperCase();
  }));

const withoutDots = (path: string): string => {
  const kept: string[] = [];
  path.split('/').forEach((segment, i, all) => {
    const dots = segment === '.' || segment === '..';
    if (segment === '..' && kept.length > 1) kept.pop();
    if (!dots) kept.push(segment);
    else if (i === all.length - 1) kept.push('');
  });
  return kept.join('/');
};

/** Like `normalizePath` of the engine. */
const normalized = (text: string): string => {
  const path = text[0] === '/' ? text : '/' + text;
  return /[^!$&-;=@-Z_a-z~]|\/\./.test(path) ? withoutDots(escaped(path)) : path;
};

/** Functions that rules need: the other files add theirs. Evaluated for each event, so that it can hold its state. */
export const edge = {
  /** The response to a request, the rewritten request, or the request as it was. Throws if the URL is too long. */
  redirect: function (rules, site, event) {
    return edge.apply(rules, site, edge.visit(site, event)) || event.request;
  },

  visit: function (site, event) {
    const request = event.request, sent = request.uri, path = home(normalized(sent), site.root);
    return {
      request: request,
      path: path,
      // The path of the object is not what the viewer sent.
      sent: path === sent || path === '/' ? '' : sent,
      key: trimmed(path),
      query: request.rawQueryString() || '',
      host: (request.headers.host || { value: '' }).value.toLowerCase(),
    };
  },

  apply: function (rules, site, visit) {
    const request = visit.request;
    for (let i = 0; i < rules.length; i++) {
      const found = decide(rules[i], site, visit);
      if (found === null) return request;
      if (!found) continue;
      const status = found.status, location = found.location, rewrites = status === 200;
      if (location && !rewrites && edge.isPage && edge.isPage(request.uri, site.pages)) return request;
      if (location && (rewrites ? location + found.query : location).length > 8191) {
        throw new RangeError('the new URL is too long');
      }
      if (rewrites) {
        request.uri = location;
        if (found.query !== visit.query) request.querystring = found.query || {};
        return request;
      }
      const headers: any = { 'cache-control': { value: visit.varies ? 'no-store' : site.ttl } };
      if (location) headers.location = { value: location };
      if (edge.times) edge.times(headers, rules[i], visit);
      return { statusCode: status, statusDescription: site.phrases[status], headers: headers };
    }
  },

  normalized: normalized,
  escaped: escaped,
  withoutDots: withoutDots,
  trimmed: trimmed,
  home: home,
  safe: safe,
  spelled: spelled,
  encoded: encoded,
} as EdgeRedirects;

/** Matches a rule: undefined if it does not apply, null if the request is exempt from it and those after it. */
function decide(rule: FunctionRule, site: FunctionSite, visit: Visit): Decision | null | undefined {
  const source = rule[0], status = rule[1], flags = rule[2] || 0, host = rule[5], exempt = rule[6];
  const path = visit.path, key = visit.key;
  if (host) {
    const name = visit.host.replace(/:\d*$/, '');
    if (host[0] === '*' ? !name.endsWith(host.slice(1)) : name !== host) return undefined;
  }
  let target = rule[3], captures: string[] | undefined = [];
  if (source[0] === ' ') {
    const entry = ' ' + (flags & 16 ? path : key) + '>', at = source.indexOf(flags & 1 ? entry.toLowerCase() : entry);
    if (at < 0) return undefined;
    target = source.slice(at + entry.length).split(' ')[0];
  } else {
    if (flags & (path.length > 1 && path !== key ? 8 : 4)) return undefined;
    // Of a key value store: the path of the key.
    if (source) captures = edge.fits(source, visit, flags);
    if (!captures) return undefined;
  }
  if (exempt && ((exempt[0] === '/' ? '' : visit.host) + path + '/').startsWith(exempt)) return null;
  const tests = rule[4] || [];
  for (let i = 0; i < tests.length; i++) {
    // All kinds but `asks` and `at`, which depend on the URL and the time alone.
    if (tests[i][0] > 'b') visit.varies = true;
    if (!edge[tests[i][0]](tests[i], visit, captures, rule)) return undefined;
  }
  // Of status 200 there is nothing else to do: the site answers.
  if (!target) return status === 200 ? null : { status: status };
  const filled = target.includes('{') ? edge.fill(target, captures, flags) : target;
  if (filled === undefined) return undefined;
  let base = filled, query = '', rest = '';
  // The regular expression takes longer than most of what is around.
  if (filled.includes('?') || filled.includes('#')) {
    const parts = /^([^?#]*)\??([^#]*)(.*)/.exec(filled)!;
    base = parts[1];
    query = parts[2];
    rest = parts[3] === '#' ? '' : parts[3];
  }
  if (flags & 64 && base[0] === '/') base = base.replace(/\/+/g, '/');
  if (visit.query && !(flags & 256) && !(flags & 512 && query)) {
    query = query || flags & 32 ? edge.merged(query, visit, rule) : safe(visit.query);
  }
  // CloudFront replaces `/` by the object before functions run, and would send this `/` to the origin unchanged.
  if (status === 200) return { status: status, location: (base === '/' && site.root) || base, query: query };
  if (edge.isHere && query === visit.query && edge.isHere(base, visit, flags, site.root)) return null;
  return { status: status, location: base + (query && '?' + query) + rest };
}
