import { parsed } from './function-code';
import type { MaskConfig } from '../../core/errors/config';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { memberName, nameOf, nodesIn, type Parsed } from '../../core/javascript/syntax';
import { isProxy } from '../../core/redirects/rule/proxy';
import type { BakedContribution } from '../slots/contribution';

/** A step that reads the path of the request. */
export interface PathReader {
  readonly contribution: BakedContribution;
  readonly reads: string;
  /** What to do if code has rewritten the path before. */
  readonly cure: string;
  /** Whether redirects may move to viewer-request. */
  readonly mayMove: boolean;
}

/** How a step on an event reads the path; undefined if it does not. */
export function pathReader(contribution: BakedContribution, event: EdgeEvent): PathReader | undefined {
  const { step: { part, config, code, existing }, redirects } = contribution;
  if (existing !== undefined) return undefined;
  switch (part) {
    case 'redirect':
    case 'redirect-stored': {
      // Such rules are errors on viewer-request.
      const bound = redirects?.compiled.rules.some((rule) => rule.when.originStatuses !== undefined || isProxy(rule));
      const cure = 'write the sources of the rules as it leaves the path';
      return { contribution, reads: 'compares', cure, mayMove: bound === false };
    }
    case 'mask-errors':
    case 'mask-errors-stored': {
      const { rules } = config as MaskConfig;
      if (!rules.some(({ paths }) => paths !== undefined)) return undefined;
      const cure = 'write "paths" as it leaves the path';
      return { contribution, reads: 'compares "paths" with', cure, mayMove: false };
    }
    case 'custom': {
      const file = parsed(code, 'commonjs');
      // On viewer-request the user has chosen the position of the step.
      if (event === 'viewer-request' || (file !== undefined && !readsPath(file))) return undefined;
      const cure = 'run the step on viewer-request, before it, or expect the path that it leaves';
      return { contribution, reads: 'gets', cure, mayMove: false };
    }
    default:
      return undefined;
  }
}

function readsPath({ program }: Parsed): boolean {
  return [...nodesIn(program)].some((node) => (
    memberName(node) === 'uri' || (node.type === 'Property' && nameOf(node.key) === 'uri')));
}
