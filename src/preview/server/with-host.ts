import { parseHost } from './host-header';
import { isLoopback } from './loopback';
import { error, type Problem } from '../../core/problem';
import type { ReceivedRequest } from '../exchange/new-exchange';

/** Whether CloudFront may serve the distribution for a host name in lower case. */
export function isServedHost(aliases: readonly string[], name: string): boolean {
  return name.endsWith('.cloudfront.net') || aliases.some((alias) => matchesAlias(alias, name));
}

/** `*.example.com` matches any name that ends in `.example.com`. */
function matchesAlias(alias: string, name: string): boolean {
  const lower = alias.toLowerCase();
  return lower.startsWith('*.') ? name.endsWith(lower.slice(1)) : name === lower;
}

/** Replaces the host of a request to a loopback host. Other requests are not changed. */
export function withHost(received: ReceivedRequest, name: string): ReceivedRequest {
  if (!isLoopback(parseHost(received.host)?.name ?? '')) return received;
  const headers = { ...received.request.headers, host: [{ key: 'Host', value: name }] };
  return { ...received, host: name, request: { ...received.request, headers } };
}

/** Reports a name that is not an alias, for which CloudFront would answer 403. */
export function hostHeaderProblems(aliases: readonly string[], name: string | undefined): Problem[] {
  if (name === undefined || isServedHost(aliases, name.toLowerCase())) return [];
  const known = aliases.map((alias) => JSON.stringify(alias)).join(', ');
  return [error('EDGE_PREVIEW_HOST_HEADER', `is not an alias of the distribution, got ${JSON.stringify(name)}; `
    + (known === '' ? 'it has none' : `expected one of ${known}`), '--host-header')];
}
