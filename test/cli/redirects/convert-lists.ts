import * as fc from 'fast-check';
import type { RedirectRequest, RuleFormat } from '../../../src/core/redirects/rule/types';

/** Few words, so that sources, targets and requests often meet. */
const WORDS = ['a', 'b', 'c', 'docs', 'x.html', 'n', 'a-b'];
const HOSTS = ['https://a.test', 'https://www.b.test'];
const FORMATS: readonly RuleFormat[] = ['json', 'csv', 'netlify', 'cloudflare'];

interface Spec {
  readonly host: string;
  readonly segments: readonly string[];
  readonly to: { readonly host: string; readonly segments: readonly string[]; readonly tail: string };
  readonly status: number;
  readonly extra: number;
}

const spec = (segments: readonly string[]): fc.Arbitrary<Spec> => fc.record({
  host: fc.constantFrom('', '', '', '', '', ...HOSTS),
  segments: fc.array(fc.constantFrom(...WORDS, ':p', ...segments), { minLength: 0, maxLength: 3 }),
  to: fc.record({
    host: fc.constantFrom('', '', '', ...HOSTS, 'https://far.test'),
    segments: fc.array(fc.constantFrom(...WORDS, 'T', 'T', 'moved'), { minLength: 0, maxLength: 3 }),
    tail: fc.constantFrom('', '', '', '/', '?q=1', '?q=T', '#top'),
  }),
  status: fc.constantFrom(301, 301, 302, 307, 308, 200, 301, 410),
  extra: fc.nat(19),
});

const OWN_SEGMENTS = ['*', ':p.html', 'n-:p', '*'];
const LINE_SEGMENTS = ['*', 'n*', 'docs-*', ':p.html'];
const CLOUDFLARE_SEGMENTS = ['*', 'n*', '*.html', 'a*c', 'n-:p'];

/** The source and target of a rule, with numbered placeholders. */
function urls({ host, segments, to }: Spec, hosts: boolean, once: boolean): { from: string; to: string } {
  let [stars, count] = [0, 0];
  const kept = segments.filter((segment) => !once || !segment.includes('*') || stars++ === 0);
  const named = kept.map((segment) => segment.replace(':p', () => `:p${++count}`));
  const splats = named.filter((segment) => segment.includes('*')).length;
  const names = [
    ...Array.from({ length: count }, (_, i) => `:p${i + 1}`),
    ...(splats === 1 ? [':splat'] : Array.from({ length: splats }, (_, i) => `:${i + 1}`)),
  ];
  let used = 0;
  const target = `${to.host}/${to.segments.join('/')}${to.tail}`.replace(/\/\/(?=[^/]*$)(?<!:\/\/)/, '/');
  return {
    from: `${hosts ? host : ''}/${named.join('/')}`,
    to: target.replace(/T/g, () => (names.length === 0 ? 't' : names[used++ % names.length])),
  };
}

function jsonText(specs: readonly Spec[]): string {
  const WHEN = [{ country: 'DE' }, { cookie: { seen: true } }, { language: 'de' },
    { header: { 'cloudfront-forwarded-proto': 'http' } }, { method: 'GET' }];
  return JSON.stringify(specs.map((rule) => {
    const { from, to } = urls(rule, true, false);
    return {
      from: rule.extra === 7 ? `${from}?id=:id` : from,
      ...(rule.status === 410 ? {} : { to }),
      statusCode: rule.status === 200 && to.startsWith('https') ? 302 : rule.status,
      ...(rule.extra < WHEN.length && rule.status !== 200 ? { when: WHEN[rule.extra] } : {}),
      ...(rule.extra === 5 ? { query: 'replace' } : rule.extra === 6 ? { query: 'drop' } : {}),
      ...(rule.extra === 8 ? { caseSensitive: false } : {}),
    };
  }), null, 1);
}

function csvText(specs: readonly Spec[]): string {
  return ['from,to,statusCode,country,query', ...specs.map((rule) => {
    const { from, to } = urls(rule, true, false);
    const status = rule.status === 200 && to.startsWith('https') ? 302 : rule.status;
    return `${from},${status === 410 ? '' : to},${status},${rule.extra === 0 ? 'DE' : ''},`
      + (rule.extra === 5 ? 'replace' : '');
  })].join('\n');
}

function netlifyText(specs: readonly Spec[]): string {
  const END = ['Country=de', 'Cookie=seen,plan', 'Language=de'];
  return specs.map((rule) => {
    const { from, to } = urls(rule, true, true);
    const status = rule.status === 410 || (rule.status === 200 && to.startsWith('https')) ? 302 : rule.status;
    const source = rule.extra === 8 ? from.replace('https:', 'http:') : from;
    const both = rule.extra === 9 && source.startsWith('https:');
    const rest = `${rule.extra === 7 ? 'id=:id ' : ''}${to} ${status} ${END[rule.extra] ?? ''}`.trim();
    return both ? `${source} ${rest}\n${source.replace('https:', 'http:')} ${rest}` : `${source} ${rest}`;
  }).join('\n');
}

function cloudflareText(specs: readonly Spec[]): string {
  return specs.map((rule) => {
    const { from, to } = urls(rule, false, true);
    const status = rule.status === 410 || (rule.status === 200 && to.startsWith('https')) ? 302 : rule.status;
    return `${from}${rule.extra === 0 && !from.endsWith('/') ? '/' : ''} ${to} ${status}`;
  }).join('\n');
}

const list = (
  segments: readonly string[], print: (specs: readonly Spec[]) => string, plain = false,
): fc.Arbitrary<string> => fc.array(spec(segments), { minLength: 1, maxLength: 4 })
  .map((specs) => print(plain ? specs.map((one) => ({ ...one, host: '', extra: 19, status: 302 })) : specs));

/** Lists of each format, made without the code that writes lists. */
const LISTS: Readonly<Record<RuleFormat, fc.Arbitrary<string>>> = {
  json: list(OWN_SEGMENTS, jsonText),
  csv: list(OWN_SEGMENTS, csvText),
  netlify: list(LINE_SEGMENTS, netlifyText),
  cloudflare: list(CLOUDFLARE_SEGMENTS, cloudflareText),
};

/**
 * Lists to convert to a format, every second one of what it can express: Cloudflare has neither hosts nor conditions,
 * Netlify no placeholder beside text.
 */
export function listsFor(from: RuleFormat, to: RuleFormat): fc.Arbitrary<string> {
  const own = { json: jsonText, csv: csvText, netlify: netlifyText, cloudflare: cloudflareText }[from];
  if (to === 'netlify') return fc.oneof(LISTS[from], list(['*'], own));
  return to === 'cloudflare' ? fc.oneof(LISTS[from], list(['*', ':p.html'], own, true)) : LISTS[from];
}

export const PAIRS = FORMATS.flatMap((from) => FORMATS.filter((to) => to !== from).map((to) => [from, to] as const));

const FILLS = ['a', 'b', 'x.html', 'zz', 'a/b', 'zz/yy/ww', 'n-q', ''];

const aim = fc.record({
  rule: fc.nat(9),
  fills: fc.array(fc.constantFrom(...FILLS), { minLength: 3, maxLength: 3 }),
  slash: fc.boolean(),
  path: fc.array(fc.constantFrom(...WORDS, 'zz'), { maxLength: 3 }),
  free: fc.nat(4),
  scheme: fc.constantFrom('http', 'https'),
  seen: fc.boolean(),
  id: fc.boolean(),
  host: fc.constantFrom('a.test', 'www.b.test', 'site.test'),
  country: fc.constantFrom('DE', 'FR'),
  language: fc.constantFrom('de', 'en'),
});

export type Aim = typeof aim extends fc.Arbitrary<infer T> ? T : never;
export const AIMS = fc.array(aim, { minLength: 60, maxLength: 60 });

/** A request, mostly for one of these sources. */
export function requestOf(one: Aim, sources: readonly string[]): RedirectRequest {
  const [, host, source] = /^(?:https?:\/\/([^/]*))?([^?]*)/.exec(sources[one.rule % sources.length] ?? '/')!;
  let used = 0;
  const filled = source.replace(/:\w+|\*/g, () => one.fills[used++ % one.fills.length]);
  const path = one.free === 0 ? `/${one.path.join('/')}` : filled;
  const headers: Record<string, string> = {
    'cloudfront-forwarded-proto': one.scheme,
    'accept-language': one.language,
    ...(one.seen ? { cookie: 'seen=1' } : {}),
  };
  return {
    method: 'GET',
    path: `${path}${one.slash && !path.endsWith('/') ? '/' : ''}`.replace(/\/{2,}/g, '/'),
    query: one.id ? 'id=7' : '',
    host: one.free > 2 || host === undefined ? one.host : host,
    header: (name) => headers[name],
    country: one.country,
    now: Date.UTC(2026, 5, 1),
  };
}
