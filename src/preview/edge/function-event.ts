import type { Call } from './edge-functions';
import { headerValues, queryValues, requestCookies, responseCookies } from './function-values';
import { exposed } from './lambda-event';
import { withoutHeaders } from '../exchange/headers';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';

/**
 * The event of a CloudFront Function in its documented shape. `$rawQueryString` carries the value of the method
 * `rawQueryString()` and is removed before the function sees the event.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html (checked
 * 2026-11-20)
 */
export function functionEvent(
  call: Call,
  distributionId: string,
  request: EdgeRequest,
  response?: EdgeResponse,
): Record<string, unknown> {
  const { distributionDomainName, event: eventType, requestId, clientIp } = call;
  return {
    version: '1.0',
    context: { distributionDomainName, distributionId, eventType, requestId },
    viewer: { ip: clientIp },
    request: functionRequest(request, call),
    ...(response === undefined ? {} : { response: functionResponse(response) }),
    $rawQueryString: request.querystring === '' ? undefined : request.querystring,
  };
}

export function functionRequest(request: EdgeRequest, call: Call) {
  return {
    method: request.method,
    uri: request.uri,
    querystring: queryValues(request.querystring),
    headers: headerValues({ ...withoutHeaders(exposed(request.headers), 'cookie'), ...call.cloudFrontHeaders }),
    cookies: requestCookies(request.headers),
  };
}

export function functionResponse({ status, statusDescription, headers }: EdgeResponse) {
  return {
    statusCode: status,
    statusDescription: statusDescription ?? '',
    headers: headerValues(withoutHeaders(exposed(headers), 'set-cookie')),
    cookies: responseCookies(headers),
  };
}
