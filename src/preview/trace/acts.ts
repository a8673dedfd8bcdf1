import type { AdmitReason, Facts } from './facts';
import type { Exchange } from '../exchange/exchange';

/** Something that a stage did, in the words of the access line. */
export interface Act {
  readonly stage: string;
  readonly what: string;
}

/** What the access line says of an exchange: stages that let it pass are not worth a word. */
export function actsOf({ trace }: Pick<Exchange, 'trace'>): Act[] {
  return trace.flatMap((facts) => {
    const what = told(facts);
    return what === undefined ? [] : [{ stage: nameOf(facts), what }];
  });
}

/** A refusal before any function is told by what refused. */
function nameOf(facts: Facts): string {
  if (facts.stage !== 'firewall') return facts.stage;
  return facts.outcome === 'blocked' && facts.by === 'option' ? facts.kind : 'waf';
}

function told(facts: Facts): string | undefined {
  switch (facts.stage) {
    case 'admit': return facts.outcome === 'passed' ? undefined : refusal(facts.reason, facts.host);
    case 'behavior': return facts.pathPattern;
    case 'method':
      if (facts.outcome === 'passed') return undefined;
      return facts.reason === 'body-on-get' ? 'GET with a body' : `${facts.method} is not allowed`;
    case 'firewall':
      if (facts.outcome === 'passed') return undefined;
      if (facts.by === 'option') return `--block ${facts.kind}:${facts.pathPattern}`;
      return facts.rule === undefined ? 'default action blocks' : `rule ${facts.rule} blocks`;
    case 'viewer-request':
    case 'origin-request':
    case 'origin-response':
    case 'viewer-response': return `${facts.function.name} ${ofFunction(facts)}`;
    case 'origin':
      if (facts.outcome === 'failed') return `${facts.origin}: ${facts.hint}`;
      return `${facts.origin} answered ${facts.response.status}`;
    case 'failover': return `${facts.status} from ${facts.from}, so ${facts.to}`;
    case 'custom-error':
      return facts.outcome === 'page-failed'
        ? `${facts.status}, but ${facts.pagePath} answered ${facts.newStatus}`
        : `${facts.status} became ${facts.pagePath} with ${facts.newStatus}`;
    case 'response-headers-policy': return facts.policy;
    case 'viewer': return 'went away before the answer';
    case 'default-root-object':
    case 'finish':
    case 'preview': return undefined;
  }
}

type FunctionFacts = Extract<Facts, { function: unknown }>;

function ofFunction(facts: FunctionFacts): string {
  switch (facts.outcome) {
    case 'answered': return `answered ${facts.response.status}`;
    case 'skipped': return `did not run: ${facts.why}`;
    case 'invalid': return `gave an invalid result: ${facts.reason} (${facts.detail})`;
    case 'failed': return `failed: ${facts.error}`;
    case 'continued': return 'request' in facts ? 'passed it on' : ranOn(facts);
  }
}

type RanOnResponse = Extract<FunctionFacts, { outcome: 'continued'; response: unknown }>;

/** On viewer-response, a function cannot change the status. */
function ranOn({ stage, response }: RanOnResponse): string {
  const { before, after } = response;
  return stage === 'viewer-response' || before.status === after.status ? 'ran' : `made it ${after.status}`;
}

function refusal(reason: AdmitReason, host: string): string {
  switch (reason) {
    case 'url-too-long': return 'the URL is too long';
    case 'headers-too-large': return 'the headers are too large';
    case 'unknown-host': return `host ${host} is no alias of the distribution`;
  }
}
