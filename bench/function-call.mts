// CPU of one call of a CloudFront Function in the preview, event and checks of the result included, in the process of
// the preview and in a process of its own: `npm run bench -- function-call`.
import { join } from 'node:path';
import { CloudFrontFunctions } from '../src/preview/edge/cloudfront-functions';
import { FunctionWorkers } from '../src/preview/edge/function-workers';
import { StoreFiles } from '../src/preview/edge/store-files';
import type { CloudFrontFunction } from '../src/preview/assembly/distribution';

const FUNCTIONS = {
  'passes the request on': 'function handler(event) { return event.request; }',
  'rewrites folders': `function handler(event) {
    var request = event.request;
    if (request.uri.endsWith('/')) request.uri += 'index.html';
    else if (!request.uri.includes('.')) request.uri += '/index.html';
    return request;
  }`,
  'matches and sets headers, async': `const old = { '/a': '/b' };
    async function handler(event) {
      const request = event.request, host = request.headers.host.value;
      if (/^www\\./.test(host) && old[request.uri]) return { statusCode: 301, headers: { location: { value: old[request.uri] } } };
      request.headers['x-own'] = { value: \`\${host}:\${request.uri}\` };
      return request;
    }`,
};

const header = (key: string, value: string) => [{ key, value }];
const request = {
  method: 'GET',
  uri: '/docs/guide/',
  querystring: 'a=1&b=2',
  headers: {
    'host': header('Host', 'www.example.com'),
    'user-agent': header('User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:83.0) Gecko/20100101 Firefox/83.0'),
    'accept': header('Accept', 'text/html,application/xhtml+xml'),
    'accept-language': header('Accept-Language', 'en-GB,en;q=0.5'),
    'accept-encoding': header('Accept-Encoding', 'gzip, deflate, br'),
    'cookie': header('Cookie', 'a=1; b=2'),
  },
};
const call = {
  event: 'viewer-request', requestId: 'id', clientIp: '127.0.0.1', distributionDomainName: 'd1.cloudfront.net',
} as const;
const response = { status: 200, statusDescription: 'OK', headers: { 'content-type': header('Content-Type', 'text/html'),
  'etag': header('ETag', '"x"'), 'cache-control': header('Cache-Control', 'max-age=60'), 'content-length': header('Content-Length', '5') },
  body: Buffer.from('hello') };

const workers = new FunctionWorkers(join(process.cwd(), 'assets/cli/worker.js'), () => undefined);
const site = { aliases: [], defaultRootObject: '' };
const functions = new CloudFrontFunctions(workers, 'E1', new StoreFiles({}, site, () => undefined), true, () => undefined);

async function measure(name: string, code: string, rounds: number): Promise<void> {
  const fn = { host: 'cloudfront-function', key: name, name, runtime: 'cloudfront-js-2.0', code, keyValues: {}, stores: [] } as unknown as CloudFrontFunction;
  for (let n = 0; n < rounds; n++) await functions.request(fn, call, request);
  const before = process.cpuUsage();
  for (let n = 0; n < rounds; n++) await functions.request(fn, call, request);
  const { user, system } = process.cpuUsage(before);
  console.log(`${name}: ${((user + system) / rounds).toFixed(1)} µs of CPU per call`);
}

for (const [name, code] of Object.entries(FUNCTIONS)) await measure(name, code, 50_000);
const echo = 'function handler(event) { var r = event.response; r.headers["x-own"] = { value: "1" }; return r; }';
const fn = { host: 'cloudfront-function', key: 'response', name: 'response', runtime: 'cloudfront-js-2.0', code: echo, keyValues: {}, stores: [] } as unknown as CloudFrontFunction;
for (let n = 0; n < 50_000; n++) await functions.response(fn, { ...call, event: 'viewer-response' }, request, response);
const before = process.cpuUsage();
for (let n = 0; n < 50_000; n++) await functions.response(fn, { ...call, event: 'viewer-response' }, request, response);
const { user, system } = process.cpuUsage(before);
console.log(`sets a header of the response: ${((user + system) / 50_000).toFixed(1)} µs of CPU per call`);
await measure('the same function, with a class of built-ins that needs a process', 'function handler(event) { new RegExp("a"); return event.request; }', 2_000);
await workers.close();
