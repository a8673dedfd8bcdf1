import { acceptedCodings } from '../../../src/core/cache/accept-encoding';
import { codingFor, COMPRESSED_TYPES, varyWithEncoding, weakEtag } from '../../../src/core/cache/compression';
import { setHeader, type EdgeHeaders } from '../../../src/core/http/headers';
import { describeVectors } from '../../support/vectors';

function response(sent: Readonly<Record<string, string>>, status = 200) {
  const headers: EdgeHeaders = {};
  for (const [name, value] of Object.entries({ 'content-type': 'text/css', 'content-length': '1000', ...sent })) {
    if (value !== '') setHeader(headers, name, value);
  }
  return { status, headers };
}

const BOTH = { gzip: true, brotli: true };

describe('what a viewer accepts', () => {
  test.each<[string | undefined, string]>([
    ['gzip, deflate, br', 'br,gzip'],
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['deflate', ''],
    ['', ''],
    [undefined, ''],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.0 , gzip;q=0', ''],
    ['br;q=0.01', 'br'],
    ['brotli, x-gzip', ''],
    ['identity, *', ''],
  ])('%s', (sent, codings) => {
    expect(acceptedCodings(BOTH, sent)).toBe(codings);
  });

  test('what the policy does not enable does not count, and HTTP/1.0 accepts nothing', () => {
    expect([
      acceptedCodings({ gzip: true, brotli: false }, 'gzip, br'), acceptedCodings({ gzip: false, brotli: true }, 'gzip'),
      acceptedCodings(BOTH, 'gzip, br', '1.0'),
    ]).toEqual(['gzip', '', '']);
  });
});

describe('what is compressed', () => {
  test.each<[string, Readonly<Record<string, string>>, number, string | undefined]>([
    ['a style sheet', {}, 200, 'br'],
    ['a type with a charset', { 'content-type': 'Text/HTML; charset=utf-8' }, 200, 'br'],
    ['an image', { 'content-type': 'image/png' }, 200, undefined],
    ['no type', { 'content-type': '' }, 200, undefined],
    ['999 bytes', { 'content-length': '999' }, 200, undefined],
    ['10,000,000 bytes', { 'content-length': '10000000' }, 200, 'br'],
    ['10,000,001 bytes', { 'content-length': '10000001' }, 200, undefined],
    ['no length', { 'content-length': '' }, 200, undefined],
    ['an invalid length', { 'content-length': '1e4' }, 200, undefined],
    ['what is encoded already', { 'content-encoding': 'gzip' }, 200, undefined],
    ['whatever the encoding is', { 'content-encoding': 'identity' }, 200, undefined],
    ['403', {}, 403, 'br'],
    ['404', {}, 404, 'br'],
    ['500', {}, 500, undefined],
    ['206', {}, 206, undefined],
    ['203', {}, 203, undefined],
    ['302', {}, 302, undefined],
  ])('%s', (_, sent, status, coding) => {
    expect(codingFor(response(sent, status), 'br,gzip')).toBe(coding);
  });

  test('brotli is preferred', () => {
    expect([codingFor(response({}), 'br,gzip'), codingFor(response({}), 'gzip'), codingFor(response({}), '')])
      .toEqual(['br', 'gzip', undefined]);
  });
});

test.each<[string, string | undefined]>([
  ['"abc"', 'W/"abc"'],
  ['W/"abc"', 'W/"abc"'],
  ['abc', undefined],
])('the ETag %s becomes %s', (etag, weak) => {
  expect(weakEtag(etag)).toBe(weak);
});

test.each<[string | undefined, string]>([
  [undefined, 'Accept-Encoding'],
  ['', 'Accept-Encoding'],
  ['Origin', 'Origin, Accept-Encoding'],
  ['accept-encoding, Origin', 'accept-encoding, Origin'],
  ['*', '*'],
  ['x-accept-encoding-2', 'x-accept-encoding-2, Accept-Encoding'],
])('Vary %s becomes %s', (vary, after) => {
  expect(varyWithEncoding(vary)).toBe(after);
});

describeVectors<{ readonly text: string }>('compression.json', 'the documented types', ({ text }) => {
  const list = text.slice(text.indexOf('## File types that CloudFront compresses'), text.indexOf('## `ETag` header'));
  const documented = [...list.matchAll(/^\+ `([^`]+)`/gm)].map(([, type]) => type!);

  test('are all compressed', () => {
    expect(documented.length).toBeGreaterThan(40);
    expect(documented.filter((type) => !COMPRESSED_TYPES.has(type))).toEqual([]);
  });

  test('are all, but for two that are newer', () => {
    expect([...COMPRESSED_TYPES].filter((type) => !documented.includes(type)))
      .toEqual(['application/pdf', 'application/wasm']);
  });
});
