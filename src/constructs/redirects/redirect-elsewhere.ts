import { selects, type BehaviorSelector } from '../../attach/behavior-selector';
import type { NamedBehavior } from '../../attach/behaviors';
import { matchesPathPattern, normalizePathForMatching } from '../../core/facts/path-pattern';
import { warning, type Problem } from '../../core/problem';
import type { RedirectRule } from '../../core/redirects/rule/model';
import { samplePath } from '../../core/redirects/traits/sample';

/**
 * Warns about rules whose requests go to a behavior without the redirector, so that they never apply.
 *
 * Of a rule with placeholders, one sample path is checked.
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

/** The path that selects the behavior: for `/`, the path of the default root object. */
export function servedPath(path: string, rootObject: string): string {
  return normalizePathForMatching(path === '/' ? `/${rootObject}` : path);
}
