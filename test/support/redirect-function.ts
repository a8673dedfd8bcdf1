import { builtFunction } from './bundles';
import { edgeEvent } from './events';
import type { BakedStep } from '../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import { redirectFunctionFile } from '../../src/attach/slots/redirect-function';
import type { FunctionSite } from '../../src/core/redirects/function/format';
import { openProgram } from '../../src/core/redirects/program/read/open';
import { writeProgram } from '../../src/core/redirects/program/write/program';
import type { RedirectRule } from '../../src/core/redirects/rule/model';
import type { Findings } from '../../src/core/redirects/traits/findings';
import { functionEvent } from '../../src/preview/edge/function-event';
import { loadCloudFrontFunction } from '../../src/preview/edge/load-cloudfront-function';
import type { AnyRequest } from '../core/redirects/arbitraries';

const SECONDS = 300;
export const TTL = `max-age=${SECONDS}`;

export interface RuleList {
  readonly rules: readonly RedirectRule[];
  readonly order: readonly number[];
  readonly findings: readonly Findings[];
}

const SITE: FunctionSite = { ttl: TTL, root: '', phrases: {} };

/** The step of a list, as the construct bakes it. */
export function functionStep(list: RuleList, site: Partial<FunctionSite> = {}): BakedStep {
  const code = redirectFunctionFile(list, { ...SITE, ...site });
  return { part: 'redirect', config: { name: 'redirect', pass: true }, code };
}

/** A request with its time, which a function reads from its clock. */
export type TimedRequest = AnyRequest & { readonly method?: string };

/** The event of a request on viewer-request, as CloudFront and the preview make it. */
export function viewerEvent({ path, query, host, country, now, headers, method = 'GET' }: TimedRequest): object {
  const all = { ...headers, ...(host === undefined ? {} : { host }) };
  const event = functionEvent(
    {
      event: 'viewer-request',
      distributionDomainName: 'd1.cloudfront.net',
      requestId: 'id',
      clientIp: '203.0.113.1',
      ...(country !== undefined && { cloudFrontHeaders: { 'cloudfront-viewer-country': [{ value: country }] } }),
    } as Parameters<typeof functionEvent>[0],
    'E1',
    {
      method,
      uri: path,
      querystring: query,
      headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [{ value }]])),
    },
  );
  return { ...event, $now: now };
}

/** Code whose clock stands at the time of its event: its handler is on the last line. */
export function timed(code: string): string {
  return code.replace(
    /function handler\(event\) \{(?=[^\n]*\n$)/, '$& Date.now = function () { return event.$now; };',
  );
}

/** What a function does with a request, as far as redirects are concerned. */
export interface Answer {
  readonly status?: number;
  readonly location?: string;
  readonly cacheControl?: string;
  readonly retryAfter?: string;
  /** Of the request that continues. */
  readonly uri?: string;
  readonly query?: string;
}

/** The answer in the result of a CloudFront Function. */
export function answerOf(result: any, { path, query }: TimedRequest): Answer {
  if (result.statusCode !== undefined) {
    const { location, 'cache-control': cacheControl, 'retry-after': retryAfter } = result.headers;
    return {
      status: result.statusCode, location: location?.value, cacheControl: cacheControl.value, retryAfter: retryAfter?.value,
    };
  }
  const { uri, querystring } = result;
  if (typeof querystring === 'string') return { uri, query: querystring };
  const before: any = viewerEvent({ path, query, now: 0, headers: {} });
  return { uri, query: JSON.stringify(querystring) === JSON.stringify(before.request.querystring) ? query : '' };
}

/** The function of steps in the context of the preview. */
export function loaded(steps: readonly BakedStep[]): (request: TimedRequest) => Answer {
  return loadedCode(composeCloudFrontFunction(steps));
}

/** A function in the context of the preview: with steps of the user it returns a promise. */
export function loadedCode(code: string, log: (line: string) => void = () => undefined) {
  const run = loadCloudFrontFunction({ host: 'cloudfront-function', code: timed(code), keyValues: {} }, () => undefined);
  return (request: TimedRequest): any => {
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = ((text: string) => (log(text.trimEnd()), true)) as typeof process.stdout.write;
    try {
      const result: any = run(JSON.stringify(viewerEvent(request)), {}, 0);
      return typeof result.then === 'function'
        ? result.then((settled: any) => answerOf(settled, request))
        : answerOf(result, request);
    } finally {
      process.stdout.write = write;
    }
  };
}

/** The answers of the step in a Lambda@Edge function. */
export function onLambda(list: RuleList): (request: TimedRequest) => Promise<Answer> {
  class Clock extends Date {
    static time = 0;
    static now(): number { return Clock.time; }
  }
  const data = writeProgram(list.rules, list.order, list.findings);
  const config = { cacheControl: TTL, viewerCacheControl: 'no-store' };
  const run = builtFunction([{ part: 'redirect', config, data }], undefined, { Date: Clock });
  return async ({ path, query, host, headers, now, method }) => {
    Clock.time = now;
    const event = edgeEvent('viewer-request', { method, uri: path, querystring: query, headers });
    const { request } = event.Records[0].cf;
    if (host === undefined) delete request.headers.host;
    else request.headers.host = [{ key: 'Host', value: host }];
    const result = await run(event);
    if (result.status === undefined) return { uri: result.uri, query: result.querystring };
    const { location, 'cache-control': cacheControl, 'retry-after': retryAfter } = result.headers;
    return {
      status: Number(result.status), location: location?.[0].value, cacheControl: cacheControl[0].value,
      retryAfter: retryAfter?.[0].value,
    };
  };
}

/** The answer of the engine, with the Cache-Control of the Lambda step. */
export function engine(list: RuleList): (request: TimedRequest) => Answer {
  const { match } = openProgram(writeProgram(list.rules, list.order, list.findings));
  return ({ path, query, headers, host, method = 'GET', ...given }) => {
    let varies = false;
    let until = Infinity;
    const seen = <T>(value: T): T => { varies = true; return value; };
    const decision = match({
      path,
      query,
      host,
      header: (name) => seen(headers[name]),
      get method() { return seen(method); },
      get country() { return seen(given.country); },
      now: given.now,
      until: (time) => { until = Math.min(until, time); },
    });
    const passes = { uri: path, query };
    if (decision === undefined) return passes;
    const { status, location, rewrite, timing } = decision;
    if ((rewrite ? rewrite.path + rewrite.query : (location ?? '')).length >= 8192) return passes;
    return rewrite
      ? { uri: rewrite.path, query: rewrite.query }
      : {
        status,
        location,
        cacheControl: varies || timing?.ttl === 0 ? 'no-store'
          : `max-age=${Math.min(timing?.ttl ?? SECONDS, Math.floor((until - given.now) / 1000))}`,
        retryAfter: timing?.after || undefined,
      };
  };
}

/** Whether HTTP can hold it, and the event of a function, which has no form for cookies without `=`. */
export function isSent({ path, query, headers }: AnyRequest): boolean {
  const isText = (text: string): boolean => !/[\ud800-\udfff]/u.test(text);
  // A query of nothing but `&` and no query are the same object.
  return isText(path) && isText(query) && !/^&+$/.test(query) && !/(^|;)[^=]*(;|$)/.test(headers.cookie ?? 'a=b');
}
