import { cloudFrontPage } from '../../core/facts/cloudfront-page';
import type { EdgeHeaders } from '../../core/http/headers';
import { answer, type Exchange } from '../exchange/exchange';
import { append } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';

/** The exchange with a response page of CloudFront: the request is refused, or the origin or a function failed. */
export function refuse(exchange: Exchange, status: number, message: string, xCache?: string): Exchange {
  const response = page(status, cloudFrontPage(status, message, exchange.id), 'text/html');
  return { ...answer(exchange, response, 'cloudfront', xCache), message };
}

/** A response with the headers that CloudFront sets on its own pages. */
export function page(status: number, body: string, contentType: string): EdgeResponse {
  const headers: EdgeHeaders = {};
  append(headers, 'Server', 'CloudFront');
  append(headers, 'Date', new Date().toUTCString());
  append(headers, 'Content-Type', contentType);
  return { status, headers, body: Buffer.from(body, 'latin1') };
}
