import { gzipSync } from 'node:zlib';
import { page } from '../../core/explain/support/render';
import { file, json } from '../explain/support';

const GEO = page(403, 'The Amazon CloudFront distribution is configured to block access from your country.');
const HEAD = `HTTP/2 403 \n${Object.entries(GEO.headers!).map(([name, value]) => `${name}: ${value}\n`).join('')}\n`;
const TEXT = `${HEAD}${GEO.body}`;
const NGINX = 'HTTP/1.1 404 Not Found\nServer: nginx\nVia: 1.1 a.cloudfront.net (CloudFront)\n\n<h1>No</h1>\n';

const verdicts = async (text: string | Buffer) => (
  (await json(file(text))).list.map(({ source, confidence }) => `${source} ${confidence}`));

test.each<[string, string | Buffer, string]>([
  ['in UTF-16, as PowerShell writes files', Buffer.from(`\uFEFF${TEXT.replace(/\n/g, '\r\n')}`, 'utf16le'), 'geo-restriction certain'],
  ['indented, as in Markdown', NGINX.replace(/^(?=.)/gm, '    '), 'custom-origin likely'],
  ['quoted in a mail', NGINX.replace(/^/gm, '> '), 'custom-origin likely'],
  ['behind a prompt in brackets', `[root@host ~]$ curl -i https://www.example.com/\n${NGINX}`, 'custom-origin likely'],
  ['with blanks at the ends of lines', TEXT.replace(/\n/g, '  \n'), 'geo-restriction certain'],
  ['with names in odd case', TEXT.replace(/^[a-z-]+(?=:)/gm, (name) => name.toUpperCase()), 'geo-restriction certain'],
])('a capture %s is read', async (_, text, expected) => expect(await verdicts(text)).toEqual([expected]));

test('the body of a compressed response says nothing, and its headers are read', async () => {
  const head = (server: string, more = '') => Buffer.from(
    `HTTP/2 403 \nserver: ${server}\nx-cache: Error from cloudfront\nx-amz-cf-id: x\ncontent-type: text/html\ncontent-encoding: gzip\n${more}\n`);
  expect(await verdicts(Buffer.concat([head('nginx'), gzipSync('no entry '.repeat(99))]))).toEqual(['custom-origin likely']);
  const { list: [hidden] } = await json(file(Buffer.concat([head('CloudFront', 'content-length: 919\n'), gzipSync(GEO.body!)])));
  expect([hidden.source, hidden.settledBy]).toEqual(['cannot-tell', expect.stringContaining('curl -i --compressed')]);
});

test('a message that is only known by the length of the page is likely at most', async () => {
  const failed = page(503, "The Lambda function associated with the CloudFront distribution is invalid or doesn't have the required permissions.");
  const head = `HTTP/2 503 \n${Object.entries(failed.headers!).map(([name, value]) => `${name}: ${value}\n`).join('')}\n`;
  expect(await verdicts(head)).toEqual(['edge-function-failed likely']);
  expect(await verdicts(`${head}${failed.body}`)).toEqual(['edge-function-failed certain']);
});
