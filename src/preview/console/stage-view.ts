import type { StageView, Tone } from './api';
import { shortened } from '../edge/bounded';
import type { Facts } from '../trace/facts';
import type { HeaderChanges, ShortRequest, ShortResponse } from '../trace/shapes';
import { nameOf, summaryOf } from '../trace/summaries';
import type { TraceEntry } from '../trace/trace';

/** An entry of a trace for the timeline: what each kind of stage has in common, and the rest by name. */
export function stageView(entry: TraceEntry): StageView {
  const { startMs, durationMs } = entry;
  const known = KNOWN.reduce((view, name) => (name in entry ? { ...view, [name]: Object(entry)[name] } : view), {});
  return {
    stage: nameOf(entry),
    tone: toneOf(entry),
    text: summaryOf(entry) ?? wordsOf(entry),
    startMs,
    durationMs,
    ...known,
    ...messages(entry),
    facts: factsOf(entry),
  };
}

const KNOWN = ['function', 'rule', 'headers', 'logs'] as const;

/** Members that are shown in a form of their own. */
const SHOWN: readonly string[] = [...KNOWN, 'stage', 'outcome', 'startMs', 'durationMs', 'request', 'response'];

/** What is not said by other members, as texts: facts of stages that this file does not know are shown as well. */
function factsOf(entry: TraceEntry): [string, string][] {
  return Object.entries(entry).filter(([name, value]) => !SHOWN.includes(name) && value !== undefined)
    .map(([name, value]) => [inWords(name), textOf(value)]);
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return shortened(typeof value === 'object' ? JSON.stringify(value) : String(value), 2_048);
}

/** `targetOriginId` is "target origin id". */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

type Messages = Pick<StageView, 'before' | 'after' | 'headers' | 'saw' | 'body'>;

interface AnyChange {
  readonly before: ShortRequest & ShortResponse;
  readonly after: ShortRequest & ShortResponse;
  readonly headers: HeaderChanges;
}

/** A change has both messages; an answer, of a function or an origin, the request that it answers. */
function messages(entry: TraceEntry): Messages {
  const { request, response } = entry as { readonly request?: object; readonly response?: object };
  const change = [request, response].find((one) => one !== undefined && 'before' in one) as AnyChange | undefined;
  if (change !== undefined) {
    const { before, after, headers } = change;
    return { before, after, headers };
  }
  return {
    ...(request !== undefined && { before: request as ShortRequest }),
    ...(response !== undefined && { after: response as ShortResponse }),
  };
}

function toneOf(entry: TraceEntry): Tone {
  switch (entry.outcome) {
    case 'refused':
    case 'blocked': return 'refused';
    case 'failed':
    case 'invalid':
    case 'page-failed':
    case 'gone': return 'failed';
    case 'skipped': return 'skipped';
    case 'answered':
      return entry.stage !== 'origin' ? 'answered' : entry.response.status >= 400 ? 'failed' : 'acted';
    case 'continued': return isChanged(entry) ? 'acted' : 'passed';
    case 'hit':
    case 'stale-while-revalidate':
    case 'stale-if-error': return 'answered';
    case 'bypassed':
    case 'not-stored':
    case 'matched':
    case 'finished':
    case 'passed': return 'passed';
    default: return 'acted';
  }
}

function isChanged(entry: Facts): boolean {
  const { request, response } = Object(entry);
  const change = request ?? response;
  const { added, replaced, removed } = change.headers as HeaderChanges;
  return change.body || JSON.stringify(change.before) !== JSON.stringify(change.after)
    || added.length + replaced.length + removed.length > 0;
}

/** For stages that the access line leaves out. */
function wordsOf(entry: TraceEntry): string {
  switch (entry.stage) {
    case 'admit': return `host ${Object(entry).host}`;
    case 'method': return `${Object(entry).method} is allowed`;
    case 'firewall': return `the web ACL ${Object(entry).webAcl} lets it pass`;
    case 'cache':
      return 'ttlSec' in entry ? `${entry.outcome}, ${entry.ageSec} s of ${entry.ttlSec} s`
        : `${entry.outcome}: ${entry.why}`;
    case 'cache-store':
      return entry.outcome === 'kept-stale' ? entry.outcome
        : `${entry.outcome} for ${entry.ttlSec} s: ${entry.why}`;
    case 'default-root-object': return `/ is ${entry.uri}`;
    case 'finish': return `${entry.status}, ${entry.xCache} from cloudfront`;
    case 'plain-http': return `left out ${entry.directive}`;
    case 'preview': return entry.error;
    default: return String(Object(entry).outcome);
  }
}
