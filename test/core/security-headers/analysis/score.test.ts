import { UNKNOWN } from '../../../../src/core/security-headers/analysis/finding';
import { scoreHeaders } from '../../../../src/core/security-headers/analysis/observatory/score';

const fields = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));
const total = (headers: Record<string, string>) => {
  const { total: points, grade } = scoreHeaders(fields(headers));
  return `${points} ${grade}`;
};
const ALL = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-site',
};
const AWS = {
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'X-XSS-Protection': '1; mode=block',
};

// The figures of the HTTP Observatory 1.6.3 for the same headers.
test.each<[string, Record<string, string>, string]>([
  ['no headers', {}, '30 D'],
  ['all that earn points', ALL, '150 A+'],
  ["AWS's managed policy, whose earnings do not count below 90", AWS, '75 B'],
])('%s', (_, headers, expected) => expect(total(headers)).toBe(expected));

describe('a policy is worth', () => {
  test.each<[string | undefined, number]>([
    [undefined, -25], ['x', -25], ["default-src 'none'; default-src 'none'", -25],
    ["default-src 'none'; report-uri /a; report-uri /b", 0],
    ["default-src 'none'; script-src 'strict-dynamic'", -25], ["default-src 'none'; script-src 'unsafe-inline'", -20],
    ["default-src 'none'; script-src 'unsafe-inline' 'nonce-a'", 10], ["object-src https:; script-src 'none'", -20],
    ['default-src http://a.example', -20], ["default-src 'none'; script-src 'unsafe-eval'", -10],
    ["default-src 'self'; img-src http:", -10], ["default-src 'none'; style-src 'unsafe-inline'", 0],
    ["default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'", 10], ["default-src 'self'", 5], ['default-src', 10],
    ["default-src 'none'; script-src 'strict-dynamic' 'sha256-a' https://*", 10],
    ["default-src *, default-src 'none'", 10],
  ])('%s: %d', (csp, points) => {
    const headers = csp === undefined ? [] : fields({ 'Content-Security-Policy': csp });
    expect(scoreHeaders(headers).headers[0]).toMatchObject({ header: 'content-security-policy', points });
  });
});

describe('a header is worth', () => {
  test.each<[string, string, number]>([
    ['strict-transport-security', 'max-age=15551999', -10], ['strict-transport-security', 'preload', -20],
    ['strict-transport-security', 'max-age=31536000, max-age=1', -20],
    ['x-content-type-options', 'nosniff, nosniff', -5], ['x-frame-options', 'deny', 5], ['x-frame-options', 'ALLOW-FROM https://a.example', 0],
    ['x-frame-options', 'no', -20], ['referrer-policy', 'no-referrer, unsafe-url', -5], ['referrer-policy', 'STRICT-ORIGIN', 5],
    ['cross-origin-opener-policy', 'same-origin; report-to="a"', 10], ['cross-origin-opener-policy', 'same-origin; report-to=a b', -5],
    ['cross-origin-embedder-policy', 'unsafe-none', 0], ['cross-origin-embedder-policy', 'REQUIRE-CORP', -5],
    ['cross-origin-resource-policy', 'cross-origin', 0],
  ])('%s: %s: %d', (name, value, points) => {
    const { headers } = scoreHeaders([{ name, value }]);
    expect(headers.find(({ header }) => header === name)?.points).toBe(points);
  });
});

test('there is no score if a value is only known at deploy time', () => {
  const score = scoreHeaders(fields({ ...ALL, 'Strict-Transport-Security': `max-age=${UNKNOWN}` }));
  expect([score.total, score.grade]).toEqual([undefined, undefined]);
  expect(score.headers.map(({ header }) => header)).not.toContain('strict-transport-security');
});
