import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteOf } from './support';
import { findPages } from '../../src/pages/find-pages';

const PAGE = '<!doctype html><p>';

function namesIn(site: string): string[] {
  return findPages(site).pages.map(({ page }) => page);
}

describe('pages of a folder', () => {
  it('are files with the extensions of HTML and XHTML, in any case, sorted', () => {
    const names = ['index.html', 'a/b/c.htm', 'B.HTML', 'x.xhtml', 'y.xht', 'z.shtml', '.hidden.html', '.well-known/a.html'];
    const site = siteOf(Object.fromEntries(names.map((name) => [name, PAGE])));
    expect(findPages(site)).toEqual({
      pages: names.sort().map((page) => ({ page, type: /\.xh?t/.test(page) ? 'xml' : 'html' })),
      outside: [],
      unreadable: [],
    });
  });

  it('are files without an extension that begin as HTML', () => {
    const site = siteOf({
      'about': PAGE,
      'spaces': ' \n<!DOCTYPE  HTML>',
      'marked': '\ufeff<html>',
      'commented': '<!-- a --> <html lang=en>',
      'LICENSE': 'MIT',
      'empty': '',
      'no-page': '<p>',
      'htmlish': '<htmlx>',
      'v1.2/data': '{}',
      'v1.2/page': PAGE,
      '.html': PAGE,
      '.htaccess': PAGE,
    });
    expect(namesIn(site)).toEqual(['about', 'commented', 'marked', 'spaces', 'v1.2/page']);
  });

  it('are not other files, and not in node_modules and .git', () => {
    const site = siteOf({
      'a.svg': '<svg>',
      'a.html.gz': '',
      'a.js': '',
      'a.html~': '',
      'html': 'x',
      'node_modules/x/a.html': PAGE,
      '.git/a.html': PAGE,
      'docs/node_modules/a.html': PAGE,
    });
    expect(namesIn(site)).toEqual([]);
  });

  it('are read by links in the folder, and not by links out of it', () => {
    const other = siteOf({ 'secret.html': PAGE, 'in/a.html': PAGE });
    const site = siteOf({ 'a.html': PAGE, 'docs/b.html': PAGE });
    symlinkSync('a.html', join(site, 'link.html'));
    symlinkSync(join(site, 'docs'), join(site, 'latest'));
    symlinkSync(join(other, 'secret.html'), join(site, 'out.html'));
    symlinkSync(join(other, 'secret.html'), join(site, 'out.txt'));
    symlinkSync(other, join(site, 'outside'));
    symlinkSync('nowhere.html', join(site, 'broken.html'));
    symlinkSync(`${site}-beside`, join(site, 'beside'));
    mkdirSync(`${site}-beside`);
    expect(findPages(site)).toMatchObject({
      pages: ['a.html', 'docs/b.html', 'latest/b.html', 'link.html'].map((page) => ({ page })),
      outside: ['beside', 'out.html', 'outside'],
    });
  });

  it('end where links lead in a circle', () => {
    const site = siteOf({ 'a/x.html': PAGE, 'b/y.html': PAGE });
    symlinkSync('..', join(site, 'a/up'));
    symlinkSync('../b', join(site, 'a/other'));
    symlinkSync('../a', join(site, 'b/other'));
    symlinkSync('.', join(site, 'self'));
    symlinkSync('loop', join(site, 'loop'));
    const names = namesIn(site);
    expect(names).toEqual(expect.arrayContaining(['a/x.html', 'b/y.html']));
    expect(names.length).toBeLessThan(10);
  });

  it('are found if the folder itself is a link', () => {
    const site = siteOf({ 'a.html': PAGE });
    symlinkSync(site, `${site}-link`);
    expect(namesIn(`${site}-link`)).toEqual(['a.html']);
  });

  it('do not stop at a folder that cannot be read', () => {
    const site = siteOf({ 'a.html': PAGE, 'locked/b.html': PAGE });
    chmodSync(join(site, 'locked'), 0);
    const { pages, unreadable } = findPages(site);
    chmodSync(join(site, 'locked'), 0o755);
    // The superuser reads everything.
    if (process.getuid?.() === 0) expect(pages.map(({ page }) => page)).toEqual(['a.html', 'locked/b.html']);
    else expect(unreadable).toMatchObject([{ page: 'locked', reason: { code: 'EACCES' } }]);
  });

  it('throw if there is no folder', () => {
    const site = siteOf({ 'a.html': PAGE });
    expect(() => findPages(join(site, 'nowhere'))).toThrow(/ENOENT/);
    expect(() => findPages(join(site, 'a.html'))).toThrow(/ENOTDIR/);
    writeFileSync(join(site, 'b.html'), PAGE);
    expect(namesIn(site)).toEqual(['a.html', 'b.html']);
  });
});
