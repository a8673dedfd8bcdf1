import type { NamedBehavior } from '../../attach/behaviors';
import { missingParts } from '../../attach/cache-key-proof';
import type { RuleSource } from '../../core/errors/rules';
import type { Problem } from '../../core/problem';
import type { RequestPart } from '../../core/redirects/types';

/** Why an answer would depend on something that CloudFront does not keep apart: the first visitor's would be everybody's. */
export function cacheKeyProblems(rules: readonly RuleSource[], behavior: NamedBehavior): Problem[] {
  return rules.flatMap((rule, index) => [
    ...(rule.navigations === 'accept' ? unproven({ kind: 'header', name: 'accept' }, behavior, `rules[${index}].navigations`,
      'reads the header "accept"', 'use a cache policy with this header, or Navigation.BY_PATH') : []),
    ...(rule.action.kind === 'redirect' && rule.action.keepQuery ? unproven({ kind: 'query' }, behavior, `rules[${index}].action.keepQuery`,
      'reads the whole query string', 'use a cache policy with all query strings, or leave keepQuery out') : []),
  ]);
}

function unproven(part: RequestPart, behavior: NamedBehavior, path: string, what: string, cure: string): Problem[] {
  return missingParts([part], behavior).map(({ where }) => ({
    code: 'EDGE_NOT_IN_CACHE_KEY', severity: 'error', path, message: `${what}, which is ${where}, so that one visitor's answer would be served to all; ${cure}`,
  }));
}
