import type { Stage } from './stage';
import type { EdgeHeaders } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { HOP_BY_HOP, put } from '../exchange/headers';
import { discard } from '../exchange/message';
import { viaHost } from '../policies/origin-request';
import { record } from '../trace/record';
import { headerChanges } from '../trace/short';

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
    const framed: EdgeHeaders = {};
    for (const name of Object.keys(response.headers)) {
      if (!isReplaced(name) && !(bodyless && name === 'content-length')) put(framed, name, response.headers[name]!);
    }
    if (!bodyless && Buffer.isBuffer(response.body) && response.chunked !== true) {
      framed['content-length'] = [{ key: 'Content-Length', value: String(response.body.length) }];
    }
    framed.server ??= [{ key: 'Server', value: 'CloudFront' }];
    framed.date ??= [{ key: 'Date', value: new Date().toUTCString() }];
    const cacheStatus = xCache(exchange);
    framed['x-cache'] = [{ key: 'X-Cache', value: `${cacheStatus} from cloudfront` }];
    framed.via = [...framed.via ?? [], { key: 'Via', value: `1.1 ${viaHost(id)} (CloudFront)` }];
    framed['x-amz-cf-pop'] = [{ key: 'X-Amz-Cf-Pop', value: POP }];
    framed['x-amz-cf-id'] = [{ key: 'X-Amz-Cf-Id', value: id }];
    const body = bodyless || request.method === 'HEAD' ? undefined : response.body;
    if (body === undefined) discard(response.body);
    const { status, headers: before } = response;
    return record({ ...exchange, response: { ...response, headers: framed, body } }, () => ({
      stage: 'finish',
      outcome: 'finished',
      status,
      xCache: cacheStatus,
      get headers() { return headerChanges(before, framed); },
    }));
  },
};

const REPLACED: ReadonlySet<string> = new Set([...HOP_BY_HOP, 'x-cache']);

function isReplaced(name: string): boolean {
  return REPLACED.has(name) || name.startsWith('x-amz-cf-');
}

function xCache({ xCache: cacheStatus, source, response }: Exchange): string {
  if (cacheStatus !== undefined) return cacheStatus;
  return response!.status >= 400 || source === 'error-page' || source === 'waf-response' ? 'Error' : 'Miss';
}
