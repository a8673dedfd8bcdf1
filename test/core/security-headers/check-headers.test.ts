import { checkFrames } from '../../../src/core/security-headers/check-frames';
import { checkHeaders, FIXED_HEADERS, type GivenHeader } from '../../../src/core/security-headers/check-headers';
import { readCsp } from '../../../src/core/security-headers/csp-parse';
import {
  checkEndpoints, checkReportOnly, checkReportTo, onlyEndpoint, renderEndpoints, reportingTo,
} from '../../../src/core/security-headers/reporting';

const known = () => false;
const custom = (name: string, value = 'x', index = 0): GivenHeader => (
  { name, value, path: `customHeaders[${index}]`, native: false });
const codes = (headers: GivenHeader[], removed: string[] = []) => (
  checkHeaders(headers, removed.map((name, index) => ({ name, path: `removeHeaders[${index}]` })), known)
    .map(({ code, path, severity }) => `${code} ${path}${severity === 'error' ? '' : ` ${severity}`}`));

describe('names', () => {
  it.each([...FIXED_HEADERS.map((name) => name.replace('*', 'anything')), 'Content-LENGTH', 'X-Amz-Cf-Pop'])(
    'CloudFront neither removes nor sets %s', (name) => {
      expect(codes([custom(name)], [name])).toEqual([
        'EDGE_HEADER_NAME customHeaders[0]', 'EDGE_HEADER_NAME removeHeaders[0]',
      ]);
    });

  it.each(['Server', 'Date', 'X-Powered-By', 'x-amz-id-2', 'Age'])('removes %s', (name) => expect(codes([], [name])).toEqual([]));

  it.each(['', 'a b', 'a:', 'x\r\ny', 'ü'])('refuses the name %j', (name) => {
    expect(codes([custom(name)], [name])).toEqual([
      'EDGE_HEADER_NAME customHeaders[0]', 'EDGE_HEADER_NAME removeHeaders[0]',
    ]);
  });

  it('refuses a header twice, and one with a property of its own', () => {
    expect(codes([custom('X-A'), custom('x-a', 'y', 1)])).toEqual(['EDGE_HEADER_TWICE customHeaders[1]']);
    expect(checkHeaders([custom('permissions-policy')], [], known)[0].message).toContain('use permissionsPolicy');
  });
});

describe('values', () => {
  it.each(['a\r\nb', 'a\nb', '\0', 'ü', ' a', 'a\u007f'])('refuses %j', (value) => {
    expect(codes([custom('X-A', value)])).toEqual(['EDGE_HEADER_VALUE customHeaders[0]']);
  });

  it.each(['', 'a\tb', 'max-age=0; "x"'])('accepts %j', (value) => expect(codes([custom('X-A', value)])).toEqual([]));
});

describe('limits', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => custom(`X-${index}`, 'x', index));

  it.each<[string, GivenHeader[], string[]]>([
    ['11 custom headers', many(11), ['EDGE_HEADER_LIMIT customHeaders']],
    ['10 custom headers', many(10), []],
    ['a value of 1,784 characters', [custom('X-A', 'x'.repeat(1784))], ['EDGE_HEADER_LIMIT customHeaders[0]']],
    ['a value of 1,783 characters', [custom('X-A', 'x'.repeat(1783))], []],
    ['a name of 257 characters', [custom('x'.repeat(257))], ['EDGE_HEADER_LIMIT customHeaders[0]']],
    ['10,241 characters', [...Array.from({ length: 5 }, (_, i) => custom(`A${i}`, 'x'.repeat(1783), i)), custom('B1', 'x'.repeat(1314), 5)], ['EDGE_HEADER_LIMIT customHeaders']],
    ['10,240 characters', [...Array.from({ length: 5 }, (_, i) => custom(`A${i}`, 'x'.repeat(1783), i)), custom('B1', 'x'.repeat(1313), 5)], []],
  ])('knows %s', (_, headers, expected) => expect(codes(headers)).toEqual(expected));

  it('warns about more removals than are known to work', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `X-${index}`);
    expect(codes([], names(11))).toEqual(['EDGE_HEADER_LIMIT removeHeaders warning']);
    expect(codes([], names(10))).toEqual([]);
  });

  it('does not count what is only known at deploy time', () => {
    expect(checkHeaders([custom('X-A', 'x'.repeat(9999))], [], () => true)).toEqual([]);
  });
});

describe('frames', () => {
  it.each<[string, string, boolean]>([
    ["'self'", 'SAMEORIGIN', true], ["'none'", 'DENY', true], ["'NONE'", 'DENY', true], ['', 'DENY', true],
    ["'self'", 'DENY', false], ["'none'", 'SAMEORIGIN', false], ['https://a.example', 'SAMEORIGIN', false],
    ["'self' https://a.example", 'SAMEORIGIN', false],
  ])('frame-ancestors %s and X-Frame-Options %s agree: %s', (ancestors, option, agree) => {
    const found = checkFrames(readCsp(`frame-ancestors ${ancestors}`), option, known);
    expect(found.map(({ code, severity }) => `${code} ${severity}`)).toEqual(agree ? [] : ['EDGE_FRAME_OPTIONS warning']);
  });

  it('has nothing to compare if one is not sent', () => {
    expect([
      ...checkFrames(undefined, 'DENY', known), ...checkFrames(readCsp("default-src 'self'"), 'DENY', known),
      ...checkFrames(readCsp("frame-ancestors 'self'"), undefined, known),
    ]).toEqual([]);
  });
});

describe('reports', () => {
  it('go to the only endpoint', () => {
    expect(renderEndpoints({ main: 'https://a.example/r', 'other-1': '/r' })).toBe('main="https://a.example/r", other-1="/r"');
    expect([onlyEndpoint({}), onlyEndpoint({ main: '/r' }), onlyEndpoint({ a: '/a', b: '/b' })])
      .toEqual([undefined, 'main', undefined]);
    const policy = readCsp("default-src 'self'");
    expect(reportingTo(policy, 'main').at(-1)?.name).toBe('report-to');
    expect(reportingTo(policy, undefined)).toBe(policy);
    expect(reportingTo(readCsp('report-uri /r'), 'main')).toHaveLength(1);
  });

  it.each(['http://a.example/r', 'a.example', '//a.example', 'https://a.example/"', 'https://a.example/\r\n', 'https://'])(
    'cannot go to %j', (url) => expect(checkEndpoints({ main: url }, known).map(({ path }) => path)).toEqual(['reportingEndpoints.main']));

  it.each(['Main', 'a b', '', 'x"'])('cannot have the name %j', (name) => {
    expect(checkEndpoints({ [name]: '/r' }, known).map(({ code }) => code)).toEqual(['EDGE_REPORTING']);
  });

  it('are reported if nobody gets them', () => {
    const policy = readCsp("default-src 'self'; report-to main");
    expect(checkReportTo(policy, {}, 'p').map(({ path, severity }) => `${path} ${severity}`)).toEqual(['p.reportTo warning']);
    expect(checkReportTo(policy, { main: '/r' }, 'p')).toEqual([]);
    expect(checkReportOnly(policy, 'p')).toEqual([]);
    expect(checkReportOnly(readCsp("default-src 'self'"), 'p')).toHaveLength(1);
  });
});
