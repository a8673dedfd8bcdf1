import { mayServeDocuments } from '../../../src/core/facts/documents';

it.each(['*.png', '/img/*.JPG', 'fonts/*.woff2', '/favicon.ico', '*.css', '/media/*.m3u8', '/dl/*.tar.gz'])(
  '%s cannot serve documents', (pattern) => expect(mayServeDocuments(pattern)).toBe(false));

// Browsers apply the policy of an SVG, an XML file, a PDF and the script of a worker.
it.each([
  '*', '/api/*', '/assets/*', '*.html', '*.svg', '*.xml', '*.pdf', '*.js', '/worker.mjs', '*.jp?g', '/v1.0/*', '*.png*',
  '/docs.d/page', '/a.png/*',
])('%s may serve documents', (pattern) => expect(mayServeDocuments(pattern)).toBe(true));
