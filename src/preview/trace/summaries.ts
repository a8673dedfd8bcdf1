import type { AdmitReason, Facts } from './facts';
import { factsOf, recordsOf } from './record';
import { urlChange } from './urls';
import type { Exchange } from '../exchange/exchange';

/** What a stage did, in the words of the access line. */
export interface StageSummary {
  readonly stage: string;
  readonly text: string;
}

/** The stages that the access line lists: those that only let the request pass are left out. */
export function summarize(exchange: Pick<Exchange, 'trace'>): StageSummary[] {
  const summaries: StageSummary[] = [];
  for (const record of recordsOf(exchange)) {
    const facts = factsOf(record);
    const text = summaryOf(facts);
    if (text !== undefined) summaries.push({ stage: nameOf(facts), text });
  }
  return summaries;
}

/** A block by the firewall has the name of what blocked: `waf`, `geo` or `signed-url`. */
export function nameOf(facts: Facts): string {
  if (facts.stage !== 'firewall') return facts.stage;
  if (facts.outcome === 'passed' || facts.by === 'web-acl') return 'waf';
  return facts.by === 'option' ? facts.kind : facts.by === 'signed-url' ? facts.by : 'geo';
}

export function summaryOf(facts: Facts): string | undefined {
  switch (facts.stage) {
    case 'admit': return facts.outcome === 'passed' ? undefined : refusal(facts.reason, facts.host);
    case 'behavior': return facts.pathPattern;
    case 'viewer-protocol': return `${facts.policy}, and the request came by HTTP`;
    case 'method':
      if (facts.outcome === 'passed') return undefined;
      return facts.reason === 'body-on-get' ? 'GET with a body' : `${facts.method} is not allowed`;
    case 'firewall':
      if (facts.outcome === 'passed') return undefined;
      if (facts.by === 'geo-restriction') return `${facts.type} of the distribution refuses ${facts.country}`;
      if (facts.by === 'signed-url') return `${facts.code}, ${facts.why}`;
      if (facts.by === 'option') return `--block ${facts.text}`;
      return facts.rule === undefined ? 'default action blocks' : `rule ${facts.rule} blocks`;
    case 'cache':
      if (facts.outcome === 'bypassed' || facts.outcome === 'miss') return undefined;
      return `${facts.outcome}, ${facts.ageSec} s old, TTL ${facts.ttlSec} s (${facts.why})`;
    case 'cache-store':
      if (facts.outcome === 'kept-stale') return `the origin answered ${facts.status}; the expired object is served`;
      return undefined;
    case 'viewer-request':
    case 'origin-request':
    case 'origin-response':
    case 'viewer-response':
      return `${facts.function.name} ${functionSummary(facts)}`
        + (facts.warnings ?? []).map((warning) => `; warning: ${warning}`).join('');
    case 'fault': return `--fault ${facts.text}`;
    case 'origin':
      return originSummary(facts);
    case 'failover':
      if (facts.outcome === 'undocumented') {
        return `a function made ${facts.newStatus} of ${facts.status}; CloudFront may decide by either status`;
      }
      return `${facts.status} from ${facts.from}, failing over to ${facts.to}`;
    case 'custom-error':
      return facts.outcome === 'page-failed'
        ? `${facts.status}, but ${facts.pagePath} answered ${facts.newStatus}`
        : `${facts.status} replaced by ${facts.pagePath} with ${facts.newStatus}`;
    case 'response-headers-policy': return facts.policy;
    case 'viewer': return 'disconnected before the response';
    case 'default-root-object':
    case 'finish':
    case 'plain-http':
    case 'preview': return undefined;
  }
}

/** Attempts that failed for the same reason are counted. */
function originSummary(facts: Extract<Facts, { stage: 'origin' }>): string {
  const { origin, failedAttempts: failed = [], sentAgain, note } = facts;
  const again = (sentAgain === undefined ? '' : `; sent again: ${sentAgain}`)
    + (note === undefined ? '' : `; note: ${note}`);
  if (facts.outcome === 'answered') {
    return `${origin} answered ${facts.response.status}`
      + (failed.length === 0 ? '' : ` at attempt ${failed.length + 1} (${[...new Set(failed)].join('; ')})`) + again;
  }
  if (failed.length < 2) return `${origin}: ${facts.hint}${again}`;
  return `${origin}: ${[...new Set(failed)].join('; ')} (${failed.length} attempts)${again}`;
}

type FunctionFacts = Extract<Facts, { function: unknown }>;

function functionSummary(facts: FunctionFacts): string {
  switch (facts.outcome) {
    case 'answered': return `answered ${facts.response.status}`;
    case 'skipped': return `did not run: ${facts.why}`;
    case 'invalid': return `returned an invalid result: ${facts.reason} (${facts.detail})`;
    case 'failed': return `failed: ${facts.error}`;
    case 'continued': return 'request' in facts ? requestSummary(facts) : responseSummary(facts);
  }
}

type ContinuedRequest = Extract<FunctionFacts, { outcome: 'continued'; request: unknown }>;

/** With the URL that the next stage sees, and the origin, if the function changed them. */
function requestSummary({ request: { before, after } }: ContinuedRequest): string {
  const url = urlChange(before, after);
  return 'passed the request on' + (url === undefined ? '' : ` as ${url}`)
    + (before.origin === after.origin ? '' : ` to ${after.origin}`);
}

type ContinuedResponse = Extract<FunctionFacts, { outcome: 'continued'; response: unknown }>;

/** At viewer-response, a Lambda@Edge function cannot change the status. */
function responseSummary({ stage, response }: ContinuedResponse): string {
  const { before, after } = response;
  if (stage === 'viewer-response' || before.status === after.status) return 'ran';
  return `changed the status to ${after.status}`;
}

function refusal(reason: AdmitReason, host: string): string {
  switch (reason) {
    case 'url-too-long': return 'the URL is too long';
    case 'headers-too-large': return 'the headers are too large';
    case 'unknown-host': return `host ${host} is not an alias of the distribution`;
  }
}
