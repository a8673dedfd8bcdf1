// CPU of one call of a CloudFront Function in the preview, event and checks of the result included, in the process of
// the preview and in a process of its own: `npm run bench -- function-call`.
import { join } from 'node:path';
import type { CloudFrontFunction } from '../src/preview/assembly/distribution';
import { CloudFrontFunctions } from '../src/preview/edge/cloudfront-functions';
import { FunctionWorkers } from '../src/preview/edge/function-workers';
import { StoreFiles } from '../src/preview/edge/store-files';

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
      if (/^www\\./.test(host) && old[request.uri]) {
        return { statusCode: 301, headers: { location: { value: old[request.uri] } } };
      }
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
const response = {
  status: 200,
  statusDescription: 'OK',
  headers: {
    'content-type': header('Content-Type', 'text/html'),
    'etag': header('ETag', '"x"'),
    'cache-control': header('Cache-Control', 'max-age=60'),
    'content-length': header('Content-Length', '5'),
  },
  body: Buffer.from('hello'),
};

const workers = new FunctionWorkers(join(process.cwd(), 'assets/cli/worker.js'), () => undefined);
const site = { aliases: [], defaultRootObject: '' };
const stores = new StoreFiles({}, site, () => undefined);
const functions = new CloudFrontFunctions(workers, 'E1', stores, true, () => undefined);

async function measure(name: string, rounds: number, run: () => unknown): Promise<void> {
  for (let n = 0; n < rounds; n++) await run();
  const before = process.cpuUsage();
  for (let n = 0; n < rounds; n++) await run();
  const { user, system } = process.cpuUsage(before);
  console.log(`${name}: ${((user + system) / rounds).toFixed(1)} µs of CPU per call`);
}

function named(name: string, code: string): CloudFrontFunction {
  return {
    host: 'cloudfront-function',
    key: name,
    name,
    template: '',
    logicalId: '',
    runtime: 'cloudfront-js-2.0',
    code,
    keyValues: {},
    stores: [],
  };
}

for (const [name, code] of Object.entries(FUNCTIONS)) {
  const fn = named(name, code);
  await measure(name, 50_000, () => functions.request(fn, call, request));
}
const setsHeader = named('sets a header of the response', `function handler(event) {
  event.response.headers['x-own'] = { value: '1' };
  return event.response;
}`);
const answered = { ...call, event: 'viewer-response' } as const;
await measure(setsHeader.name, 50_000, () => functions.response(setsHeader, answered, request, response));
const elsewhere = named('in a process, without the CPU of that process',
  'function handler(event) { new RegExp("a"); return event.request; }');
await measure(elsewhere.name, 2_000, () => functions.request(elsewhere, call, request));
await workers.close();
