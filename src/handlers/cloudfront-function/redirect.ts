// The redirect step of a CloudFront Function: see `redirect-types.ts` for its rules. Written in the 2.0 dialect and only
// minified, like `slot.ts`. The flags of a rule are those of `core/redirects/function/flags.ts`.
/* eslint-disable no-bitwise -- flags are bits */
import type { EdgeRedirects } from './redirect-types';

export const edge = {
  /** The response to a request, the rewritten request, or the request as it was. Throws if the URL would be too long. */
  redirect: function (rules, site, event) {
    const request = event.request, raw = request.rawQueryString, given = request.querystring;
    const path = edge.home(edge.path(request.uri), site), host = edge.own(request.headers, 'host');
    const visit = {
      request: request,
      path: path,
      key: edge.trim(path),
      // As sent. The order of different parameters is lost in the object, so that it is only used if there is no more.
      query: typeof given === 'string' ? given : raw ? raw.call(request) || '' : Object.keys(given).map((name) => (
        (given[name].multiValue || [given[name]]).map((one: any) => name + '=' + one.value).join('&'))).join('&'),
      host: host ? host.value.toLowerCase() : '',
      varies: false,
    };
    for (let i = 0; i < rules.length; i++) {
      const found = edge.decide(rules[i], site, visit);
      if (!found) {
        if (found === null) break;
        continue;
      }
      const headers: any = { 'cache-control': { value: visit.varies ? 'no-store' : site.ttl } };
      if (found.uri) {
        if ((found.uri + found.query).length > 8191) throw new RangeError('the new URL is too long');
        request.uri = found.uri;
        if (found.query !== visit.query) request.querystring = found.query || {};
        break;
      }
      if (found.location) {
        if (site.pages && edge.isPage(request.uri, site.pages)) break;
        if (found.location.length > 8191) throw new RangeError('the new URL is too long');
        headers.location = { value: found.location };
      }
      return { statusCode: found.status, statusDescription: site.phrases[found.status], headers: headers };
    }
    return request;
  },

  /** Matches a rule: undefined if it does not apply, null if the request is exempt from it and those after it. */
  decide: function (rule, site, visit) {
    const source = rule[0], status = rule[1], flags = rule[2] || 0, host = rule[5], exempt = rule[6];
    const path = visit.path, name = visit.host.replace(/:\d*$/, '');
    if (host && (host[0] === '*' ? !name.endsWith(host.slice(1)) : name !== host)) return undefined;
    let target = rule[3], captures: string[] | undefined = [];
    if (source[0] === ' ') {
      const key = ' ' + (flags & 16 ? path : visit.key) + '>';
      let at = source.indexOf(flags & 1 ? key.toLowerCase() : key);
      if (at < 0) return undefined;
      at += key.length;
      target = source.slice(at, source.indexOf(' ', at));
    } else {
      if (flags & (path.length > 1 && path !== visit.key ? 8 : 4)) return undefined;
      captures = edge.fits(source, visit, flags);
      if (!captures) return undefined;
    }
    if (exempt && ((exempt[0] === '/' ? '' : visit.host) + path + '/').startsWith(exempt)) return null;
    const tests = rule[4] || [];
    for (let i = 0; i < tests.length; i++) {
      const kind = tests[i][0];
      if (kind !== 'asks') visit.varies = true;
      if (!edge[kind](tests[i], visit, captures, rule)) return undefined;
    }
    if (!target) return { status: status };
    const filled = target.includes('{') ? edge.fill(target, captures, flags) : target;
    if (filled === undefined) return undefined;
    const parts = /^([^?#]*)\??([^#]*)(.*)/.exec(filled)!;
    let base = parts[1], query = parts[2];
    if (flags & 64 && base[0] === '/') base = base.replace(/\/+/g, '/');
    if (visit.query && !(flags & 256) && !(flags & 512 && query)) {
      query = query || flags & 32 ? edge.merge(query, visit, rule) : edge.safe(visit.query);
    }
    // CloudFront replaces `/` by the object before functions run, and would send this `/` to the origin unchanged.
    if (status === 200) return { uri: base === '/' && site.root ? site.root : base, query: query };
    if (query === visit.query) {
      const origin = /^https?:\/\/([^/]*)/.exec(base);
      const here = !origin || (!(flags & 128) && origin[1].toLowerCase() === visit.host);
      const there = edge.home(origin ? base.slice(origin[0].length) : base, site);
      const fold = (text: string) => {
        const kept = flags & 16 ? text : edge.trim(text);
        return flags & 1 ? kept.toLowerCase() : kept;
      };
      if (here && fold(there) === fold(path)) return null;
    }
    return { status: status, location: base + (query && '?' + query) + parts[3] };
  },

  /** A member of an object of the event. A viewer can send a header or a cookie called `constructor`. */
  own: function (object, name) {
    return Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;
  },

  /** Like `normalizePath` of the engine. */
  path: function (text) {
    const path = text[0] === '/' ? text : '/' + text;
    if (!/[^!$&-;=@-Z_a-z~]|\/\./.test(path)) return path;
    const kept: string[] = [];
    const segments = path.replace(/%[\da-f]{2}|[^\w!$%&'()*+,./:;=@~-]+|%/gi, (part) => {
      if (part[0] !== '%' || part.length < 3) return edge.encode(part);
      const character = String.fromCharCode(parseInt(part.slice(1), 16));
      return /[\w.~-]/.test(character) ? character : part.toUpperCase();
    }).split('/');
    segments.forEach((segment, i) => {
      if (segment !== '.' && segment !== '..') kept.push(segment);
      else {
        if (segment === '..' && kept.length > 1) kept.pop();
        if (i === segments.length - 1) kept.push('');
      }
    });
    return kept.join('/');
  },

  /** The path as rules match it: `/` for the default root object. */
  home: function (path, site) {
    return edge.trim(path) === site.root ? '/' : path;
  },

  trim: function (path) {
    return path.endsWith('/') ? path.slice(0, -1) : path;
  },

  /** Half of a surrogate pair has no UTF-8. */
  encode: function (text) {
    try { return encodeURIComponent(text); } catch (error) { return '%EF%BF%BD'; }
  },

  /** Escapes whatever could end the query of a Location or the header itself. Existing escapes stay as sent. */
  safe: function (query) {
    return query.replace(/[^\w!$%&'()*+,./:;=?@[\]~-]+/g, edge.encode);
  },
} as EdgeRedirects;
