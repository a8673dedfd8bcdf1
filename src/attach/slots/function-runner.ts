import type { BakedStep } from './contribution';
import { source } from './part-source';
import { changesAnything, changesEvent, changesItems } from '../../core/javascript/changes-in-place';
import type { Parsed } from '../../core/javascript/syntax';
import type { FunctionKindName, HOST_PARTS } from '../../core/slots/parts';

/** How steps run in a CloudFront Function. */
export interface Runner {
  /** The parts that it needs, and declarations. */
  readonly parts: readonly string[];
  /** The function that takes an event, and what CloudFront sent, as an expression. */
  readonly source: string;
}

/** What is known of a step when its function is composed. */
export interface StepText {
  readonly name: (step: BakedStep) => string;
  readonly load: (step: BakedStep) => string;
  /** The configuration of a step of security headers. */
  readonly headers: (step: BakedStep) => string;
  /** The code of a file, parsed. */
  readonly file: (step: BakedStep) => Parsed;
  readonly kind: FunctionKindName;
  /** Whether the event is a response. */
  readonly onResponse: boolean;
}

/** Whether it is steps of this library alone: their results need no check, which takes 3 KB less. */
export function isSmall(own: readonly BakedStep[]): boolean {
  return own.length > 0 && own.every(isOurs);
}

function isOurs(step: BakedStep): boolean {
  return step.part === 'redirect' || isPretty(step) || isHeaders(step);
}

/** Whether a step sets security headers: on requests, of what all others answer. */
export function isHeaders({ part: name }: BakedStep): boolean {
  return name === 'headers';
}

function isPretty(step: BakedStep): boolean {
  return step.part === 'pretty-urls';
}

/** Whether a step reads rules from a key value store. */
export function isStored({ shared }: BakedStep): boolean {
  return shared !== undefined && shared.length > 0;
}

/** The code that several steps have in common. */
function sharedParts(own: readonly BakedStep[]): string[] {
  return [...new Set(own.flatMap(({ shared = [] }) => shared))].map((name) => part(name));
}

/** Our steps without other code. */
export function runnerAlone(own: readonly BakedStep[], text: StepText): Runner {
  const { name, load } = text;
  if (own.every(isHeaders)) return headersRunner(own[0], text);
  const runs = own.map((step) => `runEdgeStep(${name(step)}, ${load(step)})`);
  const later = own.some(isStored);
  const visits = handingOn(own) === 'redirect-one-visit' ? [part('redirect-one-visit')] : [];
  const alone = [...sharedParts(own), ...visits, part(later ? 'later' : 'alone')];
  if (runs.length === 1) return { parts: alone, source: runs[0] };
  const lists = own.filter((step) => step.part === 'redirect');
  const inTurn = later ? part('later-in-turn') : lists.length > 1 ? RULES_IN_TURN : IN_TURN;
  return { parts: [...alone, inTurn], source: `edgeInTurn([\n${runs.join(',\n')}])` };
}

/** Our steps and files of the user, each with what it needs: files have their results checked. */
export function runnerBeside(own: readonly BakedStep[], text: StepText): Runner {
  if (own.length === 0) return { parts: [], source: '(event) => event.response || event.request' };
  const runs = own.map((step) => (isOurs(step) ? libraryRunner(step, text) : runnerOfFile(step, own.length > 1, text)));
  if (runs.length === 1) return runs[0];
  const parts = new Set([...runs.flatMap((run) => run.parts), part('turns', text.kind)]);
  return { parts: [...parts], source: `edgeTurns([\n${runs.map((run) => run.source).join(',\n')}])` };
}

function libraryRunner(step: BakedStep, text: StepText): Runner {
  const { name, load } = text;
  if (isHeaders(step)) return headersRunner(step, text);
  if (isStored(step)) {
    const parts = [...sharedParts([step]), part('later-beside')];
    return { parts, source: `runEdgeLater(${name(step)}, ${load(step)})` };
  }
  return { parts: [part('ours')], source: `runEdgeOurs(${name(step)}, ${load(step)})` };
}

function headersRunner(step: BakedStep, { headers }: StepText): Runner {
  return { parts: [part('apply-headers'), part('headers')], source: `edgeHeaders(${headers(step)})` };
}

/** Sets security headers on what is answered to requests. */
export function withHeaders(step: BakedStep | undefined, run: Runner, { headers }: StepText): Runner {
  if (step === undefined) return run;
  const own = [part('apply-headers'), part('headers'), part('headers-after')];
  return { parts: [...own, ...run.parts], source: `edgeHeadersAfter(${run.source}, ${headers(step)})` };
}

function runnerOfFile(step: BakedStep, among: boolean, { name, load, file, kind, onResponse }: StepText): Runner {
  const { pass } = step.config as { pass?: boolean };
  const parts = [part(onResponse ? 'fixed-response' : 'fixed-request'), part('slot', kind)];
  const run = (...more: string[]) => (
    `runEdgeFile(${[name(step), load(step), `${!pass}`, `${changes || copied}`, ...more].join(', ')})`);
  const changes = changesAnything(file(step));
  // With promises, what one file returns can change while the next one waits.
  const copied = among && (changes || kind === 'promises');
  if (copied) return { parts: [...parts, part('copied')], source: `edgeCopied(${run()})` };
  const kept = keeping(file(step), onResponse);
  return changes ? { parts: [...parts, ...kept.parts], source: run(kept.source) } : { parts, source: run() };
}

/** How what a file may change can be restored. */
function keeping(file: Parsed, onResponse: boolean): Runner {
  if (changesItems(file)) return { parts: [], source: 'JSON.stringify, JSON.parse' };
  const parts = [part(onResponse ? 'kept-response' : 'kept-request')];
  return { parts, source: 'edgeSaved, edgeRestored' };
}

/** The code of an existing function around what we run. */
export function withExisting(step: BakedStep, own: Runner, { name, load, file, kind, onResponse }: StepText): Runner {
  const { first } = step.existing!;
  const code = file(step);
  const kept = onResponse && changesAnything(code) ? keeping(code, onResponse) : undefined;
  const parts = [
    ...kept?.parts ?? [],
    part('existing', kind),
    ...(onResponse ? [] : [part('existing-query')]),
    part(first ? 'existing-first' : 'existing-last', kind),
    ...own.parts,
  ];
  const theirs = `runEdgeExisting(${[name(step), load(step), ...(kept ? [kept.source] : [])].join(', ')})`;
  const given = first
    ? [theirs, own.source, changesEvent(code), code.code.includes('querystring')] : [own.source, theirs];
  return { parts: [...new Set(parts)], source: `${first ? 'edgeFirst' : 'edgeThen'}Existing(${given.join(', ')})` };
}

function part(name: keyof typeof HOST_PARTS['cloudfront-function'], kind?: FunctionKindName): string {
  return source('cloudfront-function', name, kind);
}

/** Each step changes the request in place, or answers it. */
const IN_TURN = `function edgeInTurn(runs) {
  return function (event, sent) {
    return runs.reduce(function (message, run) {
      return message.statusCode ? message : run(event, sent);
    }, event.request);
  };
}`;

/** The same for several lists of rules, which read the query as the one before has changed it: a text, or empty. */
const RULES_IN_TURN = `function edgeInTurn(runs) {
  return function (event, sent) {
    let given = event.request.querystring, now = event;
    return runs.reduce(function (message, run) {
      if (message.statusCode) return message;
      const query = message.querystring;
      if (query !== given) {
        given = query;
        now = Object.assign({}, event, { request: Object.assign({}, message, {
          rawQueryString: function () { return typeof query === 'string' ? query : ''; },
        }) });
      }
      return run(now, sent);
    }, event.request);
  };
}`;

/**
 * The part that our steps need to know of others why they let a request pass, if any of them does so because of a
 * date or a condition.
 */
export function handingOn(steps: readonly BakedStep[]): 'redirect-together' | 'redirect-one-visit' | undefined {
  if (!steps.filter(isOurs).slice(0, -1).some(({ varies }) => varies)) return undefined;
  return steps.every(isStored) ? 'redirect-one-visit' : 'redirect-together';
}

/** The code of a step, as a function that returns its handler. */
export function loadedCode(step: BakedStep, together: boolean): string {
  const edge = step.part === 'redirect' ? ', edge' : '';
  return `() => {\n${step.code}\nreturn ${together && isOurs(step) ? `edgeTogether(handler${edge})` : 'handler'}; }`;
}

/** Passes on what CloudFront sent, and what steps find out about a request, if a step needs it. */
export function withSent(own: readonly BakedStep[], together: boolean, run: Runner): Runner {
  return together || own.some(isPretty) ? {
    parts: [...run.parts, ...(together ? [part('redirect-together')] : []), part('sent')],
    source: `edgeSent(${run.source})`,
  } : run;
}
