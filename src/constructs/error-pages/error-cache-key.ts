import { selects, type BehaviorSelector } from '../../attach/behavior-selector';
import type { NamedBehavior } from '../../attach/behaviors';
import { missingParts } from '../../attach/cache-key-proof';
import type { RuleSource } from '../../core/errors/rules';
import { error, warning, type Problem } from '../../core/problem';
import type { RequestPart } from '../../core/redirects/rule/types';

/**
 * Why an answer would depend on something that CloudFront does not keep apart: the first visitor's would be
 * everybody's.
 */
export function cacheKeyProblems(rules: readonly RuleSource[], behavior: NamedBehavior): Problem[] {
  return readings(rules).flatMap(({ part, path, what, cure }) => (
    missingParts([part], behavior).filter(({ unseen }) => !unseen).map(({ where }) => error('EDGE_NOT_IN_CACHE_KEY',
      `${what}, which is ${where}, so that one visitor's answer would be served to all; ${cure}`, path))
  ));
}

/** Where nothing is cached no answer reaches anybody else, but the function may not see what a rule reads. */
export function unseenParts(rules: readonly RuleSource[], selector: BehaviorSelector, behaviors: readonly NamedBehavior[]): Problem[] {
  return behaviors.filter(({ pattern }) => selects(selector, pattern)).flatMap((behavior) => (
    readings(rules).filter(({ part }) => isUnseen(part, behavior)).map(({ path, what, without }) => warning('EDGE_MASK_UNSEEN',
      `${what}, which does not reach the function on behavior ${JSON.stringify(behavior.pattern)}, so that `
      + `${without}; use an origin request policy with it`, path))
  ));
}

function isUnseen(part: RequestPart, behavior: NamedBehavior): boolean {
  return missingParts([part], behavior).some(({ unseen }) => unseen);
}

interface Reading {
  readonly part: RequestPart;
  readonly path: string;
  readonly what: string;
  /** What comes of it where the function does not see the part. */
  readonly without: string;
  readonly cure: string;
}

/** What rules read besides the path. */
function readings(rules: readonly RuleSource[]): Reading[] {
  return rules.flatMap((rule, index) => [
    ...(rule.navigations !== 'accept' ? [] : [{
      part: { kind: 'header' as const, name: 'accept' },
      path: `rules[${index}].navigations`,
      what: 'reads the header "accept"',
      without: 'the rule never applies',
      cure: 'use a cache policy with this header, or Navigation.BY_PATH',
    }]),
    ...(rule.action.kind !== 'redirect' || !rule.action.keepQuery ? [] : [{
      part: { kind: 'query' as const },
      path: `rules[${index}].action.keepQuery`,
      what: 'reads the whole query string',
      without: 'there is none to keep',
      cure: 'use a cache policy with all query strings, or leave keepQuery out',
    }]),
  ]);
}
