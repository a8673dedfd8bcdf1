import type { FunctionAround, FunctionsAround } from './functions-around';
import { pathReader, type PathReader } from './path-readers';
import { EDGE_EVENTS, isRequestEvent, type EdgeEvent } from '../../core/facts/edge-events';
import { mayRewritePath, writesPath } from '../../core/javascript/rewrites-path';
import { warning } from '../../core/problem';
import type { NamedBehavior } from '../behaviors';
import type { BehaviorFinding } from '../slots/behavior-findings';
import type { BakedContribution } from '../slots/contribution';
import { contributionsFor } from '../slots/plan';

/** Code of the user that may rewrite the path on an event. */
interface Rewriting {
  readonly by: FunctionAround;
  readonly event: EdgeEvent;
}

/**
 * Warns where code of the user may rewrite the path before our steps read it: a rule for `/jobs` never applies to
 * `/jobs/index.html`.
 */
export function pathWarnings(
  around: FunctionsAround, behaviors: readonly NamedBehavior[], contributions: readonly BakedContribution[],
): BehaviorFinding[] {
  return behaviors.filter(({ conditional }) => !conditional).flatMap((named): BehaviorFinding[] => {
    const { pattern } = named;
    return EDGE_EVENTS.flatMap((event) => {
      const here = contributionsFor(contributions, event, pattern);
      const existingFirst = here.some(({ step: { existing } }) => existing?.first);
      return here.flatMap((contribution): BehaviorFinding[] => {
        const reader = pathReader(contribution, event);
        if (reader === undefined) return [];
        const before = [...earlier(around, named, event), ...sameEvent(around, named, contribution, existingFirst)];
        return before.map((rewriting) => (
          { owner: contribution.owner, pattern, describe: rewritten(reader, rewriting) }));
      });
    });
  });
}

/** On earlier events. Code that is not known may do anything. */
function earlier(around: FunctionsAround, named: NamedBehavior, event: EdgeEvent): Rewriting[] {
  const events = EDGE_EVENTS.slice(0, EDGE_EVENTS.indexOf(event)).filter(isRequestEvent);
  return events.flatMap((one) => around.beforePath(named, one)
    .filter(({ file }) => file === undefined || mayRewritePath(file))
    .map((by) => ({ by, event: one })));
}

/** On the same event, where the user has chosen the order: only what is certain is worth a warning. */
function sameEvent(
  around: FunctionsAround, named: NamedBehavior, { event, order }: BakedContribution, existingFirst: boolean,
): Rewriting[] {
  if (!isRequestEvent(event)) return [];
  return around.on(named, event)
    .filter((by) => (by.order === undefined ? existingFirst : by.order < order))
    .filter(({ file }) => file !== undefined && writesPath(file))
    .map((by) => ({ by, event }));
}

function rewritten(reader: PathReader, { by, event }: Rewriting): BehaviorFinding['describe'] {
  const { reads, cure } = reader;
  const move = moved(reader, by, event);
  const who = by.pretty ? `prettyUrls of ${by.name}` : by.name;
  const does = by.pretty ? 'pages have another path there' : by.file === undefined
    ? 'its code is not known here, and may rewrite the path' : 'it may rewrite the path';
  return ({ names }) => warning('EDGE_PATH_REWRITTEN', `${reads} the path that ${who} on ${event} of ${names} has `
    + `made of the request: ${does}, e.g. "/jobs" to "/jobs/index.html"; `
    + `${move === undefined ? '' : `${move}, or `}${cure}`);
}

/** How the step could run before the code; undefined if it cannot. */
function moved({ contribution, mayMove }: PathReader, by: FunctionAround, event: EdgeEvent): string | undefined {
  if (event === contribution.event) {
    return by.order === undefined
      ? 'leave functionOrder out, so that it runs after this step'
      : 'give it the position EdgeStepPosition.BEFORE_HEADERS, which is after redirects';
  }
  if (!mayMove) return undefined;
  const onViewerRequest = 'use RedirectEventType.VIEWER_REQUEST';
  if (event !== 'viewer-request') return onViewerRequest;
  if (by.pretty) return `${onViewerRequest}, where redirects come before pretty URLs`;
  if (by.order !== undefined) {
    return `${onViewerRequest}, where redirects come before a step at EdgeStepPosition.BEFORE_HEADERS`;
  }
  return by.joins()
    ? `${onViewerRequest} with existing: ExistingAttachments.compose(), which runs it after the redirects; prettyUrls `
      + 'there can replace a function that only appends "index.html"'
    : undefined;
}
