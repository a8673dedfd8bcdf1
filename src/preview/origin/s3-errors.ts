import { randomBytes } from 'node:crypto';
import type { EdgeHeaders } from '../../core/http/headers';
import { append } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';

/** The errors of S3 that the preview can answer with. */
const ERRORS = {
  AccessDenied: [403, 'Forbidden', 'Access Denied'],
  NoSuchKey: [404, 'Not Found', 'The specified key does not exist.'],
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
  const [status, statusDescription, message] = ERRORS[code];
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
