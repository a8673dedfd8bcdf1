import { parseHost } from './host-header';
import { isLoopback } from './loopback';
import { error, type Problem } from '../../core/problem';
import type { Arrival } from '../exchange/new-exchange';

/** Whether a name in lower case is one that CloudFront could serve the distribution by. */
export function namesDistribution(aliases: readonly string[], name: string): boolean {
  return name.endsWith('.cloudfront.net') || aliases.some((alias) => matchesAlias(alias, name));
}

/** `*.example.com` stands for any name below it. */
function matchesAlias(alias: string, name: string): boolean {
  const lower = alias.toLowerCase();
  return lower.startsWith('*.') ? name.endsWith(lower.slice(1)) : name === lower;
}

/** The request as if the viewer had opened the site by this name. One that asks by another name stays what it is. */
export function underName(arrival: Arrival, name: string): Arrival {
  if (!isLoopback(parseHost(arrival.host)?.name ?? '')) return arrival;
  const headers = { ...arrival.request.headers, host: [{ key: 'Host', value: name }] };
  return { ...arrival, host: name, request: { ...arrival.request, headers } };
}

/** Why a name cannot stand for the one that viewers use: CloudFront would answer 403. */
export function nameProblems(aliases: readonly string[], name: string | undefined): Problem[] {
  if (name === undefined || namesDistribution(aliases, name.toLowerCase())) return [];
  const known = aliases.map((alias) => JSON.stringify(alias)).join(', ');
  return [error('EDGE_PREVIEW_HOST_HEADER', `is not an alias of the distribution, got ${JSON.stringify(name)}; `
    + (known === '' ? 'it has none' : `there are ${known}`), '--host-header')];
}
