import type { Call } from './edge-functions';
import {
  headerValues, queryValues, requestCookies, responseCookies, setOwn, type FunctionValues,
} from './function-values';
import { isDisallowed } from '../../core/facts/edge-headers';
import { byName } from '../exchange/by-name';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';

/** The request in an event. */
export interface ShownRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: FunctionValues;
  readonly headers: FunctionValues;
  readonly cookies: FunctionValues;
}

/** The response in an event. */
export interface ShownResponse {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers: FunctionValues;
  readonly cookies: FunctionValues;
}

/** An event. `$rawQueryString` is the value of `rawQueryString()`, and removed before the function sees it. */
export interface FunctionEvent {
  readonly version: string;
  readonly context: Readonly<Record<string, string>>;
  readonly viewer: { readonly ip: string };
  readonly request: ShownRequest;
  readonly response?: ShownResponse;
  readonly $rawQueryString?: string;
}

/**
 * The event of a CloudFront Function in its documented shape.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html (checked
 * 2026-11-20)
 */
export function functionEvent(
  call: Call,
  distributionId: string,
  given: EdgeRequest,
  request: ShownRequest = functionRequest(given, call),
  response?: ShownResponse,
): FunctionEvent {
  const { querystring } = given;
  const { distributionDomainName, event: eventType, requestId, clientIp } = call;
  return {
    version: '1.0',
    context: { distributionDomainName, distributionId, eventType, requestId },
    viewer: { ip: clientIp },
    request,
    response,
    $rawQueryString: querystring === '' ? undefined : querystring,
  };
}

export function functionRequest(request: EdgeRequest, { cloudFrontHeaders }: Call): ShownRequest {
  const headers = headerValues(request.headers, isShownOfRequest);
  if (cloudFrontHeaders !== undefined) {
    const injected = headerValues(cloudFrontHeaders);
    for (const name of Object.keys(injected)) setOwn(headers, name, injected[name]!);
  }
  return {
    method: request.method,
    uri: request.uri,
    querystring: queryValues(request.querystring),
    headers,
    cookies: requestCookies(request.headers),
  };
}

export function functionResponse({ status, statusDescription, headers }: EdgeResponse): ShownResponse {
  return {
    statusCode: status,
    statusDescription: statusDescription ?? '',
    headers: headerValues(headers, isShownOfResponse),
    cookies: responseCookies(headers),
  };
}

/** The headers that functions see; cookies are apart from them. */
const isShownOfRequest = (name: string): boolean => name !== 'cookie' && !isHidden(name);
const isShownOfResponse = (name: string): boolean => name !== 'set-cookie' && !isHidden(name);

/** The list of disallowed names is long. */
export const isHidden = byName(isDisallowed);
