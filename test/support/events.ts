import type { EdgeEvent } from '../../src/core/facts/edge-events';
import type { EdgeHeaders } from '../../src/core/http/headers';

export interface EventInput {
  readonly method?: string;
  readonly uri?: string;
  readonly querystring?: string;
  readonly headers?: Record<string, string>;
  readonly origin?: object;
  readonly status?: number;
  readonly responseHeaders?: Record<string, string>;
}

export const DOMAIN = 'd111111abcdef8.cloudfront.net';

/** A Lambda@Edge event in the shape of the Developer Guide. */
export function edgeEvent(eventType: EdgeEvent, input: EventInput = {}): any {
  const request = {
    clientIp: '203.0.113.178',
    method: input.method ?? 'GET',
    uri: input.uri ?? '/',
    querystring: input.querystring ?? '',
    headers: edgeHeaders({ Host: DOMAIN, ...input.headers }),
    ...(input.origin && { origin: input.origin }),
  };
  const response = {
    status: String(input.status ?? 200),
    statusDescription: 'Status',
    headers: edgeHeaders(input.responseHeaders ?? {}),
  };
  const config = {
    distributionDomainName: DOMAIN,
    distributionId: 'EDFDVBD6EXAMPLE',
    eventType,
    requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
  };
  return { Records: [{ cf: { config, request, ...(eventType.endsWith('-response') && { response }) } }] };
}

export function edgeHeaders(headers: Record<string, string>): EdgeHeaders {
  return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]));
}
