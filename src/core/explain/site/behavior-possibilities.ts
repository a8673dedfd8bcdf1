import { functionPossibilities } from './function-possibilities';
import { originPossibilities } from './origin-possibilities';
import type { Possibility } from './possibility';
import type { BehaviorFacts, SiteFacts } from './site-facts';
import { VIEWER_METHODS } from '../../facts/methods';
import type { Source } from '../source';
import { getWithBody } from '../sources/get-with-body';
import { methodNotAllowed } from '../sources/method-not-allowed';
import { signedUrl } from '../sources/signed-url';
import { viewerProtocol } from '../sources/viewer-protocol';

/** What depends on the behavior. Behaviors with the same possibility share one. */
export function behaviorPossibilities({ behaviors }: SiteFacts): Possibility[] {
  return merged(behaviors.flatMap((behavior) => [
    ...keys(behavior), ...protocol(behavior), ...methods(behavior), ...functionPossibilities(behavior),
    ...originPossibilities(behavior),
  ]));
}

function keys({ pathPattern, trustedKeys }: BehaviorFacts): Possibility[] {
  if (trustedKeys.length === 0) return [];
  return [
    of(
      signedUrl,
      pathPattern,
      'the request has no valid signed URL or cookie',
      `TrustedKeyGroups: ${trustedKeys.join(', ')}`,
    ),
  ];
}

function protocol({ pathPattern, viewerProtocolPolicy }: BehaviorFacts): Possibility[] {
  if (viewerProtocolPolicy !== 'https-only') return [];
  return [of(viewerProtocol, pathPattern, 'the request comes over HTTP', 'ViewerProtocolPolicy: https-only')];
}

function methods({ pathPattern, allowedMethods }: BehaviorFacts): Possibility[] {
  const others = VIEWER_METHODS.filter((method) => !allowedMethods.includes(method));
  const body = of(
    getWithBody,
    pathPattern,
    'the request is a GET with a body',
    'CloudFront refuses these on all behaviors',
  );
  if (others.length === 0) return [body];
  const allowed = `AllowedMethods: ${allowedMethods.join(', ')}`;
  return [of(methodNotAllowed, pathPattern, `the method is ${others.join(', ')}`, allowed), body];
}

function of({ id, cure, link }: Source, pattern: string, condition: string, evidence: string): Possibility {
  return {
    source: id,
    behaviors: [pattern],
    statuses: [403],
    condition,
    evidence: [evidence],
    cure,
    link,
    isWarning: false,
  };
}

/** One possibility for all behaviors on which it is the same, in the order of the first of each. */
function merged(all: readonly Possibility[]): Possibility[] {
  const byKey = new Map<string, Possibility>();
  for (const one of all) {
    const { behaviors = [], ...rest } = one;
    const key = JSON.stringify(rest);
    const before = byKey.get(key)?.behaviors ?? [];
    byKey.set(key, { ...one, behaviors: [...before, ...behaviors] });
  }
  return [...byKey.values()];
}
