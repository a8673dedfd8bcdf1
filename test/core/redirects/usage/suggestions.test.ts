import { Suggestions } from '../../../../src/core/redirects/usage/suggestions';

const PAGES = ['/', '/products/coffee', '/products/tea', '/a/contact', '/b/contact', '/blog/a-long-title-of-a-post', '/About', '/post/2024-17',
  '/style.js', '/docs/reference/configuration/dog', '/orders/17', '/img/logo.png', '/env'];
const suggestions = new Suggestions(PAGES);

test.each([
  ['/products/coffee/', '/products/coffee', 'a slash at the end'],
  ['/Products/Coffee.html', '/products/coffee', 'case and an ending'],
  ['/products/coffee/index.html', '/products/coffee', 'a file of a folder'],
  ['/shop/coffee', '/products/coffee', 'another folder'],
  ['/blog/a_long_title_of_a_post', '/blog/a-long-title-of-a-post', 'other signs between words'],
  ['/blog/a-long-titel-of-a-post', '/blog/a-long-title-of-a-post', 'a typing error'],
  ['/about', '/About', 'case only'],
])('%s is %s: %s', (path, page) => expect(suggestions.for(path)).toBe(page));

test.each([
  ['/c/contact', 'two pages have its name'],
  ['/wp-login.php', 'no page is like it'],
  ['/products/coffee', 'it is the page itself'],
  ['/post/2024-71', 'numbers are names of their own'],
  ['/style.css', 'a file of another kind'],
  ['/img/logo.svg', 'a picture of another kind'],
  ['/docs/reference/configuration/cat', 'another page of a long folder'],
  ['/products/17', 'another number'],
  ['/', 'it is the home page'],
  ['//', 'it has no name'],
  ['/favicon.ico', 'no file is like it'],
  ['/.env', 'a probe'],
  ['/x', 'it is too short for a typing error'],
  [`/${'a'.repeat(10_000)}`, 'it is too long'],
])('%s has no suggestion: %s', (path) => expect(suggestions.for(path)).toBeUndefined());
