import { cloudFrontPage } from '../../core/facts/cloudfront-page';
import type { EdgeHeaders } from '../../core/http/headers';
import { answer, type Exchange } from '../exchange/exchange';
import { append } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';

/** CloudFront answers with its own page: the request is refused, or there is nothing to answer it with. */
export function refuse(exchange: Exchange, status: number, message: string, xCache?: string): Exchange {
  return answer(
    exchange,
    page(status, cloudFrontPage(status, message, exchange.id), 'text/html'),
    'cloudfront',
    xCache,
  );
}

/** A response that CloudFront makes, as it does: `Server: CloudFront`, and the length known. */
export function page(status: number, body: string, contentType: string): EdgeResponse {
  const headers: EdgeHeaders = {};
  append(headers, 'Server', 'CloudFront');
  append(headers, 'Date', new Date().toUTCString());
  append(headers, 'Content-Type', contentType);
  return { status, headers, body: Buffer.from(body, 'latin1') };
}
