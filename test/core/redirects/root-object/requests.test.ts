import { responseTo } from './support';

/** The paths of the home page that a function may see. */
const HOME = ['/', '/index.html'];

describe('a request for the default root object is matched as one for /', () => {
  test.each(HOME)('rules for / apply to %s', (path) => {
    expect(responseTo({ '/': '/home' }, path)).toBe('301 /home');
    expect(responseTo({ '/': '/home' }, `${path}?a=1`)).toBe('301 /home?a=1');
    expect(responseTo({ '/': { to: '/welcome.html', statusCode: 200 } }, path)).toBe('200 /welcome.html');
    expect(responseTo({ '/?p=:p': '/post/:p' }, `${path}?p=7`)).toBe('301 /post/7');
    const german = { '/': { to: '/de/', statusCode: 302, when: { language: 'de' } } };
    expect(responseTo(german, path, { headers: { 'accept-language': 'de-AT,en;q=0.5' } })).toBe('302 /de/');
    expect(responseTo(german, path, { headers: { 'accept-language': 'en' } })).toBeUndefined();
  });

  test.each(HOME)('no placeholder or wildcard captures the name of the object for %s', (path) => {
    expect(responseTo({ '/:slug': '/posts/:slug' }, path)).toBeUndefined();
    expect(responseTo({ '/:name.html': '/:name' }, path)).toBeUndefined();
    expect(responseTo({ '/index.:type': '/:type' }, path)).toBeUndefined();
    expect(responseTo({ '/*/index.html': '/:splat/' }, path)).toBeUndefined();
    expect(responseTo({ 'https://www.example.com/*': 'https://example.com/:splat' }, path)).toBe('301 https://example.com/');
    expect(responseTo({ 'https://*.example.com/*': 'https://example.com/w/:splat' }, path)).toBe('301 https://example.com/w/');
    expect(responseTo('/* https://b.test/:splat 302', path, { format: 'netlify' })).toBe('302 https://b.test/');
    expect(responseTo('/:page /p/:page', path, { format: 'cloudflare' })).toBeUndefined();
  });

  test.each(['/', '/app/index.html'])('rules for a folder do not match an object in the folder: %s', (path) => {
    const options = { rootObject: 'app/index.html' };
    expect(responseTo({ '/app/*': '/other/:splat' }, path, options)).toBeUndefined();
    expect(responseTo({ '/app/:page': '/other/:page' }, path, options)).toBeUndefined();
    expect(responseTo({ '/*': 'https://b.test/:splat' }, path, options)).toBe('301 https://b.test/');
    expect(responseTo({ '/app/*': '/other/:splat' }, '/app/x', options)).toBe('301 /other/x');
    expect(responseTo({ '/app/*': '/other/:splat' }, '/app/', options)).toBe('301 /other/');
  });

  test('in every spelling that is normalized to the object, and in no other', () => {
    for (const path of ['/index.html/', '/%69ndex.html', '/./index.html']) {
      expect(responseTo({ '/': '/home' }, path)).toBe('301 /home');
      expect(responseTo({ '/:slug': '/posts/:slug' }, path)).toBeUndefined();
    }
    for (const path of ['/Index.html', '/index.htm', '/a/index.html', '//index.html']) {
      expect(responseTo({ '/': '/home' }, path)).toBeUndefined();
    }
    expect(responseTo({ '/': '/home' }, '/start%20page.html', { rootObject: 'start page.html' })).toBe('301 /home');
    expect(responseTo({ '/': '/home' }, '/index.html', { rootObject: '/index.html' })).toBe('301 /home');
    expect(responseTo({ '/': '/home' }, '/index.html', { rootObject: '' })).toBeUndefined();
  });

  test('a rewrite to / requests the object from the origin, because CloudFront does not replace / again', () => {
    expect(responseTo({ '/start': { to: '/', statusCode: 200 } }, '/start')).toBe('200 /index.html');
    expect(responseTo({ '/start': { to: '/?a=1', statusCode: 200 } }, '/start')).toBe('200 /index.html?a=1');
    expect(responseTo({ '/x/*': { to: '/:splat', statusCode: 200 } }, '/x/')).toBe('200 /index.html');
    expect(responseTo({ '/': { to: '/?lang=de', statusCode: 200 } }, '/')).toBe('200 /index.html?lang=de');
    expect(responseTo({ '/start': { to: '/index.html', statusCode: 200 } }, '/start')).toBe('200 /index.html');
    expect(responseTo({ '/start': { to: '/', statusCode: 200 } }, '/start', { rootObject: '' })).toBe('200 /');
    expect(responseTo({ '/start': { to: '/', statusCode: 200 } }, '/start', { rootObject: 'a b.html' })).toBe('200 /a%20b.html');
  });

  test.each(HOME)('a rule that leads to the home page exempts %s', (path) => {
    expect(responseTo({ '/*': '/index.html' }, path)).toBeUndefined();
    expect(responseTo({ '/*': '/' }, path)).toBeUndefined();
    expect(responseTo('/* /index.html 302', path, { format: 'netlify' })).toBeUndefined();
    // On the host of the request, which is not known when the list is checked.
    expect(responseTo({ '/*': 'https://www.example.com/index.html' }, path)).toBeUndefined();
    expect(responseTo({ '/': 'https://www.example.com/index.html' }, path)).toBeUndefined();
    expect(responseTo({ '/': { to: 'https://www.example.com/index.html', query: 'drop' } }, `${path}?a=1`)).toBe(
      '301 https://www.example.com/index.html',
    );
    // The page of another site is another page.
    expect(responseTo({ '/': 'https://other.test/index.html' }, path)).toBe('301 https://other.test/index.html');
  });
});
