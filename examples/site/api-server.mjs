// The company's API, as far as the site needs it: the origin https://api.fathomandfell.example in the demo.
// Run it alone with `node examples/site/api-server.mjs 4000`.
import { createServer, STATUS_CODES } from 'node:http';
import { pathToFileURL } from 'node:url';
import { keepers, stations } from './api-data.mjs';

/** Statuses that must not carry a body. */
const BODILESS = new Set([204, 205, 304]);

/** Headers that belong to a status. */
const STATUS_HEADERS = {
  301: { location: '/api/status/200' },
  302: { location: '/api/status/200' },
  303: { location: '/api/status/200' },
  307: { location: '/api/status/200' },
  308: { location: '/api/status/200' },
  401: { 'www-authenticate': 'Bearer realm="fathomandfell"' },
  405: { allow: 'GET, HEAD' },
  429: { 'retry-after': '30' },
  503: { 'retry-after': '30' },
};

/** The pages have another origin than the API, so their scripts can only read what these headers allow. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
  'access-control-allow-headers': 'content-type, authorization',
  'access-control-max-age': '600',
};

/** @returns {{ status: number, body?: unknown, headers?: Record<string, string> }} */
function answer(method, path) {
  if (method === 'OPTIONS') return { status: 204 };
  const [, root, collection, id, ...rest] = path.replace(/\/+$/, '').split('/').map(decode);
  if (root !== 'api' || rest.length > 0) return notFound(path);
  switch (collection) {
    case 'status':
      return status(id) ?? notFound(path);
    case 'users':
      return id ? item('user', keepers, id) : { status: 200, body: { users: Object.keys(keepers) } };
    case 'stations':
      return id ? item('station', stations, id) : { status: 200, body: { stations: Object.keys(stations) } };
    default:
      return notFound(path);
  }
}

function status(text) {
  const code = /^[2-5]\d\d$/.test(text ?? '') ? Number(text) : 0;
  if (!code) return undefined;
  const message = STATUS_CODES[code] ?? 'Unassigned';
  return {
    status: code,
    headers: STATUS_HEADERS[code],
    body: BODILESS.has(code) ? undefined : { status: code, message },
  };
}

function item(kind, all, id) {
  const key = id.toLowerCase();
  return Object.hasOwn(all, key)
    ? { status: 200, body: all[key] }
    : { status: 404, body: { status: 404, message: `No ${kind} is called ${id}` } };
}

function notFound(path) {
  return { status: 404, body: { status: 404, message: `Nothing at ${path}` } };
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function handle(request, response) {
  request.resume();
  const { status: code, body, headers } = answer(request.method ?? 'GET', (request.url ?? '/').split('?')[0]);
  const text = body === undefined ? undefined : `${JSON.stringify(body)}\n`;
  response.writeHead(code, {
    ...CORS,
    'cache-control': 'no-store',
    'server': 'fathom-api',
    ...headers,
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

/** Starts the API on the loopback interface. Returns the server and its origin. */
export async function startApi(port = 0) {
  const server = createServer(handle);
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { origin } = await startApi(Number(process.argv[2] ?? 0));
  console.log(`API on ${origin}`);
}
