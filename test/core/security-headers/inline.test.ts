import { renderStatic } from '../../../src/core/security-headers/csp';
import { readCsp } from '../../../src/core/security-headers/csp-parse';
import { allowInline } from '../../../src/core/security-headers/inline/allow';
import type { PageHashes } from '../../../src/core/security-headers/inline/page-hashes';
import { isSelected } from '../../../src/core/security-headers/inline/select-pages';

const PAGES: readonly PageHashes[] = [
  { page: 'b.html', hashes: { script: ['sha256-S2', 'sha256-S1'], handler: ['sha256-H'] } },
  { page: 'a.html', hashes: { 'script': ['sha256-S1'], 'style': ['sha256-C'], 'style-attribute': ['sha256-A'] } },
];

function allowed(policy: string, pages = PAGES): string {
  return renderStatic(allowInline(readCsp(policy), pages));
}

describe('a policy with hashes of inline code', () => {
  it('has each hash once, sorted, in the directives of elements and of attributes', () => {
    expect(allowed("script-src 'self'; style-src 'self'")).toBe("script-src 'self' 'sha256-S1' 'sha256-S2'; "
      + "style-src 'self' 'sha256-C'; script-src-attr 'unsafe-hashes' 'sha256-H'; style-src-attr 'unsafe-hashes' 'sha256-A'");
  });

  it.each([
    ['the order of pages does not matter', "script-src 'self'"],
  ])('%s', (_, policy) => {
    expect(allowed(policy, [...PAGES].reverse())).toBe(allowed(policy));
  });

  it.each([
    ['copies the fallback', "default-src 'self'", /^default-src 'self'; .*script-src 'self' 'sha256-S1'.*style-src 'self' 'sha256-C'$/],
    ['extends the directive of elements', "script-src 'self'; script-src-elem a.example",
      /^script-src 'self'; script-src-elem a.example 'sha256-S1' 'sha256-S2'; script-src-attr 'unsafe-hashes' 'sha256-H'$/],
    ['extends the directive of attributes', "script-src-attr 'none'", /^script-src-attr 'unsafe-hashes' 'sha256-H'$/],
    ['replaces none', "script-src 'none'", /^script-src 'sha256-S1' 'sha256-S2'; script-src-attr 'unsafe-hashes' 'sha256-H'$/],
    ['keeps what attributes were allowed', "script-src 'self' 'unsafe-hashes' 'sha256-X' 'report-sample'",
      / script-src-attr 'report-sample' 'sha256-X' 'unsafe-hashes' 'sha256-H'$/],
    ['adds nothing where all inline code is allowed', "script-src 'unsafe-inline'; style-src 'UNSAFE-INLINE' 'self'",
      /^script-src 'unsafe-inline'; style-src 'UNSAFE-INLINE' 'self'$/],
    ['adds to what a hash has turned off', "script-src-elem 'unsafe-inline' 'sha256-X'",
      /^script-src-elem 'unsafe-inline' 'sha256-X' 'sha256-S1' 'sha256-S2'$/],
    ['adds nothing where nothing is restricted', 'img-src *', /^img-src \*$/],
    ['adds nothing for attributes that are all allowed', "style-src 'self'; style-src-attr 'unsafe-inline'",
      /^style-src 'self' 'sha256-C'; style-src-attr 'unsafe-inline'$/],
  ])('%s: %s', (_, policy, expected) => {
    expect(allowed(policy)).toMatch(expected);
  });

  it('is the same policy without pages', () => {
    expect(allowed("script-src 'self'", [])).toBe("script-src 'self'");
  });
});

describe('selected pages', () => {
  it.each([
    ['docs/index.html', { paths: ['/docs/*'] }, true],
    ['docs/index.html', { paths: ['docs/'] }, true],
    ['docs/index.html', { paths: ['/docs'] }, false],
    ['docs/guide.html', { paths: ['/docs/guide'] }, true],
    ['docs/guide.htm', { paths: ['*.htm'] }, true],
    ['guide.html', { paths: ['/docs/*'] }, false],
    ['index.html', { paths: ['/'] }, true],
    ['a b/ü.html', { paths: ['/a%20b/%C3%BC'] }, true],
    ['docs/index.html', { exceptPaths: ['/docs/*'] }, false],
    ['index.html', { exceptPaths: ['/docs/*'] }, true],
    ['guide.html', { exceptPaths: ['*.html'] }, true],
    ['docs/api/index.html', { paths: ['/docs/*'], exceptPaths: ['/docs/api/*'] }, false],
    ['docs/index.html', { paths: [] }, false],
    ['docs/index.html', {}, true],
  ])('%s with %j: %s', (page, selection, expected) => {
    expect(isSelected(page, selection)).toBe(expected);
  });
});
