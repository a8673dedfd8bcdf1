import type { FunctionAround, FunctionsAround } from './functions-around';
import type { MaskConfig } from '../../core/errors/config';
import { isViewerEvent } from '../../core/facts/edge-events';
import { mayRewritePath } from '../../core/javascript/rewrites-path';
import { memberName, nameOf, nodesIn, type Parsed } from '../../core/javascript/syntax';
import { warning } from '../../core/problem';
import { isProxy } from '../../core/redirects/rule/proxy';
import type { NamedBehavior } from '../behaviors';
import { parsed } from './function-code';
import type { BehaviorFinding } from '../slots/behavior-findings';
import type { BakedContribution } from '../slots/contribution';
import { contributionsFor } from '../slots/plan';

/** How a construct reads the path, and what to do if a function has rewritten it before. */
interface PathReader {
  readonly reads: string;
  readonly cure: (by: FunctionAround) => string;
}

/**
 * Warns where a function on viewer-request may rewrite the path before our steps on origin events read it: a rule for
 * `/jobs` never applies to `/jobs/index.html`.
 */
export function pathWarnings(
  around: FunctionsAround, behaviors: readonly NamedBehavior[], contributions: readonly BakedContribution[],
): BehaviorFinding[] {
  return behaviors.filter(({ conditional }) => !conditional).flatMap((named): BehaviorFinding[] => {
    const { pattern } = named;
    const readers = (['origin-request', 'origin-response'] as const)
      .flatMap((event) => contributionsFor(contributions, event, pattern))
      .flatMap((c) => [readerOf(c)].filter((reader) => reader !== undefined).map((reader) => ({ ...reader, owner: c.owner })));
    if (readers.length === 0) return [];
    const rewriting = around.on(named, 'viewer-request').filter(({ file }) => file === undefined || mayRewritePath(file));
    return readers.flatMap(({ owner, reads, cure }) => rewriting.map((by): BehaviorFinding => ({
      owner,
      pattern,
      describe: ({ names }) => warning('EDGE_PATH_REWRITTEN', `${reads} the path that ${by.name} on viewer-request of `
        + `${names} has made of the request: ${by.file === undefined ? 'its code is not known here, and ' : 'it '}`
        + `may rewrite the path, e.g. "/jobs" to "/jobs/index.html"; ${cure(by)}`),
    })));
  });
}

/** Undefined if the step does not read the path. */
function readerOf({ event, step: { part, config, code, existing }, redirects }: BakedContribution): PathReader | undefined {
  if (isViewerEvent(event) || existing !== undefined) return undefined;
  switch (part) {
    case 'redirect': {
      const rules = redirects?.compiled.rules ?? [];
      // Such rules are errors on viewer-request.
      const bound = rules.some((rule) => rule.when.originStatuses !== undefined || isProxy(rule));
      const leave = 'write the sources of the rules as it leaves the path';
      return { reads: 'compares', cure: (by) => (bound ? leave : `${earlier(by)}, or ${leave}`) };
    }
    case 'mask-errors': case 'mask-errors-stored': {
      const readsPath = (config as MaskConfig).rules.some(({ paths }) => paths !== undefined);
      return readsPath ? { reads: 'compares "paths" with', cure: () => 'write "paths" as it leaves the path' } : undefined;
    }
    case 'custom': {
      const file = parsed(code, 'commonjs');
      return file === undefined || readsPath(file)
        ? { reads: 'gets', cure: () => 'run the step on viewer-request, before it, or expect the path that it leaves' }
        : undefined;
    }
    default: return undefined;
  }
}

function earlier({ step }: FunctionAround): string {
  return step
    ? 'use RedirectEventType.VIEWER_REQUEST, where redirects come before a step at EdgeStepPosition.BEFORE_HEADERS'
    : 'use RedirectEventType.VIEWER_REQUEST with existing: ExistingAttachments.compose(), which runs it after the '
      + 'redirects';
}

function readsPath({ program }: Parsed): boolean {
  return [...nodesIn(program)].some((node) => memberName(node) === 'uri'
    || (node.type === 'Property' && nameOf(node.key) === 'uri'));
}
