import type {
  ParameterTest,
  RedirectRule,
  Segment,
  Target,
  TargetPart,
  TextTest,
} from '../../../src/core/redirects/rule/model';
import { timingOf } from '../../../src/core/redirects/rule/timing';
import type { RedirectDecision, RedirectRequest } from '../../../src/core/redirects/rule/types';

/**
 * The meaning of rules, as simple and as slow as possible: each source becomes a regular expression, all rules are
 * tried, and the one with precedence applies. The packed program must agree on every request.
 */
export function interpret(rules: readonly RedirectRule[], request: RedirectRequest): RedirectDecision | undefined {
  const path = tidy(request.path);
  const applying = rules
    .map((rule, index) => ({
      rule,
      index,
      arrived: hasArrived(rule, path, request),
      captures: captured(rule, path, request),
    }))
    .filter((c) => (c.arrived || (c.captures !== undefined && !climbs(c.rule, c.captures))) && isOpen(c.rule, path));
  applying.sort((a, b) => precedence(a.rule, b.rule) || a.index - b.index);
  const best = applying[0];
  return best && !best.arrived ? answer(best.rule, best.index, best.captures!, path, request) : undefined;
}

/** The rules of these tests have no captures in hosts. */
function hostOf({ origin }: Target): string | undefined {
  return origin?.host.join('');
}

/** `/pre:p` with `/pre..` must not leave the folder of the target. */
function climbs({ target, status }: RedirectRule, captures: readonly string[]): boolean {
  const dots = (value: (capture: number) => string): boolean =>
    /\/\.\.?(\/|$)/.test(target!.path.map((p) => (typeof p === 'string' ? p : value(p))).join(''));
  return target !== undefined && status < 400 && dots((capture) => captures[capture]) && !dots(() => ':');
}

/** Netlify: a line with a wildcard at its end that could match its own target exempts everything under it. */
function hasArrived(rule: RedirectRule, path: string, request: RedirectRequest): boolean {
  const { source, target, status, dialect } = rule;
  const last = source.segments[source.segments.length - 1]?.kind;
  if (
    dialect.format !== 'netlify'
    || status === 200
    || !target
    || target.query
    || target.fragment
    || (last !== 'splat' && last !== 'star')
  ) {return false;}
  if (
    !isAddressed(rule, path, request)
    || !expression(rule).test(target.path.map((p) => (typeof p === 'string' ? p : ':splat')).join(''))
  ) {return false;}
  const [lead, capture] = target.path;
  const wildcard = capture !== undefined && /^(?:\d+|splat)$/.test(source.captures[capture as number]);
  if (typeof lead !== 'string' || (capture !== undefined && (!wildcard || !lead.endsWith('/') || lead === '/'))) {
    return false;
  }
  if (target.origin !== undefined) {
    const { scheme } = target.origin;
    const schemes = rule.when.headers?.map(({ test }) => (test.is === 'equal' ? test.value : scheme)) ?? [];
    if (
      capture === undefined
      || schemes.some((s) => s !== scheme)
      || (source.host ?? request.host?.toLowerCase()) !== hostOf(target)
    ) {return false;}
  }
  return `${path}/`.startsWith(lead.endsWith('/') ? lead : `${lead}/`);
}

/** Normalized percent-encoding, without dot segments. */
export function tidy(path: string): string {
  const bytes = [...path].map((char) => (/[\uD800-\uDFFF]/.test(char) && char.length === 1 ? '\uFFFD' : char)).join('');
  let out = '';
  for (let i = 0; i < bytes.length;) {
    const char = String.fromCodePoint(bytes.codePointAt(i)!);
    const escape = bytes.slice(i, i + 3);
    if (/^%[0-9a-f]{2}$/i.test(escape)) {
      const decoded = String.fromCharCode(parseInt(escape.slice(1), 16));
      out += /[A-Za-z0-9._~-]/.test(decoded) ? decoded : escape.toUpperCase();
      i += 3;
    } else {
      out += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/".includes(char)
        ? char
        : encodeURIComponent(char);
      i += char.length;
    }
  }
  return withoutDots(out.startsWith('/') ? out : `/${out}`);
}

/** What each capture of the normalized path was in the path as sent, of which only dots are decoded. */
function spelled({ indices }: RegExpExecArray, raw: string): string[] {
  const sent = withoutDots(valid(raw.startsWith('/') ? raw : `/${raw}`, "!$%&'()*+,./:;=@[]^|~-_"));
  /** For each character of the normalized path, where it begins in the one that was sent. */
  const begins = (sent.match(/%[0-9a-f]{2}|./gi) ?? []).reduce<number[]>((all, token) => {
    const from = all.pop()!;
    const own = /^[./]$/.test(token) ? token : tidy(`/x${token}`).slice(2);
    return [...all, ...[...own].map((_, i) => from + Math.min(i, token.length)), from + token.length];
  }, [0]);
  return indices!.slice(1).map((range) => (range === undefined ? '' : sent.slice(begins[range[0]], begins[range[1]])));
}

/** A text with escapes for what is not allowed; an escaped dot is a dot. */
function valid(text: string, allowed: string): string {
  return [...text.replace(/%2e/gi, '.')].map((char) => {
    if (/[\uD800-\uDFFF]/.test(char) && char.length === 1) return '%EF%BF%BD';
    return /[A-Za-z0-9]/.test(char) || allowed.includes(char) ? char : encodeURIComponent(char);
  }).join('');
}

function withoutDots(path: string): string {
  const out: string[] = [];
  const [first, ...segments] = path.split('/');
  for (const [i, segment] of segments.entries()) {
    if (segment === '..') out.pop();
    if (segment !== '.' && segment !== '..') out.push(segment);
    else if (i === segments.length - 1) out.push('');
  }
  return [first, ...out].join('/');
}

/** Whether host and path match the source. */
function isAddressed(rule: RedirectRule, path: string, request: RedirectRequest): boolean {
  const wanted = rule.source.host;
  const host = request.host?.toLowerCase().replace(/:\d*$/, '') ?? '';
  if (wanted !== undefined && (wanted.startsWith('*') ? !host.endsWith(wanted.slice(1)) : host !== wanted)) {
    return false;
  }
  return expression(rule).test(seenPath(rule, path));
}

function captured(rule: RedirectRule, path: string, request: RedirectRequest): string[] | undefined {
  const { when } = rule;
  const match = expression(rule).exec(seenPath(rule, path));
  if (match === null || !isAddressed(rule, path, request)) return undefined;
  if (when.methods && !when.methods.includes(request.method.toUpperCase())) return undefined;
  if (when.countries && !when.countries.includes((chosen(rule, request, 'country') ?? request.country ?? '').toUpperCase())) return undefined;
  if (when.originStatuses && !when.originStatuses.includes(request.originStatus ?? -1)) return undefined;
  if (when.languages) {
    const language =
      chosen(rule, request, 'lang')?.toLowerCase() ?? preferred(request.header('accept-language') ?? '');
    if (!when.languages.some((l) => new RegExp(`^${l}(?:-|$)`).test(language))) return undefined;
  }
  for (const { name, test } of when.headers ?? []) if (!passes(request.header(name), test)) return undefined;
  for (const { name, test } of when.cookies ?? []) if (!passes(cookieOf(request, name), test)) return undefined;
  if (rule.start !== undefined && request.now < rule.start) return undefined;
  if (rule.end !== undefined && request.now >= rule.end) return undefined;
  const fromQuery = queryCaptures(rule, request);
  return fromQuery && [...spelled(match, request.path), ...fromQuery];
}

/** As regular expressions: made once for each rule, because each is tried a hundred times. */
const expressions = new WeakMap<RedirectRule, RegExp>();

function expression(rule: RedirectRule): RegExp {
  let known = expressions.get(rule);
  if (known === undefined) expressions.set(rule, (known = expressionOf(rule)));
  return known;
}

/** A splat matches whole segments or none, a placeholder a part of one, a star anything. */
function expressionOf({ source, caseSensitive, dialect }: RedirectRule): RegExp {
  const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const piece = (segment: Segment): string => {
    switch (segment.kind) {
      case 'literal':
        return `/${escape(segment.text)}`;
      case 'star':
      case 'placeholder':
        return `/${segment.pieces.map((p) => (typeof p === 'string' ? escape(p) : p.name === '*' ? '(.*)' : '([^/]+)')).join('')}`;
      case 'splat':
        return '(?:/(.*))?';
    }
  };
  const body = source.segments.map(piece).join('');
  const last = source.segments[source.segments.length - 1]?.kind;
  const end = dialect.slash === 'strict' && last !== 'splat' && (source.slash || body === '') ? '/' : '';
  return new RegExp(`^${body}${end}$`, caseSensitive ? 'ds' : 'dis');
}

/** The path without its final slash, unless that counts or may be captured by a wildcard. */
function seenPath({ source: { segments }, dialect }: RedirectRule, path: string): string {
  const takes = segments[segments.length - 1]?.kind === 'splat' || segments.some((segment) => segment.kind === 'star');
  return dialect.slash === 'strict' || takes || !path.endsWith('/') ? path : path.slice(0, -1);
}

function passes(value: string | undefined, test: TextTest): boolean {
  if (value === undefined) return false;
  return test.is === 'present' || (test.is === 'equal' ? value === test.value : value.includes(test.value));
}

function cookieOf(request: RedirectRequest, name: string): string | undefined {
  const pairs = (request.header('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** What a cookie of Netlify chooses for its lines. */
function chosen({ dialect }: RedirectRule, request: RedirectRequest, what: string): string | undefined {
  return dialect.format === 'netlify' ? cookieOf(request, `nf_${what}`) || undefined : undefined;
}

function preferred(header: string): string {
  const items = header
    .toLowerCase()
    .split(',')
    .map((item) => ({ tag: item.split(';')[0].trim(), q: Number(/q=([\d.]+)/.exec(item)?.[1] ?? 1) }));
  return items.filter(({ q }) => q > 0).reduce((a, b) => (b.q > a.q ? b : a), { tag: '', q: 0 }).tag;
}

const plain = (text: string): string => {
  try { return decodeURIComponent(text.replace(/\+/g, ' ')); } catch { return text.replace(/\+/g, ' '); }
};

export function parameters(query: string): { raw: string; name: string; value: string }[] {
  return query.split('&').filter(Boolean).map((raw) => {
    const [name, ...value] = raw.split('=');
    return { raw, name: plain(name), value: plain(value.join('=')) };
  });
}

function fitting(test: ParameterTest, request: RedirectRequest): { raw: string; value: string }[] {
  return parameters(request.query).filter(
    (p) => p.name === test.name && (test.is !== 'equal' || p.value === test.value),
  );
}

function queryCaptures({ source }: RedirectRule, request: RedirectRequest): string[] | undefined {
  const found = source.query.map((test) => ({ test, first: fitting(test, request)[0] }));
  if (found.some(({ first }) => first === undefined)) return undefined;
  const captures = source.captures
    .flatMap((name) => found.filter(({ test }) => test.is === 'captured' && test.as === name))
    .map(({ first }) => first.raw.replace(/^[^=]*=?/, ''));
  return captures.map((v) => valid(v.replace(/\+/g, '%20'), "!$%'()*,.:;=@[]^|~-_"));
}

/**
 * Challenges of certificate authorities are exempt unless the first segment of a rule is text that begins with a dot.
 */
function isOpen({ source }: RedirectRule, path: string): boolean {
  const [first] = source.segments;
  if (!path.startsWith('/.well-known/acme-challenge/')) return true;
  const text =
    first?.kind === 'literal'
      ? first.text
      : first !== undefined && 'pieces' in first && typeof first.pieces[0] === 'string'
        ? first.pieces[0]
        : '';
  return text.startsWith('.');
}

function precedence(a: RedirectRule, b: RedirectRule): number {
  if (a.dialect.order === 'first') return 0;
  const conditions = (r: RedirectRule): number =>
    Object.values(r.when).flatMap((v, i) => (['cookies', 'headers'].includes(Object.keys(r.when)[i]) ? v : [1])).length
    + r.source.query.length + (r.start === undefined ? 0 : 1) + (r.end === undefined ? 0 : 1);
  const hostRank = ({ source: { host } }: RedirectRule): number =>
    host === undefined ? 0 : host.startsWith('*') ? host.split('.').length : 1000;
  const byCondition = Math.min(1, conditions(b)) - Math.min(1, conditions(a));
  return byCondition || hostRank(b) - hostRank(a) || bySegments(a, b) || conditions(b) - conditions(a);
}

/** Text before text around a placeholder (the longer first) before a placeholder before a splat. */
function bySegments(a: RedirectRule, b: RedirectRule): number {
  const rank = (segment: Segment | undefined): number => {
    if (segment === undefined || segment.kind === 'literal') return 0;
    if (segment.kind !== 'placeholder') return 2000;
    return 1000 - segment.pieces.filter((p) => typeof p === 'string').join('').length;
  };
  for (let i = 0; i < Math.max(a.source.segments.length, b.source.segments.length); i++) {
    const difference = rank(a.source.segments[i]) - rank(b.source.segments[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function answer(
  rule: RedirectRule,
  index: number,
  captures: string[],
  path: string,
  request: RedirectRequest,
): RedirectDecision | undefined {
  const { target, status } = rule;
  if (status === 200 && target === undefined) return undefined;
  const timing = timingOf(rule);
  if (target === undefined || status >= 400) return { status, rule: index, timing };
  const queryOf = (value: string): string => value.replace(/&/g, '%26').replace(/\+/g, '%2B');
  let where =
    rule.dialect.format === 'netlify'
      ? target.path.map((p) => (typeof p === 'string' ? p : captures[p])).join('')
      : fillPath(target.path, captures);
  if (target.origin === undefined) {
    if (rule.dialect.collapsesSlashes && target.path.some((p) => typeof p === 'number')) {
      where = where.replace(/\/+/g, '/');
    }
    if (target.path.some((p) => typeof p === 'number')) {
      where = where.replace(/^(?:\/|\.{1,2}(?=\/|$))*/, '/');
    }
  }
  const own = (target.query ?? []).map((p) => (typeof p === 'string' ? p : queryOf(captures[p]))).join('');
  const fragment = (target.fragment ?? []).map((p) => (typeof p === 'string' ? p : captures[p])).join('');
  const anchor = fragment === '' ? '' : `#${fragment}`;
  const query = keptQuery(rule, own, request);
  if (status === 200) return { status, rule: index, rewrite: { path: where, query } };
  const here = target.origin === undefined || hostOf(target) === request.host?.toLowerCase();
  const blank = (p: string): string =>
    (rule.caseSensitive ? p : p.toLowerCase()).replace(rule.dialect.slash === 'ignored' ? /\/$/ : /$^/, '');
  const spellings = request.path === path ? [where] : [where, tidy(where)];
  if (here && query === request.query && spellings.some((to) => blank(to) === blank(path))) return undefined;
  const lead = target.origin === undefined ? '' : `${target.origin.scheme}://${hostOf(target)}`;
  const location = lead + where + (query === '' ? '' : `?${query}`) + anchor;
  return { status, rule: index, location, timing };
}

/** An empty value between two slashes removes one of them. */
function fillPath(parts: readonly TargetPart[], captures: readonly string[]): string {
  let out = '';
  parts.forEach((part, i) => {
    const text = typeof part === 'string' ? part : captures[part];
    const before = parts[i - 1];
    const swallowed =
      typeof before === 'number' && captures[before] === '' && out.endsWith('/') && text.startsWith('/');
    out += swallowed ? text.slice(1) : text;
  });
  return out;
}

function keptQuery(rule: RedirectRule, own: string, request: RedirectRequest): string {
  const { query, dialect, source } = rule;
  const sent = parameters(request.query);
  if (query.kind === 'drop' || request.query === '' || (query.kind === 'replace' && own !== '')) return own;
  const used = dialect.usesUpQuery ? source.query.flatMap((test) => fitting(test, request).map((p) => p.raw)) : [];
  const names = query.kind === 'only' ? query.names : undefined;
  const taken = parameters(own).map((p) => p.name);
  // A whole query is kept unchanged, with its empty parts.
  if (own === '' && used.length === 0 && names === undefined) return safe(request.query);
  const kept = sent.filter(
    ({ raw, name }) => !used.includes(raw) && (names === undefined || listed(names, name)) && !taken.includes(name),
  );
  return [...(own === '' ? [] : [own]), ...kept.map(({ raw }) => safe(raw))].join('&');
}

/** `utm_*` names every parameter that begins with `utm_`. */
export function listed(names: readonly string[], name: string): boolean {
  return names.some((n) => (n.endsWith('*') ? name.startsWith(n.slice(0, -1)) : n === name));
}

function safe(text: string): string {
  return [...text].map((char) => {
    if (/[\uD800-\uDFFF]/.test(char) && char.length === 1) return '%EF%BF%BD';
    return /[A-Za-z0-9!$%&'()*+,./:;=?@_~[\]-]/.test(char) ? char : encodeURIComponent(char);
  }).join('');
}
