import { mayServeDocuments } from '../../../src/core/facts/documents';

it.each(['*.png', '/img/*.JPG', 'fonts/*.woff2', '/favicon.ico', '*.css', '/media/*.m3u8', '/dl/*.tar.gz'])(
  '%s serves no documents', (pattern) => expect(mayServeDocuments(pattern)).toBe(false));

// A browser applies the policy of an SVG, an XML file, a PDF and the script of a worker.
it.each([
  '*', '/api/*', '/assets/*', '*.html', '*.svg', '*.xml', '*.pdf', '*.js', '/worker.mjs', '*.jp?g', '/v1.0/*', '*.png*',
  '/docs.d/page', '/a.png/*',
])('%s may', (pattern) => expect(mayServeDocuments(pattern)).toBe(true));
