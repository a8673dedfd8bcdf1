import { dollars } from './dollars';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../facts/edge-limits';
import { LAMBDA_EDGE_MILLION, PRICES } from '../../facts/prices';
import type { Problem } from '../../problem';
import { eventProblems, type RedirectEvent } from '../checks/event-rules';
import type { CompiledRules } from '../compile';
import { unseenCookies } from '../function/cookies';
import { functionSite } from '../function/site';
import { functionBytes } from '../function/size';
import { isProxy } from '../rule/proxy';
import { storeEntries } from '../store/entries';
import { MOST_READS } from '../store/limits';

/** Where rules can be, and what runs them. */
export interface Home {
  readonly id: HomeId;
  /** In words. */
  readonly name: string;
  /** What a million requests cost with it, at least and at most. */
  readonly million: readonly [least: number, most: number];
  /** What it costs that depends on more than requests. */
  readonly besides?: string;
  /** Why the list cannot be there; empty if it can. */
  readonly faults: readonly string[];
}

export type HomeId = 'function' | 'key-value-store' | 'lambda-edge' | 'lambda-edge-origin' | 'bucket' | 'bucket-origin';

type Compiled = Required<CompiledRules>;

/** The homes of a list, and what a million requests cost with each. `misses` is the share that reaches the origin. */
export function homesOf(compiled: Compiled, misses: number): Home[] {
  const lambda = at(LAMBDA_EDGE_MILLION);
  const lambdaOnMisses = at(LAMBDA_EDGE_MILLION * misses);
  const reads = ([1, MOST_READS] as const).map((count) => PRICES.cloudFrontFunction + count * PRICES.storeRead);
  const share = `${Math.round(misses * 100)} % of the requests`;
  const read = dollars(PRICES.bucketRead);
  const besides = `${read} more for a million reads of the object, of which each environment of the function makes one `
    + 'now and then';
  return [{
    id: 'function',
    name: 'CloudFront Function, rules in its code',
    million: at(PRICES.cloudFrontFunction),
    faults: [...functionFaults(compiled), ...sizeFaults(compiled)],
  }, {
    id: 'key-value-store',
    name: `CloudFront Function and KeyValueStore, 1 to ${MOST_READS} reads`,
    million: [reads[0], reads[1]],
    faults: [...functionFaults(compiled), ...texts(storeEntries(compiled).problems)],
  }, {
    id: 'lambda-edge',
    name: 'Lambda@Edge on viewer-request, rules in its code',
    million: lambda,
    faults: eventFaults(compiled, 'viewer-request'),
  }, {
    id: 'lambda-edge-origin',
    name: `Lambda@Edge on origin-request, ${share}`,
    million: lambdaOnMisses,
    faults: eventFaults(compiled, 'origin-request'),
  }, {
    id: 'bucket',
    name: 'Lambda@Edge on viewer-request, rules in a bucket',
    million: lambda,
    besides,
    faults: eventFaults(compiled, 'viewer-request'),
  }, {
    id: 'bucket-origin',
    name: `Lambda@Edge on origin-request, rules in a bucket, ${share}`,
    million: lambdaOnMisses,
    besides,
    faults: eventFaults(compiled, 'origin-request'),
  }];
}

/** What a home costs for so many requests in a month, without what is free. */
export function monthly({ id, million }: Home, requests: number): readonly [least: number, most: number] {
  const paid = (count: number, free: number): number => Math.max(0, count - free) / 1_000_000;
  const runs = paid(requests, PRICES.cloudFrontFunctionFree) * PRICES.cloudFrontFunction;
  if (id === 'function') return at(runs);
  if (id !== 'key-value-store') return [million[0] * requests / 1_000_000, million[1] * requests / 1_000_000];
  const read = (count: number): number => (
    runs + paid(requests * count, PRICES.storeReadFree) * PRICES.storeRead);
  return [read(1), read(MOST_READS)];
}

function at(price: number): readonly [number, number] {
  return [price, price];
}

function sizeFaults(compiled: Compiled): string[] {
  const bytes = functionBytes(compiled, functionSite({ ttl: 0, rootObject: '', errorPages: [] }, compiled));
  const count = (n: number): string => n.toLocaleString('en-US');
  return bytes <= CLOUDFRONT_FUNCTION_CODE_MAX_BYTES ? [] : [
    `it would have about ${count(bytes)} bytes of code; CloudFront allows `
    + `${count(CLOUDFRONT_FUNCTION_CODE_MAX_BYTES)}`,
  ];
}

function functionFaults(compiled: Compiled): string[] {
  return [
    ...texts([...eventProblems(compiled.rules, 'viewer-request', 'cloudfront-function'), ...unseenCookies(compiled)]),
    ...proxyFaults(compiled),
  ];
}

function eventFaults(compiled: Compiled, event: RedirectEvent): string[] {
  const { rules } = compiled;
  const proxies = event === 'origin-request' ? [] : proxyFaults(compiled);
  return [...texts(eventProblems(rules, event, 'lambda-edge')), ...proxies];
}

function proxyFaults({ rules }: Compiled): string[] {
  return rules.filter(isProxy).map(({ line, from }) => (
    `line ${line}: ${JSON.stringify(from)} shows a page of another host, which works on origin-request only`));
}

function texts(problems: readonly Problem[]): string[] {
  return problems.map(({ line, message }) => (line === undefined ? message : `line ${line}: ${message}`));
}
