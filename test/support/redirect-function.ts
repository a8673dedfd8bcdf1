import { builtFunction } from './bundles';
import { edgeEvent } from './events';
import type { BakedStep } from '../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import { redirectFunctionFile } from '../../src/attach/slots/redirect-function';
import type { FunctionSite } from '../../src/core/redirects/function/format';
import { openProgram } from '../../src/core/redirects/program/read/open';
import { writeProgram } from '../../src/core/redirects/program/write/program';
import type { RedirectRule } from '../../src/core/redirects/rule/model';
import type { SiteConfig } from '../../src/core/redirects/step-config';
import { dependsOnMore } from '../../src/core/redirects/traits/depends-on-more';
import type { Findings } from '../../src/core/redirects/traits/findings';
import { functionEvent } from '../../src/preview/edge/function-event';
import { functionRealm, type FunctionRealm } from '../../src/preview/edge/function-realm';
import { functionIn, loadCloudFrontFunction } from '../../src/preview/edge/load-cloudfront-function';
import type { Run } from '../../src/preview/edge/load-lambda';
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
  return { part: 'redirect', config: { name: 'redirect', pass: true }, code, varies: dependsOnMore(list.rules) };
}

/** A request with its time, which a function reads from its clock. */
export interface TimedRequest extends AnyRequest {
  readonly method?: string;
  /** Headers that are sent in several lines. */
  readonly repeated?: Readonly<Record<string, readonly string[]>>;
}

/** The lines of all headers by their names, as events have them. */
function linesOf({ host, headers, repeated }: TimedRequest): Record<string, { readonly value: string }[]> {
  const all = { ...headers, ...(host !== undefined && { host }), ...repeated };
  return Object.fromEntries(Object.entries<string | readonly string[]>(all).map(([name, values]) => (
    [name, [values].flat().map((value) => ({ value }))])));
}

/** The value of a header, whatever the number of its lines. */
function valueOf({ headers, repeated }: TimedRequest, name: string): string | undefined {
  return repeated?.[name]?.join(name === 'cookie' ? '; ' : ', ') ?? headers[name];
}

/** The event of a request on viewer-request, as CloudFront and the preview make it. */
export function viewerEvent(sent: TimedRequest): object {
  const { path, query, country, now, method = 'GET' } = sent;
  const event = functionEvent(
    {
      event: 'viewer-request',
      distributionDomainName: 'd1.cloudfront.net',
      requestId: 'id',
      clientIp: '203.0.113.1',
      ...(country !== undefined && { cloudFrontHeaders: { 'cloudfront-viewer-country': [{ value: country }] } }),
    } as Parameters<typeof functionEvent>[0],
    'E1',
    { method, uri: path, querystring: query, headers: linesOf(sent) },
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
  /** Absent if it is empty. */
  readonly body?: string;
  /** Of the request that continues. */
  readonly uri?: string;
  readonly query?: string;
}

/** The answer in the result of a CloudFront Function. */
export function answerOf(result: any, { path, query }: TimedRequest): Answer {
  if (result.statusCode !== undefined) {
    const { location, 'cache-control': cacheControl, 'retry-after': retryAfter } = result.headers;
    const body = typeof result.body === 'object' ? result.body.data : result.body;
    return {
      status: result.statusCode,
      location: location?.value,
      cacheControl: cacheControl.value,
      retryAfter: retryAfter?.value,
      body: body || undefined,
    };
  }
  const { uri, querystring } = result;
  if (typeof querystring === 'string') return { uri, query: querystring };
  const before: any = viewerEvent({ path, query, now: 0, headers: {} });
  // In njs the members of a large object have another order.
  const textOf = (values: object): string => JSON.stringify(Object.entries(values).sort());
  return { uri, query: textOf(querystring) === textOf(before.request.querystring) ? query : '' };
}

/** The function of steps in the context of the preview. */
export function loaded(steps: readonly BakedStep[]): (request: TimedRequest) => Answer {
  const code = timed(composeCloudFrontFunction(steps));
  // What is ours changes nothing of its realm; a property makes thousands of functions, and a realm is the most of one.
  return answering(functionIn(shared ??= functionRealm({ log: noLog, spend: noLog }, {}, noLog), { code }));
}
let shared: FunctionRealm | undefined;
const noLog = (): void => undefined;

/** A function in the context of the preview: with steps of the user it returns a promise. */
export function loadedCode(
  code: string, log: (line: string) => void = noLog, keyValues: Readonly<Record<string, string>> = {},
) {
  const answer = answering(
    loadCloudFrontFunction({ host: 'cloudfront-function', code: timed(code), keyValues }, () => undefined),
  );
  return (request: TimedRequest): any => {
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = ((text: string) => (log(text.trimEnd()), true)) as typeof process.stdout.write;
    try {
      return answer(request);
    } finally {
      process.stdout.write = write;
    }
  };
}

function answering(run: Run): (request: TimedRequest) => any {
  return (request) => {
    const result: any = run(JSON.stringify(viewerEvent(request)), {}, 0);
    return typeof result.then === 'function'
      ? result.then((settled: any) => answerOf(settled, request))
      : answerOf(result, request);
  };
}

/** A clock that a test sets, for the globals of a Lambda@Edge function. */
export function settableClock() {
  return class Clock extends Date {
    static time = 0;
    static override now(): number { return Clock.time; }
  };
}

/** The answers of the step in a Lambda@Edge function. */
export function onLambda(
  list: RuleList, site: Partial<SiteConfig> = {},
): (request: TimedRequest) => Promise<Answer> {
  const Clock = settableClock();
  const data = writeProgram(list.rules, list.order, list.findings);
  const config = { cacheControl: TTL, ...site };
  const run = builtFunction([{ part: 'redirect', config, data }], undefined, { Date: Clock });
  return async (sent) => {
    Clock.time = sent.now;
    return lambdaAnswer(await run(lambdaEvent(sent)));
  };
}

/** The event of a request. Only on origin events does Lambda@Edge see the country, as a header. */
export function lambdaEvent(sent: TimedRequest): object {
  const { path, query, country, method } = sent;
  const on = country === undefined ? 'viewer-request' : 'origin-request';
  const event = edgeEvent(on, { method, uri: path, querystring: query });
  event.Records[0].cf.request.headers = {
    ...linesOf(sent), ...(country !== undefined && { 'cloudfront-viewer-country': [{ value: country }] }),
  };
  return event;
}

/** The answer in the result of a Lambda@Edge function. */
export function lambdaAnswer(result: any): Answer {
  if (result.status === undefined) return { uri: result.uri, query: result.querystring };
  const { location, 'cache-control': cacheControl, 'retry-after': retryAfter } = result.headers;
  const body = result.bodyEncoding === 'base64' ? Buffer.from(result.body, 'base64').toString('utf8') : result.body;
  return {
    status: Number(result.status),
    location: location?.[0].value,
    // Behind the cache, which CloudFront keeps apart by what the rules read, browsers still keep nothing.
    cacheControl: cacheControl[0].value.replace(/^max-age=0, s-maxage=\d+$/, 'no-store'),
    retryAfter: retryAfter?.[0].value,
    body: body || undefined,
  };
}

/** The answer of the engine, with the Cache-Control of the Lambda step. */
export function engine(
  list: RuleList, rootObject?: string,
): (request: TimedRequest, found?: { varies: boolean; until: number }) => Answer {
  const { match } = openProgram(writeProgram(list.rules, list.order, list.findings), rootObject);
  return (sent, found = { varies: false, until: Infinity }) => {
    const { path, query, host, method = 'GET', ...given } = sent;
    const seen = <T>(value: T): T => { found.varies = true; return value; };
    const decision = match({
      path,
      query,
      host,
      header: (name) => seen(valueOf(sent, name)),
      get method() { return seen(method); },
      get country() { return seen(given.country); },
      now: given.now,
      until: (time) => { found.until = Math.min(found.until, time); },
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
        cacheControl: cacheControlOf(found, given.now, timing?.ttl),
        retryAfter: timing?.after || undefined,
      };
  };
}

/** The Cache-Control of an answer, on viewer-request. */
export function cacheControlOf(
  { varies, until }: { varies: boolean; until: number }, now: number, ttl?: number,
): string {
  const seconds = Math.min(ttl ?? SECONDS, Math.floor((until - now) / 1000));
  return varies || ttl === 0 ? 'no-store' : `max-age=${seconds}`;
}

/** Whether HTTP can hold it, and the event of a function, which has no form for cookies without `=`. */
export function isSent({ path, query, headers }: AnyRequest): boolean {
  const isText = (text: string): boolean => !/[\ud800-\udfff]/u.test(text);
  // A query of nothing but `&` and no query are the same object.
  return isText(path) && isText(query) && !/^&+$/.test(query) && !/(^|;)[^=]*(;|$)/.test(headers.cookie ?? 'a=b');
}
