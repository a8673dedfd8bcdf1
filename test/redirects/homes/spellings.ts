import type { TimedRequest } from '../../support/redirect-function';

type Spelling = readonly [name: string, change: (request: TimedRequest) => TimedRequest];

const path = (change: (text: string) => string) => (request: TimedRequest): TimedRequest => (
  { ...request, path: change(request.path) });
const query = (more: string) => (request: TimedRequest): TimedRequest => (
  { ...request, query: [request.query, more].filter((text) => text !== '').join('&') });
const host = (change: (text: string) => string) => (request: TimedRequest): TimedRequest => (
  { ...request, host: change(request.host!) });

const escape = (text: string): string => `%${text.charCodeAt(0).toString(16)}`;

/** How viewers, scanners and attackers write a URL. */
export const SPELLINGS: readonly Spelling[] = [
  ['as it is', (request) => request],
  ['a slash at the end', path((text) => `${text}/`)],
  ['two slashes at the end', path((text) => `${text}//`)],
  ['two slashes at the beginning', path((text) => `/${text}`)],
  ['slashes doubled', path((text) => text.replace(/(.)\//g, '$1//'))],
  ['capital letters', path((text) => text.toUpperCase())],
  ['a letter escaped', path((text) => text.replace(/[a-z]/i, escape))],
  ['all letters escaped', path((text) => text.replace(/[a-z]/gi, escape))],
  ['dot segments', path((text) => `/./x/..${text}`)],
  ['escaped dot segments', path((text) => `/x/%2e%2E${text}/%2E`)],
  ['above the root', path((text) => `/../..${text}`)],
  ['%2F at the end', path((text) => `${text}%2F`)],
  ['% at the end', path((text) => `${text}%`)],
  ['%00 at the end', path((text) => `${text}%00`)],
  ['a backslash', path((text) => text.replace(/^\//, '/\\'))],
  ['escaped twice', path((text) => text.replace(/[a-z]/i, (letter) => escape(letter).replace('%', '%25')))],
  ['a query of nothing', query('?&&=')],
  ['%', query('%')],
  ['half an escape', query('a=%E0%A4%A&%zz')],
  ['a name repeated', query('a=1&a=2&a&a=')],
  ['names of objects', query('__proto__=1&constructor=2&toString')],
  ['separators', query('x=1;y=2&&z=a=b&=c')],
  ['what a header must not have', query('x=%0d%0aSet-Cookie:%20a=1&y="<>|')],
  ['a host in capital letters', host((text) => text.toUpperCase())],
  ['a host with a port', host((text) => `${text}:8443`)],
];

/** Spellings of one URL of a list: events with so much text take long in njs. */
export const LONG_SPELLINGS: readonly Spelling[] = [
  ['a long query', query(`long=${'%20x'.repeat(1500)}`)],
  ['a query of a thousand names', query(Array.from({ length: 1000 }, (_, i) => `p${i}`).join('&'))],
  ['a long path', path((text) => text + '/x'.repeat(3500))],
];

/** A request of a viewer of the site. */
export function requestOf(given: string | Partial<TimedRequest> & { readonly url: string }): TimedRequest {
  const { url, ...more } = typeof given === 'string' ? { url: given } : given;
  const [, path_, query_ = ''] = /^([^?]*)\??(.*)$/s.exec(url)!;
  return {
    path: path_, query: query_, host: 'www.example.com', now: Date.UTC(2026, 0, 15), headers: {}, ...more,
  };
}
