import type { CorsSettings } from '../../core/facts/policy-settings';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import type { EdgeRequest } from '../exchange/message';

const ALL_METHODS = ['GET', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/**
 * The CORS headers that a policy adds to the response of this request, by name. None for a request without an Origin.
 */
export function corsHeaders(cors: CorsSettings, request: EdgeRequest): [string, string][] {
  const origin = headerValue(request.headers, 'origin');
  if (origin === undefined) return [];
  const allowed = cors.allowOrigins.includes('*')
    ? '*'
    : cors.allowOrigins.some((pattern) => matchesOrigin(pattern, origin))
      ? origin
      : undefined;
  if (allowed === undefined) return [];
  const headers: [string, string][] = [['Access-Control-Allow-Origin', allowed]];
  if (cors.allowCredentials) headers.push(['Access-Control-Allow-Credentials', 'true']);
  if (isPreflight(request)) headers.push(...preflightHeaders(cors));
  if (cors.exposeHeaders.length > 0) headers.push(['Access-Control-Expose-Headers', cors.exposeHeaders.join(', ')]);
  return headers;
}

function isPreflight({ method, headers }: EdgeRequest): boolean {
  return method === 'OPTIONS' && headerValue(headers, 'access-control-request-method') !== undefined;
}

function preflightHeaders({ allowMethods, allowHeaders, maxAgeSec }: CorsSettings): [string, string][] {
  const methods = allowMethods.includes('ALL') ? ALL_METHODS : allowMethods;
  return [
    ...(methods.length > 0 ? [['Access-Control-Allow-Methods', methods.join(', ')] as [string, string]] : []),
    ...(allowHeaders.length > 0 ? [['Access-Control-Allow-Headers', allowHeaders.join(', ')] as [string, string]] : []),
    ...(maxAgeSec === undefined ? [] : [['Access-Control-Max-Age', String(maxAgeSec)] as [string, string]]),
  ];
}

export function hasCorsHeaders(headers: EdgeHeaders): boolean {
  return Object.keys(headers).some((name) => name.startsWith('access-control-'));
}

/**
 * `https://app.example.org`, `http://*.example.org`, `*.example.org` (either scheme, any depth), `example.org` (either
 * scheme) and `http://example.org:*` (with or without a port), as CloudFront documents them.
 */
export function matchesOrigin(pattern: string, origin: string): boolean {
  const wanted = split(pattern);
  const given = split(origin);
  if (wanted.scheme !== undefined && wanted.scheme !== given.scheme) return false;
  const host = wanted.host.startsWith('*.') ? given.host.endsWith(wanted.host.slice(1)) : wanted.host === given.host;
  return host && matchesPort(wanted.port, given.port);
}

function split(text: string): { scheme?: string; host: string; port?: string } {
  const [, scheme, host, port] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^:/]*)(?::([\d*]+))?$/i.exec(text) ?? [];
  return { scheme: scheme?.toLowerCase(), host: (host ?? '').toLowerCase(), port };
}

function matchesPort(pattern: string | undefined, port: string | undefined): boolean {
  if (pattern === undefined || port === undefined) return pattern === undefined ? port === undefined : pattern === '*';
  const [before, after] = pattern.split('*');
  if (after === undefined) return pattern === port;
  return port.startsWith(before!) && port.endsWith(after) && port.length >= before!.length + after.length;
}
