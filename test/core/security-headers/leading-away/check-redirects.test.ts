import * as fc from 'fast-check';
import type { Problem } from '../../../../src/core/problem';
import { renderStatic } from '../../../../src/core/security-headers/csp';
import { readCsp } from '../../../../src/core/security-headers/csp-parse';
import { BALANCED_CSP, STRICT_CSP } from '../../../../src/core/security-headers/csp-presets';
import { checkRedirects } from '../../../../src/core/security-headers/leading-away/check-redirects';
import { rulesOf } from '../../redirects/support';

const BALANCED = renderStatic(BALANCED_CSP);
const SITE = ['www.example.com', 'example.com'];

interface Row {
  readonly from: string;
  readonly to: string;
  readonly statusCode?: number;
  readonly when?: object;
}

function check(csp: string, ...rows: Row[]): Problem[] {
  return checkRedirects({ csp: readCsp(csp), siteHosts: SITE, isToken: (text) => text.includes('${Token') }, rulesOf(rows));
}
const severity = (csp: string, ...rows: Row[]) => check(csp, ...rows).map((problem) => problem.severity).join();
const to = 'https://other.example/x';

describe('redirects that are hardly links are warnings', () => {
  it.each<[string, Row, string, string]>([
    ['a script', { from: '/app.js', to }, 'scriptSrc', 'scripts'],
    ['a module', { from: '/js/:name/main.mjs', to }, 'scriptSrc', 'scripts'],
    ['a folder of scripts', { from: '/js/*', to: 'https://other.example/:splat' }, 'scriptSrc', 'scripts'],
    ['a style sheet', { from: '/site.css', to }, 'styleSrc', 'style sheets'],
    ['a font', { from: '/f/a.woff2', to }, 'fontSrc', 'fonts'],
    ['a video', { from: '/intro.mp4', to }, 'mediaSrc', 'audio and video'],
    ['a manifest', { from: '/site.webmanifest', to }, 'manifestSrc', 'web app manifests'],
    ['files by a wildcard', { from: '/lib/:name.js', to }, 'scriptSrc', 'scripts'],
    ['data', { from: '/data.json', to }, 'connectSrc', 'requests of scripts'],
    ['a path of an API', { from: '/api/v1/users', to, statusCode: 307 }, 'connectSrc', 'requests of scripts'],
    ['an API', { from: '/api/*', to: 'https://other.example/:splat' }, 'connectSrc', 'requests of scripts'],
    ['a search', { from: '/search', to }, 'formAction', 'forms'],
    ['a search page', { from: '/de/suche.php', to, statusCode: 302 }, 'formAction', 'forms'],
    ['a form, with its method', { from: '/contact', to, statusCode: 307 }, 'formAction', 'forms'],
    ['a form in a folder', { from: '/newsletter/:list', to, statusCode: 308 }, 'formAction', 'forms'],
    ['what is posted', { from: '/x', to, when: { method: 'POST' } }, 'formAction', 'forms'],
  ])('%s', (_, row, property, what) => {
    const [problem, ...others] = check(BALANCED, row);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'EDGE_CSP_REDIRECT', severity: 'warning', path: `contentSecurityPolicy.${property}` });
    expect(problem.message).toContain(`block ${what} there`);
    expect(problem.message).toContain(`.extend({ ${property}: [CspSource.host("https://other.example")] })`);
    expect(problem.message).toContain(JSON.stringify(row.from));
  });

  it('a folder of files once, with all directives', () => {
    expect(check(BALANCED, { from: '/assets/*', to: 'https://cdn.example.net/:splat' }).map(({ message }) => message)).toEqual([
      '(scriptSrc, styleSrc, fontSrc) does not allow cdn.example.net, to which a rule redirects: "/assets/*"; browsers apply '
      + 'the policy to redirects, too, and block scripts, style sheets, fonts there; use the new URL in pages, or allow the host with '
      + '.extend({ scriptSrc: [CspSource.host("https://cdn.example.net")], styleSrc: [CspSource.host('
      + '"https://cdn.example.net")], fontSrc: [CspSource.host("https://cdn.example.net")] })',
    ]);
  });

  it('pictures only where they may not come from everywhere', () => {
    expect(severity(BALANCED, { from: '/logo.png', to })).toBe('');
    expect(severity(renderStatic(STRICT_CSP), { from: '/logo.png', to })).toBe('warning');
  });

  it('hosts once each, with the file and line of the first rule', () => {
    const text = '/search https://find.example/ 301\n/suche https://find.example/de 301\n/go https://go.example/ 301';
    const rules = rulesOf(text, 'netlify').map((rule) => ({ ...rule, file: 'site/_redirects' }));
    const problems = checkRedirects({ csp: BALANCED_CSP, siteHosts: SITE, isToken: () => false }, rules);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^does not allow find\.example, to which rules redirect: "\/search" \(site\/_redirects:1\) and 1 more; /),
    ]);
  });
});

describe('redirects that may be more than links are one note', () => {
  it.each<[string, Row, string?]>([
    ['a folder', { from: '/shop/*', to: 'https://other.example/:splat' }],
    ['a folder that may have pages', { from: '/build/*', to: 'https://other.example/:splat' }, 'scripts, style sheets, fonts'],
    ['videos, or pages about them', { from: '/videos/*', to: 'https://other.example/:splat' }, 'audio and video'],
    ['a page, with its method', { from: '/promo', to, statusCode: 308 }],
    ['a page whose name is that of a form', { from: '/contact', to }],
  ])('%s', (_, row, what = 'forms') => {
    const [problem, ...others] = check(BALANCED, row);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'note', path: 'contentSecurityPolicy' });
    expect(problem.message).toContain(`${what} at other.example`);
  });

  it('for many hosts, with the first five', () => {
    const rows = Array.from({ length: 9 }, (_, i) => ({ from: `/s${i}/*`, to: `https://s${i}.example/:splat` }));
    const [problem, ...others] = check(BALANCED, ...rows);
    expect(others).toEqual([]);
    expect(problem.message).toMatch(/s4\.example \(.*\), 4 more; if pages/);
  });
});

describe('nothing is said of', () => {
  it.each<[string, Row, string?]>([
    ['a page that has moved', { from: '/promo', to }],
    ['a page with an extension', { from: '/old/promo.html', to, statusCode: 302 }],
    ['a download', { from: '/download/app.zip', to }],
    ['a page named like a script', { from: '/node.js', to: 'https://other.example/' }],
    ['a page about an API', { from: '/docs/api/users', to }],
    ['a page below a search', { from: '/find/store', to }],
    ['a feed', { from: '/feed.xml', to }],
    ['a target on the site', { from: '/search', to: '/find' }],
    ['a target on another name of the site', { from: '/search', to: 'https://www.example.com/find' }],
    ['a whole site that has moved', { from: '/*', to: 'https://other.example/:splat' }],
    ['a host that has moved', { from: 'https://old.example.com/*', to: 'https://other.example/:splat', statusCode: 308 }],
    ['a host that rules name', { from: 'https://a.example/search', to: 'https://a.example/find' }],
    ['an error', { from: '/search', to, statusCode: 410 }],
    ['a proxy', { from: '/api/*', to: 'https://other.example/:splat', statusCode: 200 }],
    ['an allowed host', { from: '/search', to }, "form-action 'self' https://other.example"],
    ['an allowed host with a path, which does not count', { from: '/search', to }, "form-action 'self' other.example/form"],
    ['an allowed domain', { from: '/search', to: 'https://a.b.other.example' }, "form-action 'self' *.other.example"],
    ['an allowed port', { from: '/search', to: 'https://other.example:8443/x' }, "form-action 'self' other.example:*"],
    ['all hosts', { from: '/search', to }, 'form-action *'],
    ['all https hosts', { from: '/search', to }, "form-action 'self' https:"],
    ['forms that are blocked anyway', { from: '/search', to }, "form-action 'none'"],
    ['own forms that are blocked anyway', { from: '/search', to }, 'form-action https://pay.example'],
    ['forms without the directive, which has no fallback', { from: '/search', to }, "default-src 'self'"],
    ['scripts without a directive', { from: '/app.js', to }, "form-action 'self'; style-src 'self'"],
    ['scripts by hash or nonce alone', { from: '/app.js', to }, "script-src 'self' 'strict-dynamic' 'sha256-abc='"],
    ['a directive with a value that is not known', { from: '/search', to }, "form-action 'self' ${Token[x]}"],
  ])('%s', (_, row, csp = BALANCED) => {
    // Some of these rules are refused by other checks, which are not run here.
    const [rule] = rulesOf([{ ...row, ...row.statusCode === 410 && { to: undefined } }]);
    expect(checkRedirects({ csp: readCsp(csp), siteHosts: SITE, isToken: (text) => text.includes('${Token') }, [rule])).toEqual([]);
  });
});

it.each<[string, Row, string, string]>([
  ['the fallback', { from: '/app.js', to }, "default-src 'self'", 'scriptSrc'],
  ['the directive for elements', { from: '/app.js', to }, "script-src *; script-src-elem 'self'", 'scriptSrcElem'],
  ['the own host by its name', { from: '/search', to }, 'form-action https://www.example.com', 'formAction'],
  ['another port', { from: '/search', to: 'https://other.example:8443/x' }, "form-action 'self' https://other.example", 'formAction'],
  ['a sibling', { from: '/search', to: 'https://badother.example/x' }, "form-action 'self' *.other.example other.example", 'formAction'],
  ['plain http', { from: '/search', to: 'http://other.example/x' }, "form-action 'self' https://other.example", 'formAction'],
])('a warning by %s', (_, row, csp, property) => {
  expect(check(csp, row)).toMatchObject([{ severity: 'warning', path: `contentSecurityPolicy.${property}` }]);
});

it('whatever the rules: after the cure nothing is said', () => {
  const row = fc.record({
    from: fc.constantFrom('/search', '/app.js', '/assets/*', '/shop/*', '/contact', '/api/*', '/a.css', '/x', '/f.woff'),
    host: fc.constantFrom('a.example', 'b.example:8443', 'c.d.example'),
    statusCode: fc.constantFrom(301, 302, 307, 308),
  });
  fc.assert(fc.property(fc.uniqueArray(row, { selector: ({ from }) => from, maxLength: 6 }), (rows) => {
    const rules = rows.map(({ from, host, statusCode }) => ({ from, to: `https://${host}/x`, statusCode }));
    const hosts = [...new Set(rows.map(({ host }) => `https://${host}`))].join(' ');
    const cured = BALANCED.replace(/(script|style|font|connect|media)-src 'self'|form-action 'self'/g, (all) => `${all} ${hosts}`);
    expect(check(cured, ...rules)).toEqual([]);
    expect(check(BALANCED, ...rules).length).toBeLessThanOrEqual(new Set(rows.map(({ host }) => host)).size + 1);
  }));
});
