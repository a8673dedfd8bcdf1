import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ROOT } from './support/demo';

const SITE = join(ROOT, 'examples', 'site');
const PUBLIC = join(SITE, 'public');
const PAGES = readdirSync(PUBLIC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .map((file) => `/${file.split('\\').join('/')}`)
  .sort();

const source = (page: string) => readFileSync(join(PUBLIC, page), 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]);
const ids = (page: string) => all(source(page), /\sid="([^"]+)"/g);

/** Why a URL of this site leads nowhere; undefined if it is valid. */
function brokenLink(url: string): string | undefined {
  const [path, fragment] = url.split('#');
  const file = path.split('?')[0];
  if (!existsSync(join(PUBLIC, file))) return `${url}: no such file`;
  return fragment && !ids(file).includes(fragment) ? `${url}: no such id on the page` : undefined;
}

test('the site has pages', () => {
  expect(PAGES.length).toBeGreaterThan(15);
});

describe.each(PAGES)('%s', (page) => {
  const html = source(page);

  test('has only valid links', () => {
    const links = all(html, /\s(?:href|src|action)="([^"]*)"/g).filter(
      (link) => !/^(https:|mailto:|tel:)/.test(link) && link !== '/lookup',
    );
    expect(
      links
        .map((link) => brokenLink(posix.resolve(posix.dirname(page), link.startsWith('#') ? `${page}${link}` : link)))
        .filter(Boolean),
    ).toEqual([]);
  });

  test('loads nothing from other hosts and has nothing inline that a policy would have to allow', () => {
    const loaded = [
      ...all(html, /<(?:script|img|source)[^>]*\ssrc="([^"]*)"/g),
      ...all(html, /<link rel="(?:stylesheet|icon|preload|manifest)" href="([^"]*)"/g),
    ];
    expect(loaded.filter((url) => !/^\/[^/]/.test(url))).toEqual([]);
    expect(html).not.toMatch(/\s(style|on[a-z]+)="/);
    expect(html).not.toMatch(/<style/);
    expect(all(html, /<script(>| [^>]*>)/g).filter((tag) => !tag.includes('src='))).toHaveLength(
      page === '/other.html' ? 1 : 0,
    );
  });

  test('has a language, a title, a heading and alternative texts', () => {
    expect(html).toMatch(/<html lang="en-GB">/);
    expect(all(html, /<title>([^<]+)</g)).toHaveLength(1);
    expect(all(html, /(<h1)/g)).toHaveLength(1);
    expect(all(html, /(<img(?![^>]*\salt=)[^>]*>)/g)).toEqual([]);
    expect(new Set(ids(page)).size).toBe(ids(page).length);
  });
});

test('no two pages have the same title', () => {
  const titles = PAGES.flatMap((page) => all(source(page), /<title>([^<]+)</g));
  expect(new Set(titles).size).toBe(titles.length);
});

describe.each(['redirects.json', 'legacy-redirects.json'])('%s', (file) => {
  type Rule = string | { readonly to: string };
  const rules = Object.entries(JSON.parse(readFileSync(join(SITE, file), 'utf8')) as Record<string, Rule>);
  const target = (rule: Rule) => typeof rule === 'string' ? rule : rule.to;

  test('every target on this site without captures exists', () => {
    const known = rules.map(([, rule]) => target(rule)).filter((to) => to.startsWith('/') && !/:[a-z]/.test(to));
    expect(known.map(brokenLink).filter(Boolean)).toEqual([]);
  });

  test('every target with captures matches a page', () => {
    const open = rules.map(([, rule]) => target(rule)).filter((to) => to.startsWith('/') && /:[a-z]/.test(to));
    const pattern = (to: string) =>
      new RegExp(
        `^${to
          .split(/[?#]/)[0]
          .replace(/\./g, '\\.')
          .replace(/:[a-z]+/g, '[^/]+')}$`,
      );
    expect(open.filter((to) => !PAGES.some((page) => pattern(to).test(page)))).toEqual([]);
  });

  test('no page is hidden by a rule', () => {
    expect(rules.map(([from]) => from).filter((from) => PAGES.includes(from))).toEqual([]);
  });
});
