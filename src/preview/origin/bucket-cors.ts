import { s3Error } from './s3-errors';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import { append, keepHeaders } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';

/** A rule of the CORS configuration of a bucket. */
export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSec?: string;
}

/**
 * The answer to OPTIONS: a preflight, which S3 answers by the first rule that allows it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html (checked 2026-11-29)
 */
export function preflight(rules: readonly CorsRule[], request: OriginRequest): EdgeResponse {
  const method = headerValue(request.headers, 'access-control-request-method');
  const names = headerValue(request.headers, 'access-control-request-headers')?.split(/\s*,\s*/) ?? [];
  if (request.headers.origin === undefined || method === undefined) return s3Error('BadRequest', request);
  const rule = ruleFor(rules, request, method, names);
  if (rule === undefined) return s3Error(rules.length === 0 ? 'CorsDisabled' : 'CorsForbidden', request);
  const headers: EdgeHeaders = {};
  append(headers, 'Date', new Date().toUTCString());
  append(headers, 'Server', 'AmazonS3');
  addHeaders(headers, rule, request);
  if (names.length > 0) append(headers, 'Access-Control-Allow-Headers', names.join(', ').toLowerCase());
  return { status: 200, statusDescription: 'OK', headers, body: Buffer.alloc(0) };
}

/** The response with the headers of the first rule that allows the request. Without an Origin header, none does. */
export function withCors(rules: readonly CorsRule[], request: OriginRequest, response: EdgeResponse): EdgeResponse {
  const rule = request.headers.origin === undefined ? undefined : ruleFor(rules, request, request.method, []);
  if (rule === undefined) return response;
  const headers = keepHeaders(response.headers, () => true);
  addHeaders(headers, rule, request);
  return { ...response, headers };
}

function ruleFor(
  rules: readonly CorsRule[], { headers }: OriginRequest, method: string, names: readonly string[],
): CorsRule | undefined {
  return rules.find((rule) => (
    originIn(rule, headers) !== undefined
    && rule.methods.includes(method)
    && names.every((name) => rule.headers.some((allowed) => matches(allowed.toLowerCase(), name.toLowerCase())))
  ));
}

function originIn({ origins }: CorsRule, headers: EdgeHeaders): string | undefined {
  return origins.find((pattern) => matches(pattern, headerValue(headers, 'origin') ?? ''));
}

/** S3 allows one `*` in an origin and in the name of a header. */
function matches(pattern: string, text: string): boolean {
  const [before, after] = pattern.split('*') as [string, string?];
  if (after === undefined) return pattern === text;
  return text.startsWith(before) && text.endsWith(after) && text.length >= before.length + after.length;
}

function addHeaders(to: EdgeHeaders, rule: CorsRule, { headers }: OriginRequest): void {
  const isAny = originIn(rule, headers) === '*';
  append(to, 'Access-Control-Allow-Origin', isAny ? '*' : headerValue(headers, 'origin')!);
  append(to, 'Access-Control-Allow-Methods', rule.methods.join(', '));
  if (rule.exposed.length > 0) append(to, 'Access-Control-Expose-Headers', rule.exposed.join(', '));
  if (rule.maxAgeSec !== undefined) append(to, 'Access-Control-Max-Age', rule.maxAgeSec);
  if (!isAny) append(to, 'Access-Control-Allow-Credentials', 'true');
  append(to, 'Vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method');
}
