import * as fc from 'fast-check';
import { checkCsp } from '../../../src/core/security-headers/check-csp';
import {
  CSP_LIMIT_CHARS,
  dynamicSources,
  renderStatic,
  type CspDirective,
  type CspSourceModel,
} from '../../../src/core/security-headers/csp';
import { renderTemplate } from '../../../src/core/security-headers/value-template';

const text = (t: string): CspSourceModel => ({ kind: 'text', text: t });
const domain: CspSourceModel = { kind: 'distribution-domain' };
const policy: CspDirective[] = [
  { name: 'default-src', sources: [text("'self'")] },
  { name: 'script-src', sources: [domain, text('https://cdn.example.com'), text("'self'")] },
  { name: 'upgrade-insecure-requests', sources: [] },
];
const codes = (directives: CspDirective[]) => checkCsp(directives, () => false).map((p) => p.code);
const sources = (...list: string[]): CspDirective[] => [{ name: 'script-src', sources: list.map(text) }];

describe('rendering', () => {
  it('fills in the distribution\'s domain', () => {
    expect(renderTemplate(policy).map((piece) => piece ?? 'd1.cloudfront.net').join('')).toBe(
      "default-src 'self'; script-src d1.cloudfront.net https://cdn.example.com 'self'; upgrade-insecure-requests",
    );
  });

  it("has 'self' once instead of the domain in the static policy", () => {
    expect(renderStatic(policy)).toBe(
      "default-src 'self'; script-src 'self' https://cdn.example.com; upgrade-insecure-requests",
    );
  });

  it('knows whether a function is needed', () => {
    expect(dynamicSources(policy)).toEqual([domain]);
    expect(dynamicSources([policy[0], policy[2]])).toEqual([]);
  });

  it('agrees in both forms for every policy without the domain', () => {
    const directive = fc.record({
      name: fc.constantFrom('script-src', 'img-src', 'connect-src'),
      sources: fc.uniqueArray(fc.domain(), { maxLength: 4 }).map((list) => list.map(text)),
    });
    fc.assert(fc.property(fc.array(directive, { maxLength: 4 }), (directives) => {
      expect(renderTemplate(directives).join('')).toBe(renderStatic(directives));
    }));
  });
});

describe('checkCsp', () => {
  it('accepts a sound policy', () => expect(codes(policy)).toEqual([]));

  it.each([
    'self',
    'none',
    'unsafe-inline',
    'Strict-Dynamic',
    'inline-speculation-rules',
    'nonce-cmFuZG9t',
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  ])('refuses the keyword %s without quotes', (word) => {
    expect(codes(sources(word))).toEqual(['EDGE_CSP_KEYWORD']);
  });

  it.each(['a b', 'a;b', 'a,b', 'a\r\nset-cookie: x', '', 'bücher.example', '\u0000'])(
    'refuses the source %j',
    (source) => {
      expect(codes(sources(source))).toEqual(['EDGE_CSP_SOURCE']);
    },
  );

  it.each([
    "'https://cdn.example.com'",
    "'*.example.com'",
    "'self",
    "self'",
    "'self''unsafe-inline'",
    "''",
    "'sha256-'",
    '//cdn.example.com',
    'https://:',
    '*.*.example.com',
    'cdn.*',
    'https://a.example/x?y',
    'a.example:https',
    'http://[::1]',
    '*:',
  ])('refuses %s, which browsers ignore', (source) => expect(codes(sources(source))).toEqual(['EDGE_CSP_SOURCE']));

  it.each([
    '*',
    'data:',
    'https:',
    'web+app:',
    'a.example',
    '*.a.example',
    'localhost:*',
    'https://*',
    'https://*:*',
    'wss://*.a.example:443',
    'http://127.0.0.1:8080',
    "https://a_b.example./it's/(x)/",
    "'SELF'",
    "'sha512-_-AA=='",
    "'a-keyword-of-tomorrow'",
  ])('accepts %s', (source) => expect(codes(sources(source))).toEqual([]));

  it.each(["'nonce-cmFuZG9t'", "'NONCE-x'", "'nonce-'"])(
    'refuses %s, which would be the same in every response',
    (nonce) => expect(codes(sources(nonce))).toEqual(['EDGE_CSP_NONCE']),
  );

  it('refuses a policy without directives', () => expect(codes([])).toEqual(['EDGE_CSP_EMPTY']));

  it("refuses 'none' beside other sources", () =>
    expect(codes(sources("'none'", 'a.example'))).toEqual(['EDGE_CSP_NONE']));

  it('refuses a directive that is given twice', () =>
    expect(codes([...sources('a.example'), ...sources('b.example')])).toEqual(['EDGE_CSP_DUPLICATE']));

  it('refuses a policy that is too long', () => {
    const fill = (length: number) => 'a'.repeat(length - 'script-src '.length);
    expect(codes(sources(fill(CSP_LIMIT_CHARS)))).toEqual([]);
    expect(codes(sources(fill(CSP_LIMIT_CHARS + 1)))).toEqual(['EDGE_CSP_LENGTH']);
  });

  it('does not check sources that are only known at deploy time', () => {
    expect(checkCsp(sources('${Token[A;B, 1]}'), () => true)).toEqual([]);
  });

  it('refuses everything that could start another directive, policy or header', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (source) => {
      if (codes(sources(source)).length > 0) return;
      expect(renderStatic(sources(source))).toMatch(/^script-src [\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/);
    }));
  });
});

describe('the path of a problem', () => {
  const places = (directives: CspDirective[]) =>
    checkCsp(directives, () => false).map(({ path, message }) => `${path} ${message.replace(/;.*/, '')}`);

  it.each<[string, CspDirective[], string]>([
    [
      'a source',
      [{ name: 'script-src', sources: [text("'self'"), text('a b')] }],
      'contentSecurityPolicy.scriptSrc[1] is a source that a browser cannot read, got "a b"',
    ],
    [
      'of a name of three words',
      [{ name: 'style-src-attr', sources: [text('self')] }],
      'contentSecurityPolicy.styleSrcAttr[0] is a keyword, nonce or hash without its quotes, got "self"',
    ],
    [
      "'none'",
      [{ name: 'base-uri', sources: [text('a.example'), text("'none'")] }],
      "contentSecurityPolicy.baseUri[1] is 'none' beside other sources",
    ],
    [
      'a directive',
      [
        { name: 'img-src', sources: [] },
        { name: 'img-src', sources: [] },
      ],
      'contentSecurityPolicy.imgSrc is given twice',
    ],
    [
      'a scheme as it was given',
      [{ name: 'img-src', sources: [{ kind: 'text', text: 'a b:', only: 'scheme', given: 'a b' }] }],
      'contentSecurityPolicy.imgSrc[0] is a source that a browser cannot read, got "a b"',
    ],
  ])("has the user's spelling: %s", (_, directives, expected) => expect(places(directives)).toEqual([expected]));
});
