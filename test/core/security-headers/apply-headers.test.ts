import { applyHeaders, type EdgeFacts } from '../../../src/core/security-headers/apply-headers';
import type { HeaderConfig } from '../../../src/core/security-headers/step-config';

function run(
  headers: HeaderConfig[], given: Record<string, string> = {}, facts: Partial<EdgeFacts> = {}, removed?: string,
) {
  const after: Record<string, string | undefined> = { ...given };
  const faults = applyHeaders(
    { headers, removed }, after, { status: 200, domain: 'd1.cloudfront.net', host: 'www.example.com', ...facts },
    (text) => text, (_, value) => value,
  );
  return { after, faults };
}

const host: HeaderConfig = { name: 'csp', value: ['img-src ', 1], fallback: "img-src 'self'" };
const nonce: HeaderConfig = {
  name: 'csp',
  value: ["script-src 'self'", { nonce: 'x-nonce' }, { nonce: 'x-nonce', text: " 'unsafe-inline'" }],
  fallback: "script-src 'self'",
};

describe('the host of the viewer', () => {
  it.each([
    'www.example.com', 'WWW.Example.COM', 'localhost:8443', '127.0.0.1', 'xn--bcher-kva.example', 'a-b.c', '1.example:1',
    `${'a'.repeat(63)}.example`, `${`${'a'.repeat(61)}.`.repeat(4)}aaaaa`,
  ])('is %s', (name) => expect(run([host], {}, { host: name }).after.csp).toBe(`img-src ${name}`));

  it.each([
    '', 'a b', 'a;script-src *', 'a,b', 'a\r\nb', 'a\0', "'self'", '*', '*.example.com', 'a_b.example', '-a.example', 'a-.example',
    'a..b', '.a', 'a.', '[::1]', '[::1]:80', 'a:', 'a:b', 'a:123456', 'a:65536', 'a:1:2', 'bücher.example', 'a/b', 'user@a', 'http://a',
    `${'a'.repeat(64)}.example`, `${'a.'.repeat(127)}a`, 'a\n', 'a ',
  ])('is never %j: the fallback is sent', (name) => (
    expect(run([host], {}, { host: name }).after.csp).toBe("img-src 'self'")));

  it('is not known on origin events: the fallback is sent', () => {
    expect(run([host], {}, { host: undefined }).after.csp).toBe("img-src 'self'");
  });
});

describe('the nonce of the origin', () => {
  it.each(['r4nd0m', 'AZaz09+/-_', 'YQ==', 'YWI=', 'a'.repeat(128)])('is %s', (text) => {
    const { after, faults } = run([nonce], { 'x-nonce': text, 'content-type': 'text/html' });
    expect(after.csp).toBe(`script-src 'self' 'nonce-${text}' 'unsafe-inline'`);
    expect(faults).toEqual([]);
  });

  it.each([
    undefined,
    '',
    "a'",
    'a b',
    'a; x',
    'a,b',
    'a===',
    '=a',
    'a=a',
    'ä',
    'a\r\nb',
    'a\n',
    'a.b',
    'a'.repeat(129),
    "'nonce-a'",
  ])('is never %j: the policy has none, and no unsafe-inline', (text) => {
    const given = { 'content-type': 'text/html', ...(text !== undefined && { 'x-nonce': text }) };
    const { after, faults } = run([nonce], given);
    expect(after.csp).toBe("script-src 'self'");
    expect(faults).toEqual(['x-nonce']);
  });

  it.each([[200, 'image/png'], [200, ''], [200, 'text/javascript'], [302, 'text/html']])(
    'is not missed on %d with %j', (status, type) => (
      expect(run([nonce], { 'content-type': type }, { status }).faults).toEqual([])));

  it('is removed with its header, which is read before', () => {
    expect(run([nonce], { 'x-nonce': 'abc' }, {}, ' x-nonce ').after).toEqual({
      csp: "script-src 'self' 'nonce-abc' 'unsafe-inline'",
    });
  });

  it('is that of the stored page on a 304: the browser keeps the header that it has', () => {
    expect(run([nonce], { 'csp': 'of the policy', 'x-nonce': 'abc' }, { status: 304 }).after).toEqual({
      'x-nonce': 'abc',
    });
    expect(run([host], {}, { status: 304 }).after).toEqual({ csp: 'img-src www.example.com' });
  });
});

describe('a header of the origin', () => {
  const ours: HeaderConfig = { name: 'a', value: ['ours'] };
  it.each<[string, HeaderConfig, string | undefined, string | undefined]>([
    ['is replaced', ours, 'theirs', 'ours'],
    ['is kept', { ...ours, keep: true }, 'theirs', 'theirs'],
    ['is not there', { ...ours, keep: true }, undefined, 'ours'],
    ['is that of the policy', { ...ours, keep: true, fallback: 'policy' }, 'policy', 'ours'],
    ['is not that of the policy', { ...ours, keep: true, fallback: 'policy' }, 'theirs', 'theirs'],
  ])('%s', (_, header, given, after) => (
    expect(run([header], given === undefined ? {} : { a: given }).after.a).toBe(after)));

  it('is removed before ours is set', () => {
    expect(run([{ ...ours, keep: true }], { a: 'theirs', b: 'x' }, {}, ' a b ').after).toEqual({ a: 'ours' });
    expect(run([], { ab: 'x', a: 'y', b: 'z' }, {}, ' a b ').after).toEqual({ ab: 'x' });
  });
});

describe('headers of documents', () => {
  const csp: HeaderConfig = { name: 'csp', value: ['ours'], documents: true };
  it.each([
    'text/html', 'TEXT/HTML; charset=utf-8', 'application/xhtml+xml', 'image/svg+xml', 'text/xml', 'application/xml', 'application/pdf',
    'text/javascript', 'application/javascript', 'application/atom+xml', 'multipart/x-mixed-replace', 'x-unknown/y', '',
  ])('are sent with %j', (type) => expect(run([csp], { 'content-type': type }).after.csp).toBe('ours'));
  it('are sent without a type', () => expect(run([csp]).after.csp).toBe('ours'));
  it.each([
    'image/png', ' Image/WEBP', 'font/woff2', 'audio/mpeg', 'video/mp4', 'text/css', 'text/plain; charset=utf-8', 'text/csv', 'application/json',
    'application/problem+json', 'application/manifest+json', 'application/octet-stream', 'application/wasm', 'application/zip', 'text/event-stream',
    'application/vnd.ms-fontobject', 'application/font-woff', 'application/grpc',
  ])('are not sent with %j, nor is that of the policy', (type) => {
    expect(run([csp], { 'content-type': type }).after.csp).toBeUndefined();
    expect(run([csp], { 'content-type': type, 'csp': 'policy' }).after.csp).toBeUndefined();
    expect(
      run([{ name: 'csp', documents: true }], { 'content-type': type, 'csp': 'policy' }).after.csp,
    ).toBeUndefined();
  });
  it('of the origin are kept with keep, those of the policy are not', () => {
    const kept: HeaderConfig = { ...csp, keep: true, fallback: 'policy' };
    expect(run([kept], { 'content-type': 'image/png', 'csp': 'theirs' }).after.csp).toBe('theirs');
    expect(run([kept], { 'content-type': 'image/png', 'csp': 'policy' }).after.csp).toBeUndefined();
  });
});

it('a value of the deployment with a line break is skipped and reported', () => {
  const { after, faults } = run([{ name: 'a', value: ['x\r\nb: c'] }, { name: 'b', value: ['ok'] }], { a: 'theirs' });
  expect([after, faults]).toEqual([{ a: 'theirs', b: 'ok' }, ['a']]);
});

it('without a fallback, a missing domain is a failure of the step', () => {
  expect(() => run([{ name: 'a', value: [null] }], {}, { domain: undefined })).toThrow('no distribution domain');
  expect(run([{ name: 'a', value: [null], fallback: 'x' }], {}, { domain: undefined }).after.a).toBe('x');
});
