import { headerNameProblem } from './check-headers';
import type { RuleSource } from './rules';
import { VIEWER_METHODS } from '../facts/methods';
import { PATH_PATTERN_CHARACTERS, PATH_PATTERN_MAX_LENGTH } from '../facts/path-pattern';
import { error, warning, shown, type Problem } from '../problem';

/** Conditions that can never hold. */
export function checkConditions({ methods, paths, originHeaders }: RuleSource, path: string): Problem[] {
  return [
    ...methods.flatMap((method, index) => VIEWER_METHODS.includes(method) ? [] : [error('EDGE_MASK_METHOD',
      `is not a method that CloudFront takes, got ${shown(method)}; ${methodCure(method)}`,
      `${path}.methods[${index}]`)]),
    ...(methods.length > 0 ? [] : [error('EDGE_MASK_METHOD',
      'is empty, so that the rule would never apply; leave it out for GET and HEAD', `${path}.methods`)]),
    ...(paths ?? []).flatMap((pattern, index) => isPattern(pattern) ? [] : [error('EDGE_MASK_PATH',
      `is not a path pattern, got ${shown(pattern)}; write one as behaviors have it, such as "/docs/*"`,
      `${path}.paths[${index}]`)]),
    ...(paths?.length !== 0 ? [] : [error('EDGE_MASK_PATH',
      'is empty, so that the rule would never apply; leave it out for every path', `${path}.paths`)]),
    ...originHeaders.flatMap(({ name }, index) => headerNameProblem(name, `${path}.originHeaders[${index}]`)),
  ];
}

function methodCure(method: string): string {
  const meant = method.toUpperCase();
  return VIEWER_METHODS.includes(meant) ? `did you mean ${JSON.stringify(meant)}?` : `use ${VIEWER_METHODS.join(', ')}`;
}

/**
 * Warns about rules for GET without HEAD, or the other way round: the two would have different statuses, but CloudFront
 * caches one response for both. Another rule may be for the other method.
 */
export function checkPairs(rules: readonly RuleSource[]): Problem[] {
  return rules.flatMap(({ methods }, index) => {
    const [given, missing] = methods.includes('GET') ? ['GET', 'HEAD'] : ['HEAD', 'GET'];
    const known = methods.every((method) => VIEWER_METHODS.includes(method));
    const alone = methods.includes(given) && !methods.includes(missing) && known;
    if (!alone || rules.some((other) => other.methods.includes(missing) && !other.methods.includes(given))) return [];
    return [warning('EDGE_MASK_METHOD_ALONE',
      `has ${given} without ${missing}, so that one says another status than the other, and CloudFront may answer `
      + `either from its cache; add ${missing}`, `rules[${index}].methods`)];
  });
}

function isPattern(pattern: string): boolean {
  return pattern !== '' && pattern.length <= PATH_PATTERN_MAX_LENGTH && PATH_PATTERN_CHARACTERS.test(pattern);
}
