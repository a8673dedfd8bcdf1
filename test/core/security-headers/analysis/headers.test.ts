import { analyseHeaders, type Circumstances } from '../../../../src/core/security-headers/analysis/analyse';
import { UNKNOWN } from '../../../../src/core/security-headers/analysis/finding';

/** Headers without a finding. */
const GOOD: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'self'; "
    + "frame-ancestors 'self'; require-trusted-types-for 'script'",
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), fullscreen=(self "https://a.example"), ch-ua=*',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-site',
};

type Changes = Readonly<Record<string, string | string[] | undefined>>;

function found(changes: Changes, circumstances?: Circumstances): string[] {
  const headers = Object.entries({ ...GOOD, ...changes })
    .flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((one) => ({ name, value: one }))));
  return analyseHeaders(headers, circumstances).findings.map(({ code, severity, header, directive, value }) => (
    [code.slice('EDGE_HEADERS_'.length), severity, header, directive, value].filter((part) => part !== undefined).join(' ')));
}

const hsts = 'strict-transport-security';

test('good headers have no finding', () => expect(found({})).toEqual([]));

describe('a change of good headers', () => {
  test.each<[Record<string, string | string[] | undefined>, string[]]>([
    [{ [hsts]: undefined }, [`HSTS_MISSING MEDIUM ${hsts}`]],
    [{ [hsts]: 'max-age=15551999; includeSubDomains' }, [`HSTS_SHORT MEDIUM ${hsts} max-age 15551999`]],
    [{ [hsts]: 'MAX-AGE="15552000"' }, []],
    [{ [hsts]: 'max-age=0' }, [`HSTS_SHORT MEDIUM ${hsts} max-age 0`]],
    [{ [hsts]: 'max-age=63072000; preload' }, [`HSTS_PRELOAD MEDIUM ${hsts} preload`]],
    [{ [hsts]: 'max-age=31535999; includeSubDomains; preload' }, [`HSTS_PRELOAD MEDIUM ${hsts} preload`]],
    [{ [hsts]: 'max-age=31536000; includeSubDomains; preload' }, []],
    [{ [hsts]: 'includeSubDomains' }, [`INVALID SYNTAX ${hsts} includeSubDomains`]],
    [{ [hsts]: 'max-age=1; max-age=31536000' }, [`INVALID SYNTAX ${hsts} max-age=1; max-age=31536000`]],
    [{ 'x-content-type-options': undefined }, ['SNIFFING MEDIUM x-content-type-options']],
    [{ 'x-content-type-options': 'NoSniff' }, []],
    [{ 'x-content-type-options': 'none' }, ['INVALID SYNTAX x-content-type-options none']],
    [{ 'x-frame-options': undefined }, []],
    [{ 'x-frame-options': 'allow-from https://a.example' }, ['INVALID SYNTAX x-frame-options allow-from https://a.example']],
    [{ 'x-frame-options': 'DENY' }, ['FRAMES_DISAGREE LOW x-frame-options DENY']],
    [{ 'x-frame-options': ['DENY', 'DENY'] }, [
      'TWICE SYNTAX x-frame-options DENY, DENY', 'FRAMES_DISAGREE LOW x-frame-options DENY',
    ]],
    [{ 'x-frame-options': undefined, 'content-security-policy': GOOD['content-security-policy'].replace("frame-ancestors 'self'; ", '') }, [
      'FRAMES MEDIUM x-frame-options', 'CSP_NO_FALLBACK LOW content-security-policy frame-ancestors',
    ]],
    [{ 'content-security-policy': GOOD['content-security-policy'].replace("frame-ancestors 'self'", 'frame-ancestors a.example') }, [
      'FRAMES_DISAGREE LOW x-frame-options SAMEORIGIN',
    ]],
    [{ 'referrer-policy': 'no-referrer, unsafe-url' }, ['REFERRER MEDIUM referrer-policy unsafe-url']],
    [{ 'referrer-policy': 'unsafe-url, something-new, same-origin' }, []],
    [{ 'referrer-policy': 'never' }, ['INVALID SYNTAX referrer-policy never']],
    [{ 'referrer-policy': undefined }, ['ABSENT INFO referrer-policy']],
    [{ 'permissions-policy': "camera 'none'" }, ["INVALID SYNTAX permissions-policy camera 'none'"]],
    [{ 'permissions-policy': 'camera=(), camra=(), web-share=()' }, [
      'PERMISSION_UNKNOWN LOW permissions-policy camra', 'PERMISSION_UNKNOWN LOW permissions-policy web-share',
    ]],
    [{ 'permissions-policy': 'camera=(), cross-origin-isolated=()', 'cross-origin-embedder-policy': 'require-corp' }, [
      'ISOLATION LOW cross-origin-embedder-policy require-corp',
    ]],
    [{ 'cross-origin-opener-policy': 'Same-Origin' }, ['INVALID SYNTAX cross-origin-opener-policy Same-Origin']],
    [{ 'cross-origin-opener-policy': 'unsafe-none' }, ['ABSENT INFO cross-origin-opener-policy unsafe-none']],
    [{ 'cross-origin-embedder-policy': 'credentialless; report-to="a"' }, []],
    [{ 'cross-origin-resource-policy': 'same-orign' }, ['INVALID SYNTAX cross-origin-resource-policy same-orign']],
    [{ 'origin-agent-cluster': 'true' }, ['INVALID SYNTAX origin-agent-cluster true']],
    [{ 'x-xss-protection': '1; mode=block' }, ['OBSOLETE LOW x-xss-protection 1; mode=block']],
    [{ 'x-xss-protection': '0' }, []],
    [{ 'expect-ct': 'max-age=0' }, ['OBSOLETE LOW expect-ct']],
    [{ 'server': 'nginx/1.25.3', 'x-powered-by': 'PHP' }, ['REVEALING LOW x-powered-by PHP', 'REVEALING LOW server nginx/1.25.3']],
    [{ server: 'CloudFront' }, []],
    [{ 'clear-site-data': '"*"' }, ['CLEARING LOW clear-site-data "*"']],
    [{ 'content-security-policy-report-only': "script-src 'none'; sandbox" }, [
      'CSP_REPORT_ONLY LOW content-security-policy-report-only',
      'CSP_REPORT_ONLY_IGNORED LOW content-security-policy-report-only sandbox',
    ]],
    [{ 'content-security-policy-report-only': "script-src 'none'; report-to csp", 'reporting-endpoints': 'csp="https://r.example"' }, []],
    [{ 'content-security-policy-report-only': "script-src 'none'; report-to csp", 'report-to': '{"group": "csp", "max_age": 1}' }, []],
  ])('%j', (changes, expected) => expect(found(changes)).toEqual(expected));
});

describe('a nonce', () => {
  const csp = GOOD['content-security-policy'].replace("'self'", "'nonce-abcdefgh'");
  const nonces = (changes: Record<string, string>, circumstances?: Circumstances) => found(
    { 'content-security-policy': csp, ...changes }, circumstances);
  const where = "HIGH content-security-policy script-src 'nonce-abcdefgh'";

  test.each<[Record<string, string>, string[]]>([
    [{}, []],
    [{ 'x-cache': 'Miss from cloudfront' }, []],
    [{ 'x-cache': 'Hit from cloudfront' }, [`CSP_NONCE_CACHED ${where}`]],
    [{ age: '3' }, [`CSP_NONCE_CACHED ${where}`]],
    [{ 'age': '0', 'cache-control': 'max-age=0, public' }, []],
    [{ 'cache-control': 'public, max-age=60' }, [`CSP_NONCE_CACHED ${where}`]],
    [{ 'cache-control': 'max-age=60, s-maxage=0' }, []],
    [{ 'cache-control': 'private, max-age=60' }, []],
  ])('with %j', (changes, expected) => expect(nonces(changes)).toEqual(expected));

  test('in headers that are the same for every response is static', () => {
    expect(nonces({ age: '3' }, { isStatic: true })).toEqual([`CSP_NONCE_STATIC ${where}`]);
  });
});

describe('a value that is only known at deploy time', () => {
  const analysis = (name: string, value: string) => analyseHeaders([{ name, value }]);

  test('is not checked, and is named', () => {
    const { findings, skipped } = analysis('Strict-Transport-Security', `max-age=${UNKNOWN}`);
    expect(skipped).toEqual([hsts]);
    expect(findings.some(({ header }) => header === hsts)).toBe(false);
  });

  test('is left out of a policy, whose other sources are checked', () => {
    const { findings, skipped } = analysis('content-security-policy', `default-src 'none'; script-src ${UNKNOWN} http://*; img-src ${UNKNOWN}`);
    expect(skipped).toEqual(['content-security-policy script-src', 'content-security-policy img-src']);
    const high = findings.filter(({ severity }) => severity === 'HIGH');
    expect(high.map(({ value }) => value)).toEqual(['http://*']);
  });

  test('may be a whole policy', () => {
    const { findings, skipped } = analysis('content-security-policy', UNKNOWN);
    expect(skipped).toEqual(['content-security-policy']);
    expect(findings.some(({ header }) => header === 'content-security-policy')).toBe(false);
  });
});

test('headers of images and the like need no policy', () => {
  expect(found({ 'content-security-policy': undefined, 'x-frame-options': 'DENY' }, { withoutDocuments: true })).toEqual([]);
});
