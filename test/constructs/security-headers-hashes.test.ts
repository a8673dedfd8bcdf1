import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Lazy } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  ContentSecurityPolicy, CspSource, SecurityHeaders, SecurityHeadersPreset, type InlineCodeOptions,
  type SecurityHeadersProps, WeakPolicyAction,
} from '../../src';
import { headersOf } from '../../src/core/headers-policy/headers';
import { siteOf } from '../pages/support';
import { siteStack } from '../support/apps';

const hash = (code: string) => CspSource.hashOf(code)._model as { readonly text: string };
const page = (body: string) => `<!doctype html><meta charset=utf-8>${body}`;

function synth(contentSecurityPolicy: ContentSecurityPolicy, props: Partial<SecurityHeadersProps> = {}) {
  const { stack, distribution } = siteStack();
  new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy, ...props });
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::CloudFront::ResponseHeadersPolicy'));
  const warnings = Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
  const [{ value }] = headersOf(policy.Properties.ResponseHeadersPolicyConfig)!
    .filter(({ name }) => name.toLowerCase() === 'content-security-policy');
  return { csp: String(value), warnings };
}

const balanced = (site: string, options?: InlineCodeOptions) =>
  ContentSecurityPolicy.balanced().hashesFromDirectory(site, options);

describe('hashesFromDirectory', () => {
  it('adds the hashes of all pages to the policy', () => {
    const site = siteOf({
      'index.html': page('<script>one()</script><style>a{}</style>'),
      'docs/a.html': page('<script>one()</script><script>two()</script><p onclick="three()" style="b:c">'),
    });
    const { csp } = synth(balanced(site));
    const scripts = [hash('one()').text, hash('two()').text].sort().join(' ');
    expect(csp).toContain(`script-src 'self' ${scripts};`);
    expect(csp).toContain(`style-src 'self' ${hash('a{}').text};`);
    expect(csp).toContain(`script-src-attr 'unsafe-hashes' ${hash('three()').text}`);
    expect(csp).toContain("style-src-attr 'unsafe-inline';");
  });

  it('has hashes of style attributes in a policy that does not allow them', () => {
    const site = siteOf({ 'index.html': page('<p style="a:b">') });
    const { csp } = synth(ContentSecurityPolicy.strict().hashesFromDirectory(site), {
      preset: SecurityHeadersPreset.STRICT,
    });
    expect(csp).toContain(`style-src-attr 'unsafe-hashes' ${hash('a:b').text}`);
    const none = ContentSecurityPolicy.strict().hashesFromDirectory(site, { styleAttributes: false });
    expect(synth(none).csp).not.toContain('unsafe-hashes');
  });

  it('leaves out event handlers, takes templates, and selects pages, as asked', () => {
    const site = siteOf({
      'a/index.html': page('<script>a()</script><p onclick="c()"><template><script>t()</script></template>'),
      'b/index.html': page('<script>b()</script>'),
    });
    const csp = (options: InlineCodeOptions) => synth(balanced(site, options)).csp;
    expect(csp({ eventHandlers: false })).not.toContain('unsafe-hashes');
    expect(csp({})).not.toContain(hash('t()').text);
    expect(csp({ templates: true })).toContain(hash('t()').text);
    expect(csp({ paths: ['/b/*'] })).toContain(`script-src 'self' ${hash('b()').text};`);
    expect(csp({ exceptPaths: ['/b/*'] })).toContain(`script-src 'self' ${hash('a()').text};`);
  });

  it('knows the hashes of each page', () => {
    const site = siteOf({ 'b.html': page(''), 'a.html': page('<script>a()</script>') });
    expect(balanced(site)._pages).toEqual([
      { page: 'a.html', hashes: { script: [hash('a()').text.slice(1, -1)] } }, { page: 'b.html', hashes: {} },
    ]);
  });

  it('is the same policy for the same files, in whatever order they were written', () => {
    const files = Object.entries({
      'a.html': '<script>a()</script>',
      'b/c.html': '<script>c()</script>',
      'b.html': '<script>b()</script>',
    });
    const policies = [files, files.reverse()].map((list) => synth(balanced(siteOf(Object.fromEntries(list)))).csp);
    expect(policies[0]).toBe(policies[1]);
  });

  it('warns of unsafe-hashes as of any weak value, and of javascript URLs', () => {
    const site = siteOf({
      'a.html': page('<a href="javascript:void(0)" onclick="x()">'),
      'b.html': page('<a href=" JavaScript:y()">'),
    });
    const { warnings } = synth(balanced(site));
    expect(warnings).toEqual([
      expect.stringMatching(
        /^contentSecurityPolicy\.hashesFromDirectory has javascript: URLs, which the policy blocks, in 2 pages of ".*": "javascript:void\(0\)" in a\.html, " JavaScript:y\(\)" in b\.html; use a button .*\[EDGE_CSP_JAVASCRIPT_URL\]/,
      ),
      expect.stringMatching(/EDGE_HEADERS_CSP_UNSAFE_HASHES/),
    ]);
    expect(synth(balanced(siteOf({ 'a.html': page('<script>a()</script>') }))).warnings).toEqual([]);
  });

  it('warns of links out of the folder, and of code in an encoding that is not declared', () => {
    const site = siteOf({
      'a.html': Buffer.from('<script>"\xe9"</script>', 'latin1'),
      'b.html': Buffer.from('<p>\xe9<script>b()</script>', 'latin1'),
    });
    symlinkSync(siteOf({ 'index.html': '' }), join(site, 'out'));
    expect(synth(balanced(site)).warnings).toEqual([
      expect.stringMatching(
        /out:1:1 .*is a link that leads out of the folder.*\n?.*a\.html:1:1 .*declares no encoding/s,
      ),
    ]);
  });

  it.each([
    ['nowhere', /hashesFromDirectory\.directory cannot be read, got "nowhere"; there is no folder \/.*nowhere; build the site before .*\[EDGE_CSP_DIRECTORY\]/],
    ['package.json', /hashesFromDirectory\.directory is a file, got "package\.json"; name the folder .*\[EDGE_CSP_DIRECTORY\]/],
    ['projenrc', /hashesFromDirectory\.directory has no page, got "projenrc"; name the folder that has the files \*\.html .*\[EDGE_CSP_DIRECTORY\]/],
    ['', /hashesFromDirectory\.directory must be a folder that is known at synthesis, got ""; use one such as "site"/],
    [Lazy.string({ produce: () => 'site' }), /hashesFromDirectory\.directory must be a folder that is known at synthesis/],
    [undefined as unknown as string, /hashesFromDirectory\.directory must be a folder that is known at synthesis, got undefined/],
  ])('refuses the folder %j', (directory, message) => {
    expect(() => synth(ContentSecurityPolicy.strict().hashesFromDirectory(directory))).toThrow(message);
  });

  it('refuses options that select no page, or are of another type', () => {
    const site = siteOf({ 'index.html': '' });
    expect(() => synth(balanced(site, { paths: ['/docs/*'] })))
      .toThrow(/hashesFromDirectory\.paths selects none of the 1 pages in ".*", got \["\/docs\/\*"\]/);
    expect(() =>
      synth(balanced(site, { paths: '/docs/*' as unknown as string[], templates: 'yes' as unknown as boolean })),
    ).toThrow(
      /hashesFromDirectory\.paths must be a list of path patterns.*\n.*hashesFromDirectory\.templates must be true or false/,
    );
  });

  it('refuses pages that it cannot read, all at once', () => {
    const site = siteOf({ 'a.xhtml': '<html><p></html>', 'b.xhtml': '&', 'c.html': page('') });
    expect(() => synth(balanced(site))).toThrow(
      /a\.xhtml:1:1 .*cannot be read as XML, got ".*line 1, column.*"; correct it, or name it \*\.html .*\[EDGE_CSP_PAGE\]\n.*b\.xhtml:1:1/,
    );
  });

  it('reports what else is wrong with the policy at the same time', () => {
    const policy = ContentSecurityPolicy.balanced()
      .hashesFromDirectory('nowhere')
      .extend({
        scriptSrc: [CspSource.hash('sha256-abc'), CspSource.of('self')],
        imgSrc: [CspSource.of("'nonce-abc'")],
      });
    expect(() => synth(policy)).toThrow(new RegExp([
      'EDGE_CSP_DIRECTORY', 'scriptSrc\\[1\\] is not a hash, got "sha256-abc"; write', 'scriptSrc\\[2\\] is a keyword', 'imgSrc\\[4\\] is a nonce',
    ].join('[^]*')));
  });

  it('names the pages and folders with the most hashes if they do not fit', () => {
    const scripts = (name: string, count: number) =>
      page(Array.from({ length: count }, (_, i) => `<script>${name}(${i})</script>`).join(''));
    const site = siteOf({
      'index.html': scripts('common', 2) + '<p style="a:b">',
      'blog/a.html': scripts('common', 2) + scripts('a', 20),
      'blog/b.html': scripts('common', 2) + scripts('b', 6),
      'docs/c.html': scripts('common', 1),
    });
    expect(() => synth(balanced(site))).toThrow(new RegExp([
      'has (18|19)\\d\\d characters; CloudFront takes 1783: it has 28 hashes of inline code \\(28 of scripts\\), of which some 26 fit',
      'Most are in blog/a.html \\(22, 20 of them on no other page\\), blog/b.html \\(8, 6 of them on no other page\\), index.html \\(2, 0',
      'By folder: /blog/\\* 28, / 2, /docs/\\* 1',
      'with the option paths of hashesFromDirectory +\\[EDGE_CSP_LENGTH\\]',
    ].join('.*')));
    expect(synth(balanced(site, { exceptPaths: ['/blog/*'] })).csp).toContain(hash('common(1)').text);
  });

  it('is not changed by a page that cannot be read in time, but refused', () => {
    const site = siteOf({ 'a.html': page('<script>a()</script>') });
    chmodSync(join(site, 'a.html'), 0);
    const run = () => synth(balanced(site), { weakPolicy: WeakPolicyAction.IGNORE });
    // The superuser reads everything.
    if (process.getuid?.() === 0) expect(run).not.toThrow();
    else expect(run).toThrow(/no permission to read .*\[EDGE_CSP_PAGE\]/);
  });
});

describe('progress', () => {
  it('is printed for large sites only', () => {
    const lines: string[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
    try {
      balanced(siteOf({ 'a.html': '' }));
      expect(lines).toEqual([]);
      const site = siteOf(Object.fromEntries(Array.from({ length: 4_001 }, (_, i) => [`${i}.html`, '<p>'])));
      balanced(site);
      expect(lines).toEqual(
        [2_000, 4_000].map((count) => `${site}: read the inline code of ${count} of 4001 pages …\n`),
      );
    } finally {
      write.mockRestore();
    }
  });
});
