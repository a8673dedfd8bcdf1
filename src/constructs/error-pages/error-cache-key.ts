import type { Reading } from '../../core/cache-key/proof';
import type { RequestPart } from '../../core/cache-key/request-part';
import { policyWith } from '../../core/cache-key/words';
import type { RuleSource } from '../../core/errors/rules';
import { warning } from '../../core/problem';

const ACCEPT: RequestPart = { kind: 'header', name: 'accept' };
const QUERY: RequestPart = { kind: 'query' };

/** What rules read besides the path, on an event whose responses are cached. */
export function maskReadings(rules: readonly RuleSource[]): Reading[] {
  return rules.flatMap(({ navigations, action }, index) => [
    ...(navigations !== 'accept' ? [] : [
      reading(`rules[${index}].navigations`, ACCEPT, 'the rule never applies', 'Navigation.BY_PATH'),
    ]),
    ...(action.kind !== 'redirect' || !action.keepQuery ? [] : [
      reading(`rules[${index}].action.keepQuery`, QUERY, 'there is no query to keep', 'leave keepQuery out'),
    ]),
  ]);
}

/** Without caching no viewer gets the response of another one, so that an unseen part is only a warning. */
function reading(path: string, part: RequestPart, effect: string, instead: string): Reading {
  return {
    part,
    place: path,
    result: 'answer',
    cure: `use ${policyWith(part)}, or ${instead}`,
    unseen: {
      problem: (message, where) => warning('EDGE_MASK_UNSEEN', message, where),
      effect,
      cure: 'use an origin request policy with it',
    },
  };
}
