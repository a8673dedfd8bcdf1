import type { BakedStep } from './contribution';
import { source } from './part-source';

/** How our steps run in a CloudFront Function. */
export interface OwnRunner {
  /** The declarations that it needs. */
  readonly parts: readonly string[];
  /** The function that takes an event, and what CloudFront sent, as an expression. */
  readonly source: string;
}

/** Texts of the properties of a step. */
export interface StepText {
  readonly name: (step: BakedStep) => string;
  readonly load: (step: BakedStep) => string;
}

/** Whether it is steps of this library alone: their results need no check, which takes 3 KB less. */
export function isSmall(own: readonly BakedStep[]): boolean {
  return own.length > 0 && own.every((step) => step.part === 'redirect' || isPretty(step));
}

function isPretty({ part }: BakedStep): boolean {
  return part === 'pretty-urls';
}

/** Whether a step reads rules from a key value store. */
export function isStored({ shared }: BakedStep): boolean {
  return shared !== undefined && shared.length > 0;
}

/** The code that several steps have in common. */
function sharedParts(own: readonly BakedStep[]): string[] {
  const parts = new Set(own.flatMap(({ shared = [] }) => shared));
  return [...parts].map((part) => source('cloudfront-function', part));
}

/** The runner with its steps. */
export function ownRunner(own: readonly BakedStep[], { name, load }: StepText): OwnRunner {
  const shared = sharedParts(own);
  if (!isSmall(own)) {
    const steps = own.map((step) => `{ ${name(step)}, ${flags(step)}${load(step)} },\n`);
    const slot = source('cloudfront-function', 'slot');
    return { parts: [...shared, slot], source: `runEdgeSteps([\n${steps.join('')}])` };
  }
  const runs = own.map((step) => `runEdgeStep({ ${name(step)}, ${load(step)} })`);
  const later = own.some(isStored);
  const runner = [...shared, source('cloudfront-function', later ? 'later' : 'alone')];
  if (runs.length === 1) return { parts: runner, source: runs[0] };
  const lists = own.filter(({ part }) => part === 'redirect');
  const inTurn = later ? source('cloudfront-function', 'later-in-turn') : lists.length > 1 ? RULES_IN_TURN : IN_TURN;
  return { parts: [...runner, inTurn], source: `edgeInTurn([\n${runs.join(',\n')}])` };
}

function flags(step: BakedStep): string {
  const { pass } = step.config as { pass?: boolean };
  return (pass ? '' : 'refuse: true, ') + (isPretty(step) ? 'sent: true, ' : '');
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

/** Pretty URLs depend on path and query as CloudFront sent them, before other steps and existing functions. */
export function withSent(own: readonly BakedStep[], run: OwnRunner): OwnRunner {
  return own.some(isPretty) ? { parts: [...run.parts, SENT], source: `edgeSent(${run.source})` } : run;
}

const SENT = `function edgeSent(run) {
  return function (event) {
    const request = event.request;
    return run(event, [request.uri, request.rawQueryString && request.rawQueryString()]);
  };
}`;
