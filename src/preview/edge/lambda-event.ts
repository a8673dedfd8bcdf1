import { isRequestEvent, type EdgeEvent } from '../../core/facts/edge-events';
import { isDisallowed } from '../../core/facts/edge-headers';
import { exposedBodyMaxBytes } from '../../core/facts/edge-limits';
import { wireName, type EdgeHeaders } from '../../core/http/headers';
import type { OriginSettings } from '../assembly/distribution';
import { keepHeaders } from '../exchange/headers';
import {
  wholeBody, type EdgeRequest, type EdgeResponse, type OriginRequest, type RequestBody,
} from '../exchange/message';

/** The parts of an event besides the request and the response. */
export interface EventFrame {
  readonly event: EdgeEvent;
  readonly distributionDomainName: string;
  readonly distributionId: string;
  readonly requestId: string;
  readonly clientIp: string;
  readonly includeBody: boolean;
}

/**
 * The event of a Lambda@Edge function in its documented shape.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html (checked
 * 2026-11-20)
 */
export function lambdaEvent(frame: EventFrame, request: EdgeRequest | OriginRequest, response?: EdgeResponse): object {
  const { event, distributionDomainName, distributionId, requestId } = frame;
  return {
    Records: [{
      cf: {
        config: { distributionDomainName, distributionId, eventType: event, requestId },
        request: eventRequest(frame, request),
        ...(response === undefined ? {} : { response: eventResponse(response) }),
      },
    }],
  };
}

export function eventRequest(frame: EventFrame, request: EdgeRequest | OriginRequest): object {
  return {
    clientIp: frame.clientIp,
    headers: exposed(request.headers),
    method: request.method,
    ...('origin' in request ? { origin: eventOrigin(request.origin) } : {}),
    querystring: request.querystring,
    uri: request.uri,
    ...(frame.includeBody && isRequestEvent(frame.event) ? { body: eventBody(request.body, frame.event) } : {}),
  };
}

export function eventResponse({ status, statusDescription, headers }: EdgeResponse): object {
  return { headers: exposed(headers), status: String(status), statusDescription: statusDescription ?? '' };
}

/** The headers that functions see. */
export function exposed(headers: EdgeHeaders): EdgeHeaders {
  const visible = keepHeaders(headers, (name) => !isDisallowed(name));
  return Object.fromEntries(Object.entries(visible).map(([name, lines]) => (
    [name, lines.map(({ key, value }) => ({ key: key ?? wireName(name), value }))]
  )));
}

/** A function with IncludeBody sees a body in each request, which may be empty. */
function eventBody({ head, rest }: RequestBody = wholeBody(Buffer.alloc(0)), event: EdgeEvent): object {
  const limit = exposedBodyMaxBytes(event);
  return {
    inputTruncated: rest !== undefined || head.length > limit,
    action: 'read-only',
    encoding: 'base64',
    data: head.subarray(0, limit).toString('base64'),
  };
}

/** The origin as functions see it. */
export function eventOrigin(origin: OriginSettings): object {
  const customHeaders = Object.fromEntries(
    origin.customHeaders.map(({ name, value }) => [name.toLowerCase(), [{ key: name, value }]]),
  );
  const { domainName, path, custom } = origin;
  const { readTimeoutSec: readTimeout, responseCompletionTimeoutSec } = custom;
  const completion = responseCompletionTimeoutSec && { responseCompletionTimeout: responseCompletionTimeoutSec };
  if (origin.kind === 's3') {
    // The structure has no value for origin access control; CloudFront shows such an origin as "none".
    return { s3: { authMethod: 'none', customHeaders, domainName, path, region: '', readTimeout, ...completion } };
  }
  // "Match viewer" is HTTPS: for a viewer that uses HTTP, the request says so.
  const protocol = custom.protocolPolicy === 'http-only' ? 'http' : 'https';
  return {
    custom: {
      customHeaders,
      domainName,
      keepaliveTimeout: custom.keepaliveTimeoutSec,
      path,
      port: protocol === 'http' ? custom.httpPort : custom.httpsPort,
      protocol,
      readTimeout,
      ...completion,
      sslProtocols: [...custom.sslProtocols],
    },
  };
}
