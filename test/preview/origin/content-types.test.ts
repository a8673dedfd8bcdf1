import { contentTypeOf } from '../../../src/preview/origin/content-types';
import { site } from '../support/site';

// Results of `mimetypes.guess_type(name)[0]` of Python 3.13.5, without a table of the system.
const PYTHON: [string, string | undefined][] = [
  ['favicon.ico', 'image/vnd.microsoft.icon'], ['a.m3u8', 'application/vnd.apple.mpegurl'],
  ['a.m3u', 'application/vnd.apple.mpegurl'], ['f.woff', undefined],
  ['f.woff2', undefined], ['f.ttf', undefined],
  ['f.otf', undefined], ['f.eot', undefined],
  ['a.js', 'text/javascript'], ['a.mjs', 'text/javascript'],
  ['a.js.map', undefined], ['a.css', 'text/css'],
  ['a.html', 'text/html'], ['a.HTML', 'text/html'],
  ['a.json', 'application/json'], ['site.webmanifest', 'application/manifest+json'],
  ['a.svg', 'image/svg+xml'], ['a.svgz', 'image/svg+xml'],
  ['a.xml', 'text/xml'], ['rss.rss', undefined],
  ['a.mp4', 'video/mp4'], ['a.webm', 'video/webm'],
  ['a.ts', undefined], ['a.mpd', undefined],
  ['a.vtt', 'text/vtt'], ['a.wasm', 'application/wasm'],
  ['a.md', 'text/markdown'], ['a.csv', 'text/csv'],
  ['a.txt', 'text/plain'], ['a.zip', 'application/zip'],
  ['a.gz', undefined], ['a.js.gz', 'text/javascript'],
  ['a.js.br', 'text/javascript'], ['a.js.Z', 'text/javascript'],
  ['a.js.z', undefined], ['a.tgz', 'application/x-tar'],
  ['a.TGZ', 'application/x-tar'], ['a.tar.gz', 'application/x-tar'],
  ['a.jpg', 'image/jpeg'], ['a.JPEG', 'image/jpeg'],
  ['a.heic', 'image/heic'], ['a.avif', 'image/avif'],
  ['a.webp', 'image/webp'], ['a.pdf', 'application/pdf'],
  ['a.yaml', undefined], ['a.rtf', 'text/rtf'],
  ['README', undefined], ['.htaccess', undefined],
  ['x/.well-known', undefined], ['x/..a.html', 'text/html'],
  ['.html', undefined], ['a.', undefined],
  ['a.b/c', undefined], ['a.html/', undefined],
  ['a.png.', undefined], ['x.y/z.png', 'image/png'],
  ['a.flac', undefined], ['a.opus', 'audio/opus'],
  ['a.weba', undefined], ['a.mp3', 'audio/mpeg'],
  ['a.wav', 'audio/x-wav'], ['a.apk', undefined],
  ['a.cjs', undefined], ['a.bz2', undefined],
  ['a.xz', undefined], ['a b.html', 'text/html'],
  ['é.html', 'text/html'], ['...png', undefined],
  ['a..png', 'image/png'],
];

it.each(PYTHON)('%j is %s, as in the AWS CLI', (key, type) => expect(contentTypeOf(key)).toBe(type));

it.each([
  ['/favicon.ico', 'image/vnd.microsoft.icon'], ['/live.m3u8', 'application/vnd.apple.mpegurl'],
  ['/font.woff2', 'binary/octet-stream'], ['/app.js.map', 'binary/octet-stream'],
])('a BucketDeployment serves %s as %s', async (path, type) => {
  const running = site({ files: { [path.slice(1)]: 'x' } });
  expect((await running.fetch(path)).headers.get('content-type')).toBe(type);
});
