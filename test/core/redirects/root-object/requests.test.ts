import { said } from './support';

/** What the home page is asked with, whatever CloudFront hands to the function. */
const HOME = ['/', '/index.html'];

describe('a request for the default root object is one for /', () => {
  test.each(HOME)('rules for / apply to %s', (path) => {
    expect(said({ '/': '/home' }, path)).toBe('301 /home');
    expect(said({ '/': '/home' }, `${path}?a=1`)).toBe('301 /home?a=1');
    expect(said({ '/': { to: '/welcome.html', statusCode: 200 } }, path)).toBe('200 /welcome.html');
    expect(said({ '/?p=:p': '/post/:p' }, `${path}?p=7`)).toBe('301 /post/7');
    const german = { '/': { to: '/de/', statusCode: 302, when: { language: 'de' } } };
    expect(said(german, path, { headers: { 'accept-language': 'de-AT,en;q=0.5' } })).toBe('302 /de/');
    expect(said(german, path, { headers: { 'accept-language': 'en' } })).toBeUndefined();
  });

  test.each(HOME)('no placeholder or wildcard has the name of the object for %s', (path) => {
    expect(said({ '/:slug': '/posts/:slug' }, path)).toBeUndefined();
    expect(said({ '/:name.html': '/:name' }, path)).toBeUndefined();
    expect(said({ '/index.:type': '/:type' }, path)).toBeUndefined();
    expect(said({ '/*/index.html': '/:splat/' }, path)).toBeUndefined();
    expect(said({ 'https://www.example.com/*': 'https://example.com/:splat' }, path)).toBe('301 https://example.com/');
    expect(said({ 'https://*.example.com/*': 'https://example.com/w/:splat' }, path)).toBe('301 https://example.com/w/');
    expect(said('/* https://b.test/:splat 302', path, { format: 'netlify' })).toBe('302 https://b.test/');
    expect(said('/:page /p/:page', path, { format: 'cloudflare' })).toBeUndefined();
  });

  test.each(['/', '/app/index.html'])('an object in a folder is not in the folder: %s', (path) => {
    const options = { rootObject: 'app/index.html' };
    expect(said({ '/app/*': '/other/:splat' }, path, options)).toBeUndefined();
    expect(said({ '/app/:page': '/other/:page' }, path, options)).toBeUndefined();
    expect(said({ '/*': 'https://b.test/:splat' }, path, options)).toBe('301 https://b.test/');
    expect(said({ '/app/*': '/other/:splat' }, '/app/x', options)).toBe('301 /other/x');
    expect(said({ '/app/*': '/other/:splat' }, '/app/', options)).toBe('301 /other/');
  });

  test('in every spelling that rules take for the same, and in no other', () => {
    for (const path of ['/index.html/', '/%69ndex.html', '/./index.html']) {
      expect(said({ '/': '/home' }, path)).toBe('301 /home');
      expect(said({ '/:slug': '/posts/:slug' }, path)).toBeUndefined();
    }
    for (const path of ['/Index.html', '/index.htm', '/a/index.html', '//index.html']) {
      expect(said({ '/': '/home' }, path)).toBeUndefined();
    }
    expect(said({ '/': '/home' }, '/start%20page.html', { rootObject: 'start page.html' })).toBe('301 /home');
    expect(said({ '/': '/home' }, '/index.html', { rootObject: '/index.html' })).toBe('301 /home');
    expect(said({ '/': '/home' }, '/index.html', { rootObject: '' })).toBeUndefined();
  });

  test('a rewrite to / asks the origin for the object, which CloudFront would not put there any more', () => {
    expect(said({ '/start': { to: '/', statusCode: 200 } }, '/start')).toBe('200 /index.html');
    expect(said({ '/start': { to: '/?a=1', statusCode: 200 } }, '/start')).toBe('200 /index.html?a=1');
    expect(said({ '/x/*': { to: '/:splat', statusCode: 200 } }, '/x/')).toBe('200 /index.html');
    expect(said({ '/': { to: '/?lang=de', statusCode: 200 } }, '/')).toBe('200 /index.html?lang=de');
    expect(said({ '/start': { to: '/index.html', statusCode: 200 } }, '/start')).toBe('200 /index.html');
    expect(said({ '/start': { to: '/', statusCode: 200 } }, '/start', { rootObject: '' })).toBe('200 /');
    expect(said({ '/start': { to: '/', statusCode: 200 } }, '/start', { rootObject: 'a b.html' })).toBe('200 /a%20b.html');
  });

  test.each(HOME)('a rule that leads to the home page leaves %s where it is', (path) => {
    expect(said({ '/*': '/index.html' }, path)).toBeUndefined();
    expect(said({ '/*': '/' }, path)).toBeUndefined();
    expect(said('/* /index.html 302', path, { format: 'netlify' })).toBeUndefined();
    // On its own host, of which nothing is known when the list is checked.
    expect(said({ '/*': 'https://www.example.com/index.html' }, path)).toBeUndefined();
    expect(said({ '/': 'https://www.example.com/index.html' }, path)).toBeUndefined();
    expect(said({ '/': { to: 'https://www.example.com/index.html', query: 'drop' } }, `${path}?a=1`)).toBe(
      '301 https://www.example.com/index.html',
    );
    // The page of another site is another page.
    expect(said({ '/': 'https://other.test/index.html' }, path)).toBe('301 https://other.test/index.html');
  });
});
