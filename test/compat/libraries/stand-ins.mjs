// What a library needs from the app around it, as small as possible.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CfnKeyValueStore, experimental, ImportSource } from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { stringify } from 'flatted';

const runtime = Runtime.NODEJS_22_X;

/** A function behind an origin: the preview answers instead of it. */
export function answering(stack) {
  const code = Code.fromInline('exports.handler = async () => ({ statusCode: 200, body: "" });');
  return new Lambda(stack, 'Answering', { runtime, handler: 'index.handler', code });
}

/** A function of the user. */
export function indexDocuments(stack) {
  const code = Code.fromInline(`exports.handler = (event, context, callback) => {
    const request = event.Records[0].cf.request;
    request.uri = request.uri.replace(/\\/$/, '/index.html');
    callback(null, request);
  };`);
  return new experimental.EdgeFunction(stack, 'IndexDocuments', { runtime, handler: 'index.handler', code });
}

/** The preview reads a KeyValueStore from its import source; here a custom resource writes the keys. */
export function storedKeys(site) {
  const resources = site.node.findAll();
  const { Entries: entries } = resources.map(({ cfnProperties }) => cfnProperties).find((one) => one?.Entries);
  const data = Object.entries(JSON.parse(entries)).map(([key, value]) => ({ key, value }));
  const store = resources.find((resource) => CfnKeyValueStore.isCfnKeyValueStore(resource));
  store.importSource = ImportSource.fromInline(JSON.stringify({ data }))._bind(store);
}

/** Writes what the build of a site leaves behind. */
export function writeSites(folder) {
  const write = (name, files) => {
    for (const [file, text] of Object.entries(files)) {
      const path = join(folder, name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return join(folder, name);
  };
  return {
    folder,
    site: write('site', PAGES),
    astro: (mode) => write(`astro-${mode}`, {
      'dist/metadata.json': stringify({ args: { mode } }),
      'dist/lambda/entry.mjs': ASTRO,
      'dist/client/docs/index.html': 'the docs',
    }),
    openNext: join(write('opennext', {
      '.open-next/open-next.output.json': JSON.stringify(OPEN_NEXT),
      '.open-next/assets/_next/static/app.js': 'static',
      '.open-next/server/index.mjs': SERVER,
    }), '.open-next'),
    next: write('next', {
      'package.json': '{ "scripts": { "build": "next build" } }',
      '.open-next/assets/_next/static/app.js': 'static',
      '.open-next/cache/entry': '',
      ...Object.fromEntries(NEXT_FUNCTIONS.map((name) => [`.open-next/${name}/index.mjs`, SERVER])),
    }),
  };
}

const PAGES = {
  'index.html': 'the home page',
  'docs/index.html': 'the docs',
  '_next/static/app.js': 'static',
  // The home of an origin with a path.
  'web/docs/index.html': 'the docs',
};

const SERVER = 'export const handler = async () => ({ statusCode: 200, body: "" });';

/** Answers what the bucket does not have, as the bundle of Astro's adapter does. */
const ASTRO = `import { createHash } from 'node:crypto';
export const handler = async (event) => {
  const { config, request, response } = event.Records[0].cf;
  if (config.eventType === 'origin-request') {
    if (!request.uri.startsWith('/rendered')) return request;
    return { status: '200', body: 'rendered at the edge', headers: {} };
  }
  response.headers['x-astro'] = [{ key: 'X-Astro', value: config.eventType + ' ' + request.uri }];
  response.headers['x-hash'] = [{ key: 'X-Hash', value: createHash('md5').update(request.uri).digest('hex') }];
  return response;
};`;

const NEXT_FUNCTIONS = [
  'server-functions/default', 'image-optimization-function', 'revalidation-function', 'dynamodb-provider',
];

const fn = { type: 'function', handler: 'index.handler', bundle: '.open-next/server', streaming: false };
const OPEN_NEXT = {
  origins: {
    s3: { type: 's3', originPath: '_assets', copy: [{ from: '.open-next/assets', to: '_assets' }] },
    default: fn,
    imageOptimizer: fn,
  },
  behaviors: [
    { pattern: '_next/image*', origin: 'imageOptimizer' },
    { pattern: '_next/static/*', origin: 's3' },
    { pattern: '*', origin: 'default' },
  ],
  additionalProps: {},
};
