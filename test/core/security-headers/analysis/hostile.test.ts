import * as fc from 'fast-check';
import { analyseHeaders } from '../../../../src/core/security-headers/analysis/analyse';
import { FINDINGS } from '../../../../src/core/security-headers/analysis/codes';
import { scoreHeaders } from '../../../../src/core/security-headers/analysis/observatory/score';

const NAMES = [
  'Content-Security-Policy', 'content-security-policy-report-only', 'strict-transport-security', 'x-frame-options',
  'x-content-type-options', 'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy',
  'cross-origin-embedder-policy', 'cross-origin-resource-policy', 'reporting-endpoints', 'report-to', 'cache-control',
  'server', 'x-xss-protection', 'content-type', 'age', 'x-cache', '__proto__', 'constructor',
];
const WORDS = [
  'default-src', 'script-src', 'constructor', '__proto__', "'none'", "'self'", "'unsafe-inline'", "'nonce-", "'nonce-a'",
  'https:', '*', ';', ',', '=', '(', ')', '"', "'", ' ', '\t', '\0', 'é', '\u{1F600}', 'max-age=', '1e999', '-1', 'report-to', 'a',
];
const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.array(fc.constantFrom(...WORDS)).map((list) => list.join(' ')),
  fc.array(fc.constantFrom(...WORDS)).map((list) => list.join('')));
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string());
const headers = fc.array(fc.record({ name, value }), { maxLength: 8 });

test('any headers get findings with a known code, a place among the headers or missing ones, and a cure', () => {
  fc.assert(fc.property(headers, (given) => {
    const { findings } = analyseHeaders(given);
    for (const { code, severity, header, message } of findings) {
      expect(FINDINGS[code]).toBe(severity);
      expect(header).toBe(header.toLowerCase());
      expect(message).toMatch(/[;:] /);
      expect(message.length).toBeLessThan(400);
    }
    const { total = 0, headers: worths } = scoreHeaders(given);
    expect(total).toBeGreaterThanOrEqual(0);
    expect(total).toBeLessThanOrEqual(150);
    expect(worths.every(({ points }) => Number.isInteger(points))).toBe(true);
  }));
});

// Not timed: anything worse than linear takes minutes, which the time limit of a test ends.
test.each(['content-security-policy', 'strict-transport-security', 'permissions-policy', 'referrer-policy', 'report-to'])(
  '64 KB of anything in %s take no longer than linear time', (header) => {
    for (const unit of ['a;', 'a,', "'nonce-a' ", '=(', ' ', '"group":"']) {
      const long = [{ name: header, value: unit.repeat(65_536 / unit.length) }];
      analyseHeaders(long);
      scoreHeaders(long);
    }
  });
