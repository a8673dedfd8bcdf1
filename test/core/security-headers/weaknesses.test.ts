import { sentence } from '../../../src/core/problem';
import { UNKNOWN } from '../../../src/core/security-headers/analysis/finding';
import { renderStatic } from '../../../src/core/security-headers/csp';
import { PRESETS } from '../../../src/core/security-headers/presets';
import { weaknesses } from '../../../src/core/security-headers/weaknesses';

const csp = (value: string) => [{ name: 'Content-Security-Policy', value, path: 'contentSecurityPolicy' }];
const rest = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

test.each(['balanced', 'strict', 'api'] as const)('the policy of the preset %s has none', (preset) => {
  expect(weaknesses(csp(renderStatic(PRESETS[preset].contentSecurityPolicy)), true)).toEqual([]);
});

test('a weak source has the path of its directive, and names itself', () => {
  expect(weaknesses(csp(`${rest}; script-src-attr 'unsafe-inline'`), false).map(sentence)).toEqual([
    "contentSecurityPolicy.scriptSrcAttr has 'unsafe-inline', which runs every inline script and event handler that an "
    + 'attacker injects; use hashes, or move the scripts to files  [EDGE_HEADERS_CSP_UNSAFE_INLINE]',
  ]);
});

test('heavy ones are refused if that is chosen, the others stay warnings', () => {
  const severities = (refuse: boolean) => weaknesses(csp(`${rest}; script-src 'nonce-abcdefgh' 'unsafe-eval' http://a.example`), refuse)
    .map(({ code, severity }) => [code.replace('EDGE_HEADERS_CSP_', ''), severity]);
  expect(severities(false)).toEqual([['NONCE_STATIC', 'warning'], ['HTTP', 'warning'], ['UNSAFE_EVAL', 'warning']]);
  expect(severities(true)).toEqual([['NONCE_STATIC', 'error'], ['HTTP', 'error'], ['UNSAFE_EVAL', 'warning']]);
});

test('other headers have the path of their property', () => {
  const headers = [{ name: 'Referrer-Policy', value: 'unsafe-url', path: 'referrerPolicy' },
    { name: 'x-powered-by', value: 'us', path: 'customHeaders[0]' }];
  expect(weaknesses(headers, false).map(({ path }) => path)).toEqual(['referrerPolicy', 'customHeaders[0]']);
});

test('what is only known at deploy time is not checked, which a note says', () => {
  const [only, ...more] = weaknesses(csp(`${rest}; connect-src ${UNKNOWN}`), true);
  expect(more).toEqual([]);
  expect([only.severity, only.message]).toEqual(['note', expect.stringContaining('content-security-policy connect-src')]);
});
