/**
 * The grid of the masking matrix, and the expectation for each cell: written down here, not computed by the code under
 * test.
 */

export const STATUSES = [
  200, 204, 206, 301, 304, 400, 401, 403, 404, 405, 410, 412, 416, 418, 429, 500, 502, 503, 504,
] as const;
export const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'] as const;
export const ACCEPTS = {
  html: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  json: 'application/json',
  none: undefined,
} as const;
export const PLACES = { 'site': '/products/7', 'api': '/api/products/7', 'page itself': '/404.html' } as const;
export const ACTIONS = [
  'redirect',
  'page',
  'problem',
  'app',
  'status',
  'status with body',
  'exception',
  'stored',
] as const;

export type Action = typeof ACTIONS[number];

export interface Cell {
  readonly action: Action;
  readonly status: number;
  readonly method: string;
  readonly accept: keyof typeof ACCEPTS;
  readonly place: keyof typeof PLACES;
}

export interface Expected {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The origin's response besides its status. */
export const ORIGIN_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'public, max-age=31536000',
  'content-encoding': 'identity',
  'content-type': 'application/x-origin',
  'etag': '"origin"',
  'expires': 'Thu, 01 Jan 2037 00:00:00 GMT',
  'last-modified': 'Fri, 20 Nov 2026 00:00:00 GMT',
  'server': 'origin/1.0',
  'set-cookie': 'session=secret',
  'www-authenticate': 'Basic realm="origin"',
  'x-powered-by': 'origin',
  'retry-after': '120',
  'access-control-allow-origin': '*',
};
export const ORIGIN_BODY = 'said by the origin';

/** Of the statuses above, those that ranges hold. */
const MASKED = [400, 403, 404, 410, 418, 500, 502, 503, 504];

function isMasked({ action, status, method, accept, place }: Cell): boolean {
  if (place === 'api' || !['GET', 'HEAD'].includes(method)) return false;
  if (action === 'app') return [403, 404].includes(status) && accept === 'html';
  if (action === 'redirect') return MASKED.includes(status) && place !== 'page itself';
  return action !== 'exception' && MASKED.includes(status);
}

/** What the viewer gets; undefined if it is the origin's response. */
export function expected(cell: Cell): Expected | undefined {
  if (!isMasked(cell)) return undefined;
  const common = { 'cache-control': 'max-age=10', 'access-control-allow-origin': '*' };
  const html = { ...common, 'content-type': 'text/html; charset=utf-8' };
  const path = PLACES[cell.place];
  switch (cell.action) {
    case 'redirect': return { status: 302, headers: { ...common, location: '/404.html' }, body: '' };
    case 'page': return { status: 404, headers: html, body: `<h1>404 Not Found</h1><p>${path}</p>` };
    case 'problem': return {
      status: cell.status,
      headers: { ...common, 'content-type': 'application/problem+json', 'retry-after': '120' },
      body: `{"title":"${REASONS[cell.status]}","status":${cell.status},"instance":"${path}"}`,
    };
    case 'app': return { status: 200, headers: html, body: '<div id="app"></div>' };
    case 'status': return { status: 404, headers: common, body: '' };
    case 'status with body': return {
      status: 404,
      headers: { ...common, 'content-type': 'application/x-origin', 'content-encoding': 'identity' },
      body: ORIGIN_BODY,
    };
    case 'stored': return { status: 404, headers: html, body: '<h1>From S3</h1>' };
    case 'exception': throw new Error('an exception masks nothing');
  }
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  410: 'Gone',
  418: 'Error',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** All cells of an action and a status. */
export function cellsOf(action: Action, status: number): Cell[] {
  return METHODS.flatMap((method) => (Object.keys(ACCEPTS) as Cell['accept'][]).flatMap((accept) => (
    (Object.keys(PLACES) as Cell['place'][]).map((place) => ({ action, status, method, accept, place }))
  )));
}
