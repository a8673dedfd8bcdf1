import type { SecurityHeadersOptions } from '../../src';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import { engineOf } from '../../src/constructs/security-headers/engine-of';
import type { HeaderSettings } from '../../src/constructs/security-headers/header-settings';
import { headerSettings } from '../../src/constructs/security-headers/header-settings';
import { headersStep, removedByPolicy } from '../../src/constructs/security-headers/headers-step';
import type { EdgeEvent } from '../../src/core/facts/edge-events';
import type { HeadersConfig } from '../../src/core/security-headers/step-config';
import { functionEvent, functionResponse } from '../../src/preview/edge/function-event';
import { loadCloudFrontFunction } from '../../src/preview/edge/load-cloudfront-function';
import { applyResponseHeadersPolicy } from '../../src/preview/policies/response-headers';
import { builtFunction } from '../support/bundles';
import { DOMAIN, edgeEvent } from '../support/events';
import { resultsInNjs } from '../support/njs';

export const HOST = 'www.example.com';

/** A response of the origin. */
export interface Sent {
  readonly status?: number;
  /** A list for a header in several lines. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly host?: string;
}

/** The headers of a response, by lower-case name; undefined if the step has failed. */
export type Headers = Readonly<Record<string, string>>;

const lines = ({ headers }: Sent) => Object.fromEntries(Object.entries(headers).map(([name, value]) => (
  [name.toLowerCase(), [value].flat().map((one) => ({ key: name, value: one }))])));

const joined = (headers: Record<string, { value: string }[]>): Headers => Object.fromEntries(
  Object.entries(headers).map(([name, all]) => [name.toLowerCase(), all.map(({ value }) => value).join(', ')]));

export function stepOf(options: SecurityHeadersOptions) {
  const settings = headerSettings(options);
  const { plan } = engineOf(options, settings);
  return { settings, plan, step: headersStep(settings, plan) };
}

/** What the policy of these settings makes of a response. */
export function byPolicy(settings: HeaderSettings, sent: Sent, removed: readonly string[]): Headers {
  const headers = settings.headers.map(({ name, value, override }) => ({ name, value, override }));
  const policy = { name: '', remove: [...removed], headers } as unknown as Parameters<
    typeof applyResponseHeadersPolicy
  >[0];
  const request = { method: 'GET', uri: '/', querystring: '', headers: {} } as any;
  return joined(applyResponseHeadersPolicy(policy, request, lines(sent), () => '') as any);
}

/** The CloudFront Function of a configuration. */
export function functionCode(set: HeadersConfig): string {
  return composeCloudFrontFunction([{ part: 'headers', config: { name: 'headers', response: true, set } }]);
}

const functionEventOf = (sent: Sent): any => functionEvent(
  {
    event: 'viewer-response', distributionDomainName: DOMAIN, requestId: 'id', clientIp: '203.0.113.1',
  } as Parameters<typeof functionEvent>[0],
  'E1',
  { method: 'GET', uri: '/', querystring: '', headers: { host: [{ value: sent.host ?? HOST }] } } as any,
  undefined,
  functionResponse({ status: sent.status ?? 200, statusDescription: 'OK', headers: lines(sent) } as any),
);

const ofFunction = ({ headers }: any): Headers => Object.fromEntries(
  Object.entries<any>(headers).map(([name, item]) => (
    [name, item.multiValue ? item.multiValue.map((one: any) => one.value).join(', ') : item.value])));

/** In the pruned context of the preview. */
export function byFunction(code: string, log: string[] = []): (sent: Sent) => Headers {
  const run = loadCloudFrontFunction({ host: 'cloudfront-function', code, keyValues: {} }, () => undefined);
  return (sent) => {
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = ((text: string) => (log.push(text.trimEnd()), true)) as typeof process.stdout.write;
    try {
      return ofFunction(run(JSON.stringify(functionEventOf(sent)), {}, 0));
    } finally {
      process.stdout.write = write;
    }
  };
}

/** In the engine that CloudFront Functions are based on. */
export function inNjs(code: string, all: readonly Sent[]): Headers[] {
  return resultsInNjs([{ code, events: all.map(functionEventOf) }])[0].map(ofFunction);
}

/** In the bundle of Lambda@Edge. */
export function byLambda(
  set: HeadersConfig, log: string[] = [], event: EdgeEvent = 'viewer-response',
): (sent: Sent) => Promise<Headers> {
  const run = builtFunction([{ part: 'headers', config: set }], (line) => log.push(line));
  return async (sent) => {
    const given = edgeEvent(event, { status: sent.status ?? 200, headers: { Host: sent.host ?? HOST } });
    given.Records[0].cf.response.headers = lines(sent);
    return joined((await run(given)).headers);
  };
}

/** What a policy and then the function make of a response. */
export function hybrid(options: SecurityHeadersOptions) {
  const { settings, plan, step } = stepOf(options);
  const removed = removedByPolicy(settings, plan);
  return { step, before: (sent: Sent): Sent => ({ ...sent, headers: byPolicy(settings, sent, removed) }) };
}
