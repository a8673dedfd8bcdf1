import type { Stage } from './stage';
import type { EdgeHeaders } from '../../core/http/headers';
import { byName } from '../exchange/by-name';
import type { Exchange } from '../exchange/exchange';
import { HOP_BY_HOP, keepHeaders } from '../exchange/headers';
import { discard } from '../exchange/message';
import { VIA_HOST } from '../policies/via-host';
import { recordIn } from '../trace/record';

/** The edge location in `X-Amz-Cf-Pop`. */
export const POP = 'LOC50-P1';

/** Statuses that never have a body. */
const BODYLESS = [204, 205, 304];

/** The last stage: the headers that CloudFront sets on every response, and Content-Length. */
export const finish: Stage = {
  name: 'finish',
  phase: 'response',
  run(exchange) {
    const { request, id } = exchange;
    const response = exchange.response!;
    const bodyless = BODYLESS.includes(response.status);
    const framed = copyOf(response.headers, bodyless);
    if (!bodyless && Buffer.isBuffer(response.body) && response.chunked !== true) {
      framed['content-length'] = [{ key: 'Content-Length', value: String(response.body.length) }];
    }
    framed.server ??= SERVER;
    framed.date ??= dateOf(Math.floor(Date.now() / 1_000));
    const cacheStatus = xCache(exchange);
    framed['x-cache'] = xCacheLine(cacheStatus);
    framed.via = framed.via === undefined ? VIA : [...framed.via, ...VIA];
    framed['x-amz-cf-pop'] = POP_LINE;
    framed['x-amz-cf-id'] = [{ key: 'X-Amz-Cf-Id', value: id }];
    const body = bodyless || request.method === 'HEAD' ? undefined : response.body;
    if (body === undefined) discard(response.body);
    const { status, headers: before } = response;
    return recordIn({ ...exchange, response: { ...response, headers: framed, body } }, (compare) => ({
      stage: 'finish',
      outcome: 'finished',
      status,
      xCache: cacheStatus,
      headers: compare(before, framed),
    }));
  },
};

type Lines = EdgeHeaders[string];

/** A line that all responses share, and that nobody can change. */
function shared(key: string, value: string): Lines {
  return Object.freeze([Object.freeze({ key, value })]) as Lines;
}

const SERVER = shared('Server', 'CloudFront');
const VIA = shared('Via', `1.1 ${VIA_HOST} (CloudFront)`);
const POP_LINE = shared('X-Amz-Cf-Pop', POP);
const xCacheLine = byName((status) => shared('X-Cache', `${status} from cloudfront`));

let second = NaN;
let date: Lines = [];

/** The date in seconds since the epoch. Making its text takes longer than the rest of the stage. */
function dateOf(seconds: number): Lines {
  if (seconds !== second) {
    second = seconds;
    date = shared('Date', new Date(seconds * 1_000).toUTCString());
  }
  return date;
}

/** Without what belongs to a connection, and what CloudFront replaces. */
function copyOf(headers: EdgeHeaders, bodyless: boolean): EdgeHeaders {
  const isLeftOut = (name: string) => isReplaced(name) || (bodyless && name === 'content-length');
  for (const name of Object.keys(headers)) if (isLeftOut(name)) return keepHeaders(headers, (each) => !isLeftOut(each));
  return { ...headers };
}

const isReplaced = byName((name) => HOP_BY_HOP.includes(name) || name === 'x-cache' || name.startsWith('x-amz-cf-'));

function xCache({ xCache: cacheStatus, source, response }: Exchange): string {
  if (cacheStatus !== undefined) return cacheStatus;
  return response!.status >= 400 || source === 'error-page' || source === 'waf-response' ? 'Error' : 'Miss';
}
