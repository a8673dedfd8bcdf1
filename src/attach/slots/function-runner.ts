import type { BakedStep } from './contribution';
import { source } from './part-source';

/** How our steps run in a CloudFront Function. */
interface OwnRunner {
  readonly lines: readonly string[];
  /** The call, given the name of the event. */
  readonly run: (event: string) => string;
}

/** Whether it is steps of this library alone: their results need no check, which takes 3 KB less. */
export function isSmall(own: readonly BakedStep[]): boolean {
  const rules = own.filter(({ part }) => part === 'redirect');
  return own.length > 0 && rules.length + own.filter(isPretty).length === own.length && rules.length < 2;
}

export function hasPrettyUrls(own: readonly BakedStep[]): boolean {
  return own.some(isPretty);
}

function isPretty({ part }: BakedStep): boolean {
  return part === 'pretty-urls';
}

/**
 * The runner and its steps, given their names and the functions that load them.
 *
 * Pretty URLs depend on path and query as CloudFront sent them, before other steps: then the steps are created for each
 * event, and see them as `edgeSent`.
 */
export function ownRunner(
  own: readonly BakedStep[], nameOf: (step: BakedStep) => string, load: (step: BakedStep) => string,
): OwnRunner {
  const stepOf = (step: BakedStep) =>
    `{ name: ${nameOf(step)}, ${(step.config as { pass?: boolean }).pass ? '' : 'refuse: true, '}load: ${load(step)} }`;
  const small = isSmall(own);
  const runner = source('cloudfront-function', small ? 'alone' : 'slot');
  if (hasPrettyUrls(own)) {
    const steps = own.map((step) => `${stepOf(step)},`);
    return { run: (event) => `edgeOwn(${event})`, lines: [runner, ...withSent(steps, small)] };
  }
  if (!small) {
    const steps = ['const edgeSteps = [', ...own.map((step) => `${stepOf(step)},`), '];'];
    return { run: (event) => `runEdgeSteps(edgeSteps, ${event})`, lines: [runner, ...steps] };
  }
  const [step] = own;
  return {
    run: (event) => `runEdgeStep(edgeStep, ${event})`,
    lines: [runner, `const edgeStep = { name: ${nameOf(step)}, load: ${load(step)} };`],
  };
}

function withSent(steps: readonly string[], small: boolean): string[] {
  const run = small
    ? ['return [', ...steps, `].reduce(${NEXT}, request);`]
    : ['return runEdgeSteps([', ...steps, '], event);'];
  return [
    'function edgeOwn(event, edgeSent) {',
    'const request = event.request;',
    'if (!edgeSent) edgeSent = [request.uri, request.rawQueryString && request.rawQueryString()];',
    ...run,
    '}',
  ];
}

/** Each step changes the request in place, or answers it. */
const NEXT = 'function (message, step) { return message.statusCode ? message : runEdgeStep(step, event); }';
