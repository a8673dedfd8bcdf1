import * as fc from 'fast-check';
import { checkCsp } from '../../../src/core/security-headers/check-csp';
import { CSP_LIMIT_CHARS, renderStatic, type CspDirective, type CspSourceModel } from '../../../src/core/security-headers/csp';
import { recheckDirectives, recheckHeaders } from '../../../src/core/security-headers/recheck';
import type { LateHeadersConfig } from '../../../src/core/security-headers/step-config';
import { withoutNonces } from '../../../src/core/security-headers/without-nonces';

const directive = (...texts: string[]): CspDirective => ({
  name: 'script-src',
  sources: texts.map((text): CspSourceModel => ({ kind: 'text', text })),
});

function recheck(...directives: CspDirective[]) {
  const refused: string[] = [];
  return { text: renderStatic(recheckDirectives(directives, (what) => refused.push(what))), refused };
}

describe('a policy with values of the deployment', () => {
  it.each<[string, string[], string]>([
    ['keeps what a browser can read', ["'self'", 'https://*.a.example:443/x', 'data:', "'sha256-abc'"], "script-src 'self' https://*.a.example:443/x data: 'sha256-abc'"],
    ['allows nothing if there is a nonce, which is the same in every response', ["'self'", "'nonce-abc'"], "script-src 'none'"],
    ['keeps an empty list', [], 'script-src'],
    ['leaves out what it cannot', ["'self'", 'a.example; script-src *', 'a,b', 'a b', '', 'a\r\nx', 'ä.example', 'a"b'], "script-src 'self'"],
    ['allows nothing where nothing is left', ['; script-src *'], "script-src 'none'"],
    ['does not allow inline code for want of what disarmed it', ["'unsafe-inline'", 'a.example', 'x y'], 'script-src a.example'],
    ['allows nothing if a nonce is invalid', ["'unsafe-inline'", 'https:', "'nonce-a b'"], "script-src 'none'"],
    ['allows nothing if a keyword has lost a quote', ['https:', "'strict-dynamic"], "script-src 'none'"],
    ['allows nothing if a keyword has no quotes', ['https:', 'strict-dynamic'], "script-src 'none'"],
    ["takes 'none' at its word", ["'NONE'", 'a.example'], "script-src 'none'"],
  ])('%s', (_, texts, text) => {
    const { text: rendered, refused } = recheck(directive(...texts));
    expect(rendered).toBe(text);
    expect(refused).toEqual(
      rendered === renderStatic([directive(...texts)])
        ? []
        : ['contentSecurityPolicy.script-src holds a source that a browser cannot read'],
    );
  });

  it.each<[string, 'host' | 'scheme', string, string]>([
    ['a host', 'host', 'https://a.example:443/x', "'self' https://a.example:443/x"],
    ['a keyword as a host', 'host', "'unsafe-inline'", "'none'"],
    ['a nonce as a host', 'host', "'nonce-x'", "'none'"],
    ['a scheme as a host', 'host', 'data:', "'self'"],
    ['a scheme', 'scheme', 'data:', "'self' data:"],
    ['a scheme that came with its colon', 'scheme', 'data::', "'self' data:"],
    ['a host as a scheme', 'scheme', 'evil.example/:', "'self'"],
    ['a host with a port as a scheme', 'scheme', 'evil.example/::', "'self'"],
    ['a keyword as a scheme', 'scheme', "'unsafe-inline':", "'none'"],
  ])('checks the expected kind: %s', (_, only, text, expected) => {
    const directives = [
      { name: 'script-src', sources: [...directive("'self'").sources, { kind: 'text', text, only } as const] },
    ];
    expect(recheck(...directives).text).toBe(`script-src ${expected}`);
    // The colon was added at synth; the value that has one, too, is only known here.
    if (!text.endsWith('::')) {
      expect(checkCsp(directives, () => false).length === 0).toBe(recheck(...directives).refused.length === 0);
    }
  });

  it('omits the longest source if it is too long for CloudFront', () => {
    const { text, refused } = recheck(
      { ...directive('a.example'), name: 'img-src' },
      directive("'self'", 'b'.repeat(CSP_LIMIT_CHARS)),
    );
    expect(text).toBe("img-src a.example; script-src 'none'");
    expect(refused).toEqual(['contentSecurityPolicy has more than 1783 characters']);
  });

  it('would have been accepted at synth', () => {
    const source = fc.oneof(
      fc.string(),
      fc.constantFrom("'self'", "'none'", 'a.example', "'unsafe-inline'", ';', "'nonce-x'", 'self', 'x'.repeat(900)),
    );
    fc.assert(
      fc.property(
        fc.array(source, { minLength: 1, maxLength: 6 }),
        fc.array(source, { maxLength: 3 }),
        (scripts, images) => {
          const directives = [directive(...scripts), { ...directive(...images), name: 'img-src' }];
          const refused: string[] = [];
          const result = recheckDirectives(directives, (what) => refused.push(what));
          expect(checkCsp(result, () => false)).toEqual([]);
          if (checkCsp(directives, () => false).length === 0) expect([result, refused]).toEqual([directives, []]);
          else expect(refused).not.toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the headers of a step', () => {
  const sources: CspSourceModel[] = [
    { kind: 'text', text: "'self'" }, { kind: 'text', text: "'unsafe-inline'" }, { kind: 'nonce', header: 'X-N' },
    { kind: 'text', text: 'a b' },
  ];
  const late: LateHeadersConfig = {
    headers: [
      { name: 'a', value: ['text'] },
      { name: 'b', keep: true, documents: true, directives: [{ name: 'script-src', sources }], withFallback: true },
      { name: 'c', directives: [{ name: 'img-src', sources: [{ kind: 'viewer-host', scheme: 'wss' }] }] },
    ],
    removed: ' x-n server ',
  };

  it('are rendered after the check, with their fallback, beside those without such values', () => {
    const refused: string[] = [];
    expect(recheckHeaders(late, (what) => refused.push(what))).toEqual({
      headers: [
        { name: 'a', value: ['text'] },
        { name: 'b', keep: true, documents: true, value: ["script-src 'self'", { nonce: 'x-n' }], fallback: "script-src 'self'" },
        { name: 'c', value: ['img-src wss://', 1] },
      ],
      removed: ' x-n server ',
    });
    expect(refused).toEqual(['contentSecurityPolicy.script-src holds a source that a browser cannot read']);
  });

  it('have no nonces, and no unsafe-inline beside them, on responses that are not from the origin', () => {
    const without = withoutNonces(late, ['x-n']);
    expect(without.removed).toBe(' server ');
    expect(recheckHeaders(without, () => undefined).headers[1].value).toEqual(["script-src 'self'"]);
    const baked = recheckHeaders({ headers: [{ ...late.headers[1], directives: [{ name: 'script-src', sources: sources.slice(0, 3) }] }] }, () => undefined);
    expect(withoutNonces(baked, []).headers[0].value).toEqual(["script-src 'self'"]);
    expect(withoutNonces({ headers: [], removed: ' x-n ' }, ['x-n'])).toEqual({ headers: [] });
  });

  it('may be long where no policy has them', () => {
    const directives = [directive(...[...Array(100).keys()].map((n) => `host-${n}.subdomain.example.com`))];
    const long = recheckHeaders({ headers: [{ name: 'a', directives, limit: 10_240 }] }, () => undefined);
    expect(String(long.headers[0].value)).toContain('host-99');
    const short = recheckHeaders({ headers: [{ name: 'a', directives }] }, () => undefined);
    expect(String(short.headers[0].value)).not.toContain('host-99');
  });
});
