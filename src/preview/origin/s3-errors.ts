import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { EdgeHeaders } from '../../core/http/headers';
import { append } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';

/** The errors of S3 that the preview can answer with. */
const ERRORS = {
  AccessDenied: [403, 'Forbidden', 'Access Denied'],
  NoSuchKey: [404, 'Not Found', 'The specified key does not exist.'],
  BadRequest: [400, 'Bad Request', 'Insufficient information. Origin and Access-Control-Request-Method are needed.'],
  CorsDisabled: [403, 'Forbidden', 'CORSResponse: CORS is not enabled for this bucket.'],
  CorsForbidden: [403, 'Forbidden', 'CORSResponse: This CORS request is not allowed.'],
  InvalidURI: [400, 'Bad Request', "Couldn't parse the specified URI."],
  InvalidRange: [416, 'Requested Range Not Satisfiable', 'The requested range is not satisfiable'],
  PreconditionFailed: [412, 'Precondition Failed', 'At least one of the pre-conditions you specified did not hold'],
} as const;

/** An error response of S3: an XML document without a Content-Length. */
export function s3Error(
  code: keyof typeof ERRORS,
  request: OriginRequest,
  details: Record<string, string> = {},
): EdgeResponse {
  // S3 has one code for both.
  return errorOf(code.startsWith('Cors') ? 'AccessForbidden' : code, ERRORS[code], request, details);
}

/** Errors that S3 answers with by itself, by their status. */
const OF_SERVICE: Readonly<Record<number, readonly [code: string, phrase: string, message: string]>> = {
  403: ['AccessDenied', 'Forbidden', 'Access Denied'],
  404: ['NoSuchKey', 'Not Found', 'The specified key does not exist.'],
  500: ['InternalError', 'Internal Server Error', 'We encountered an internal error. Please try again.'],
  503: ['SlowDown', 'Slow Down', 'Please reduce your request rate.'],
};

/** An error with this status, which is injected. */
export function s3FaultOf(status: number, request: OriginRequest): EdgeResponse {
  const [code, phrase, message] = OF_SERVICE[status]
    ?? ['InvalidRequest', STATUS_CODES[status] ?? '', 'Invalid Request'];
  return errorOf(code, [status, phrase, message], request, {});
}

function errorOf(
  code: string,
  [status, statusDescription, message]: readonly [status: number, phrase: string, message: string],
  request: OriginRequest,
  details: Record<string, string>,
): EdgeResponse {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const hostId = randomBytes(48).toString('base64');
  // AccessDenied has no key, because it must not reveal whether the key exists.
  const shown = code === 'AccessDenied' ? {} : details;
  const fields = { Code: code, Message: message, ...shown, RequestId: requestId, HostId: hostId };
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('')}</Error>`;
  const headers: EdgeHeaders = {};
  append(headers, 'x-amz-request-id', requestId);
  append(headers, 'x-amz-id-2', hostId);
  append(headers, 'Content-Type', 'application/xml');
  append(headers, 'Date', new Date().toUTCString());
  append(headers, 'Server', 'AmazonS3');
  append(headers, 'Transfer-Encoding', 'chunked');
  if (details.ActualObjectSize !== undefined) append(headers, 'Content-Range', `bytes */${details.ActualObjectSize}`);
  return { status, statusDescription, headers, body: request.method === 'HEAD' ? undefined : Buffer.from(body) };
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
