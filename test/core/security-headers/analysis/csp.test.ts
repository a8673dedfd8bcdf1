import { analyseHeaders } from '../../../../src/core/security-headers/analysis/analyse';

/** The findings of a policy as `CODE directive value`, without those about missing directives and hints. */
function found(value: string, ...more: string[]): string[] {
  const headers = [value, ...more].map((one) => ({ name: 'Content-Security-Policy', value: one }));
  return analyseHeaders(headers).findings
    .filter(({ header, code }) => header === 'content-security-policy' && !/NO_FALLBACK|TRUSTED_TYPES/.test(code))
    .map(({ code, directive, value: source }) => [code.slice('EDGE_HEADERS_CSP_'.length), directive, source]
      .filter((part) => part !== undefined).join(' '));
}

test.each([
  ['https://www.youtube.com', 'serves scripts or answers that run code of an attacker; '],
  ['*.youtube.com', 'allows www.youtube.com, which serves scripts or answers that run code of an attacker; '],
])('the message about the host %s reads on after the value', (source, message) => {
  const value = `default-src 'none'; script-src ${source}`;
  const finding = analyseHeaders([{ name: 'Content-Security-Policy', value }]).findings
    .find(({ code }) => code === 'EDGE_HEADERS_CSP_BYPASS_HOST');
  expect(finding?.message.startsWith(message)).toBe(true);
});

describe('a policy', () => {
  test.each<[string, string[]]>([
    ["default-src 'none'", []],
    // Scripts of an attacker.
    ["default-src 'none'; script-src 'unsafe-inline'", ["UNSAFE_INLINE script-src 'unsafe-inline'"]],
    ["default-src 'UNSAFE-inline'", ["UNSAFE_INLINE default-src 'unsafe-inline'"]],
    ["default-src 'self'; script-src-attr 'unsafe-inline'", ["UNSAFE_INLINE script-src-attr 'unsafe-inline'"]],
    ["default-src 'unsafe-inline'; script-src 'self'", []],
    ["default-src 'none'; style-src 'unsafe-inline'", []],
    ["default-src 'none'; script-src 'unsafe-inline' 'sha256-aaaaaaaaaa='", []],
    ["default-src 'none'; script-src https: 'strict-dynamic' 'sha256-aaaaaaaaaa='; base-uri 'none'", []],
    ["default-src 'none'; script-src 'strict-dynamic' http://a.example", ['STRICT_DYNAMIC script-src']],
    ["default-src 'none'; script-src 'unsafe-eval' 'unsafe-hashes'", [
      "UNSAFE_HASHES script-src 'unsafe-hashes'", "UNSAFE_EVAL script-src 'unsafe-eval'",
    ]],
    ["default-src 'none'; script-src HTTPS: data: //* blob:", [
      'ANY_SCHEME script-src https:', 'ANY_SCHEME script-src data:', 'ANY_HOST script-src //*',
    ]],
    ["default-src 'none'; base-uri *; object-src http://*", [
      'ANY_HOST object-src http://*', 'ANY_HOST base-uri *', 'HTTP object-src http://*', 'OBJECT object-src http://*',
    ]],
    // Hosts that run the code of anyone.
    ["default-src 'none'; script-src cdnjs.cloudflare.com", ['BYPASS_HOST script-src cdnjs.cloudflare.com']],
    ["default-src 'none'; script-src https://CDNJS.cloudflare.com:443/", ['BYPASS_HOST script-src https://CDNJS.cloudflare.com:443/']],
    ["default-src 'none'; script-src https://cdnjs.cloudflare.com/ajax/libs/mine/1.0/mine.js", []],
    ["default-src 'none'; script-src *.google.com *.cloudfront.net", [
      'BYPASS_HOST script-src *.google.com', 'BYPASS_HOST script-src *.cloudfront.net',
    ]],
    ["default-src 'none'; script-src d111111abcdef8.cloudfront.net notgoogle.com", []],
    ["default-src 'none'; script-src www.googletagmanager.com", []],
    ["default-src 'none'; script-src www.googletagmanager.com 'unsafe-eval'", [
      'BYPASS_HOST script-src www.googletagmanager.com', "UNSAFE_EVAL script-src 'unsafe-eval'",
    ]],
    // What is missing.
    ["img-src 'self'", ['DIRECTIVE_MISSING object-src', 'DIRECTIVE_MISSING script-src']],
    ["script-src 'self'", ['DIRECTIVE_MISSING object-src']],
    ["default-src 'self'; object-src", ['DIRECTIVE_MISSING object-src']],
    ["default-src 'none'; script-src 'nonce-abcdefgh'", ['DIRECTIVE_MISSING base-uri']],
    ["default-src 'none'; script-src 'nonce-abcdefgh'; base-uri 'self'", []],
    // What browsers read differently.
    ["default-src 'none'; scriptsrc 'self'", ['DIRECTIVE_UNKNOWN scriptsrc']],
    ["default-src: 'none'", ['DIRECTIVE_MISSING object-src', 'DIRECTIVE_MISSING script-src', 'DIRECTIVE_UNKNOWN default-src:']],
    ["default-src 'none' script-src 'self'", ['SEMICOLON default-src script-src', "NONE default-src 'none'"]],
    ["default-src 'none'; script-src self Strict-Dynamic sha256-abc", [
      'KEYWORD script-src self', 'KEYWORD script-src Strict-Dynamic', 'KEYWORD script-src sha256-abc',
    ]],
    ["default-src 'none'; img-src 'sefl' 'sha1-abc' 'a''b'", [
      "KEYWORD img-src 'sefl'", "KEYWORD img-src 'sha1-abc'", "KEYWORD img-src 'a''b'",
    ]],
    ["default-src 'none'; require-trusted-types-for 'self'; trusted-types 'none' 'self' a", [
      "KEYWORD require-trusted-types-for 'self'", "KEYWORD trusted-types 'self'", "NONE trusted-types 'none'",
    ]],
    ["default-src 'none'; img-src bücher.example", ['CHARACTER img-src bücher.example']],
    ["default-src 'none'; img-src 'self', https://a.example 'self'", ["COMMA img-src 'self',"]],
    ["default-src 'none'; IMG-SRC a.example; img-src b.example; img-src c.example", ['DUPLICATE img-src']],
    // Weak or void values.
    ["default-src 'none'; img-src http://a.example http:", ['HTTP img-src http://a.example', 'HTTP_SCHEME img-src http:']],
    ["default-src 'none'; report-uri http://a.example/r", ['HTTP report-uri http://a.example/r']],
    ["default-src 'none'; style-src 'nonce-abc' 'nonce-***-----'", [
      "KEYWORD style-src 'nonce-***-----'", "NONCE_SHORT style-src 'nonce-abc'", "NONCE_CHARACTER style-src 'nonce-***-----'",
    ]],
    ["default-src 'none'; img-src https://10.0.0.1:8/x [::1] 127.0.0.1 1.2.3", [
      'IP img-src https://10.0.0.1:8/x', 'IP img-src [::1]', 'IP img-src 127.0.0.1',
    ]],
    ["default-src 'none'; object-src 'self'", ["OBJECT object-src 'self'"]],
    ["default-src 'none'; object-src 'self'; plugin-types application/pdf", ['OBSOLETE plugin-types']],
    ["default-src 'none'; frame-ancestors https:", ['FRAMES_ANY frame-ancestors https:']],
    ["default-src 'none'; referrer origin; block-all-mixed-content", ['OBSOLETE block-all-mixed-content', 'DEPRECATED referrer']],
    ["default-src 'none'; report-to a", ['REPORT_TO report-to a']],
  ])('%s', (policy, expected) => expect(found(policy)).toEqual(expected));

  test('is as weak as what all policies of the response allow', () => {
    const inline = "default-src 'none'; script-src 'unsafe-inline'";
    expect(found(inline, "script-src 'self'")).toEqual([]);
    expect(found(`${inline}, default-src 'self'`)).toEqual([]);
    expect(found(inline, "img-src 'self'")).toEqual(["UNSAFE_INLINE script-src 'unsafe-inline'"]);
    expect(found("img-src 'self'", inline)).toEqual(["UNSAFE_INLINE script-src 'unsafe-inline'"]);
    expect(found(inline, "default-src 'unsafe-inline'")).toEqual(["UNSAFE_INLINE default-src 'unsafe-inline'"]);
    // A mistake stays one.
    expect(found("default-src 'none'", 'script-src self')).toEqual(['KEYWORD script-src self']);
  });

  test.each(['base-uri', 'form-action', 'frame-ancestors'])('without %s has a finding', (name) => {
    const all = ['base-uri', 'form-action', 'frame-ancestors'];
    const policy = all.filter((one) => one !== name).map((one) => `${one} 'none'`).join('; ');
    const { findings } = analyseHeaders([{ name: 'content-security-policy', value: `default-src 'none'; ${policy}` }]);
    expect(findings.filter(({ code }) => code === 'EDGE_HEADERS_CSP_NO_FALLBACK').map(({ directive }) => directive)).toEqual([name]);
  });
});

describe('a response without an enforced policy', () => {
  const missing = (...headers: [string, string][]) => analyseHeaders(headers.map(([name, value]) => ({ name, value })))
    .findings.filter(({ code }) => code === 'EDGE_HEADERS_CSP_MISSING').map(({ message }) => message.split(/[,:]/)[0]);

  test.each<[string, [string, string][], number]>([
    ['a document', [['Content-Type', 'text/html; charset=utf-8']], 1],
    ['SVG', [['content-type', 'IMAGE/SVG+XML']], 1],
    ['an unknown type', [], 1],
    ['an empty policy', [['content-security-policy', ' ']], 1],
    ['an image', [['content-type', 'image/png']], 0],
    ['data', [['content-type', 'application/json']], 0],
    ['a report-only policy', [['content-security-policy-report-only', "default-src 'none'"]], 1],
  ])('that is %s', (_, headers, count) => expect(missing(...headers)).toHaveLength(count));
});
