import { selects, type BehaviorSelector } from '../../attach/behavior-selector';
import type { NamedBehavior } from '../../attach/behaviors';
import { matchesPathPattern, normalizePathForMatching } from '../../core/facts/path-pattern';
import { warning, type Problem } from '../../core/problem';
import type { RedirectRule } from '../../core/redirects/rule/model';
import { samplePath } from '../../core/redirects/traits/sample';

/**
 * Rules whose requests go to a behavior that the redirector is not on, so that they would never answer.
 *
 * A rule with placeholders is tried with one address that fits it.
 */
export function servedElsewhere(
  rules: readonly RedirectRule[],
  selector: BehaviorSelector,
  behaviors: readonly NamedBehavior[],
  rootObject: string,
): Problem[] {
  return rules.flatMap((rule): Problem[] => {
    const path = servedPath(samplePath(rule), rootObject);
    const serving = behaviors.find((b) => matchesPathPattern(b.pattern, path));
    return !serving || selects(selector, serving.pattern)
      ? []
      : [
        warning(
          'EDGE_REDIRECT_ELSEWHERE',
          `${JSON.stringify(rule.from)} is served by behavior ${JSON.stringify(serving.pattern)}, which this `
              + 'construct is not on; add the behavior to "behaviors", or remove the rule',
          rule,
        ),
      ];
  });
}

/** The path that behaviors are chosen by: that of the default root object for `/`. */
export function servedPath(path: string, rootObject: string): string {
  return normalizePathForMatching(path === '/' ? `/${rootObject}` : path);
}
