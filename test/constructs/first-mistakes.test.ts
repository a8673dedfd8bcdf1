import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeFunctions, EdgeRedirector, EdgeStep, ErrorAction, ErrorPage,
  ErrorStatuses, RedirectFormat, RedirectSource,
} from '../../src';
import { siteStack } from '../support/apps';

type Site = ReturnType<typeof siteStack>;

const source = (from: () => RedirectSource) => ({ stack, distribution }: Site) =>
  new EdgeRedirector(stack, 'X', { distribution, source: from() });
const page = (from: () => ErrorPage) => ({ stack, distribution }: Site) => new EdgeErrorMasker(stack, 'X', {
  distribution, rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.respond({ page: from() }) }],
});
const step = (path: string) => ({ stack, distribution }: Site) => new EdgeCustomStep(stack, 'X', {
  distribution, event: LambdaEdgeEventType.VIEWER_REQUEST, step: EdgeStep.fromFile(path),
});

/** The message, or '' if there is none. */
function messageOf(make: (site: Site) => unknown): string {
  const site = siteStack();
  try {
    make(site);
    site.app.synth();
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'folder-'));

test.each([
  ['a list that is not there', source(() => RedirectSource.fromFile('no.json')), `source cannot be read, got "no.json"; there is no file ${resolve('no.json')}  [EDGE_REDIRECT_FILE]`],
  ['a page that is not there', page(() => ErrorPage.fromFile('no.html')), `page cannot be read, got "no.html"; there is no file ${resolve('no.html')}  [EDGE_MASK_PAGE_FILE]`],
  ['a step that is not there', step('no.js'), `step cannot be read, got "no.js"; there is no file ${resolve('no.js')}  [EDGE_STEP_FILE]`],
  ['a file below a file', step('package.json/no.js'), `; there is no file ${resolve('package.json/no.js')}  [EDGE_STEP_FILE]`],
  ['a folder', step(folder), `; ${folder} is a folder  [EDGE_STEP_FILE]`],
  ['the name of a list as its text', source(() => RedirectSource.fromInline('redirects.json')), 'source.text is the name of a file, got "redirects.json"; use RedirectSource.fromFile("redirects.json")  [EDGE_PROPERTY_TYPE]'],
  ['the name of a list of a format', source(() => RedirectSource.fromInline('public/_redirects', { format: RedirectFormat.NETLIFY })), 'use RedirectSource.fromFile("public/_redirects")'],
  ['the name of a page as its text', page(() => ErrorPage.fromInline('site/404.html')), 'page.text is the name of a file, got "site/404.html"; use ErrorPage.fromFile("site/404.html")  [EDGE_PROPERTY_TYPE]'],
  ['rules that are not a string', source(() => RedirectSource.fromInline({ '/a': '/b' } as never)), 'source.text must be a string, got {"/a":"/b"}; use JSON.stringify for an object  [EDGE_PROPERTY_TYPE]'],
  ['a list of statuses', ({ stack, distribution }: Site) => new EdgeErrorMasker(stack, 'X', {
    distribution, rules: [{ statuses: ErrorStatuses.codes([403, 404] as never), action: ErrorAction.redirectTo('/404.html') }],
  }), 'rules[0].statuses is not an error status, got [403,404]; pass each as an argument: ErrorStatuses.codes(403, 404)  [EDGE_MASK_STATUS]'],
  ['a list of path patterns', ({ stack, distribution }: Site) => new EdgeRedirector(stack, 'X', {
    distribution, behaviors: EdgeBehaviors.paths(['/api/*'] as never), source: RedirectSource.fromInline('{"/a":"/b"}'),
  }), 'must be a path pattern, got ["/api/*"]; pass each as an argument: EdgeBehaviors.paths("/a/*", "/b/*")'],
  ['behaviors as text', ({ stack, distribution }: Site) => new EdgeRedirector(stack, 'X', {
    distribution, behaviors: '/api/*' as never, source: RedirectSource.fromInline('{"/a":"/b"}'),
  }), 'behaviors must be an EdgeBehaviors, got "/api/*"; use one such as EdgeBehaviors.paths("/docs/*")  [EDGE_PROPERTY_TYPE]'],
  ['a function instead of a customizer', ({ distribution }: Site) => EdgeFunctions.of(distribution).forEach((() => {}) as never),
    'customizer must be an object with a method "customize", got a function; use one such as { customize: (edgeFunction) => ... }  [EDGE_PROPERTY_TYPE]'],
])('%s: the message says what to change', (_, make, message) => expect(messageOf(make)).toContain(message));

test.each([
  ['a line of two URLs', source(() => RedirectSource.fromInline('/a.json /b.json', { format: RedirectFormat.NETLIFY }))],
  ['a CSV line', source(() => RedirectSource.fromInline('example.com/a.csv,https://example.com/b.csv', { format: RedirectFormat.CSV }))],
  ['a page that names a file', page(() => ErrorPage.fromInline('See 404.html'))],
  ['a page with a link', page(() => ErrorPage.fromInline('<a href=/index.html>index.html'))],
])('%s is not the name of a file', (_, make) => expect(messageOf(make)).toBe(''));
