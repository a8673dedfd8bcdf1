import { headerNameProblem } from './check-headers';
import type { RuleSource } from './rules';
import { VIEWER_METHODS } from '../facts/methods';
import { PATH_PATTERN_CHARACTERS, PATH_PATTERN_MAX_LENGTH } from '../facts/path-pattern';
import type { Problem } from '../problem';

/** Conditions that could never hold, or hold for one of GET and HEAD alone. */
export function checkConditions({ methods, paths, originHeaders }: RuleSource, path: string): Problem[] {
  return [
    ...methods.filter((method) => !VIEWER_METHODS.includes(method)).map((method) => problem('EDGE_MASK_METHOD', `${path}.methods`,
      `is not a method that CloudFront takes, got ${JSON.stringify(method)}; ${VIEWER_METHODS.includes(method.toUpperCase()) ? `did you mean ${JSON.stringify(method.toUpperCase())}?` : `use ${VIEWER_METHODS.join(', ')}`}`)),
    ...(methods.length === 0 ? [problem('EDGE_MASK_METHOD', `${path}.methods`, 'is empty, so that the rule would never apply; leave it out for GET and HEAD')] : []),
    ...(paths ?? []).filter((pattern) => !isPattern(pattern)).map((pattern) => problem('EDGE_MASK_PATH', `${path}.paths`,
      `is not a path pattern, got ${JSON.stringify(pattern)}; write one as behaviors have it, such as "/docs/*"`)),
    ...(paths?.length === 0 ? [problem('EDGE_MASK_PATH', `${path}.paths`, 'is empty, so that the rule would never apply; leave it out for every path')] : []),
    ...originHeaders.flatMap(({ name }) => headerNameProblem(name, `${path}.originHeaders`)),
  ];
}

/**
 * A rule for GET that leaves HEAD out, or the other way round: HEAD would say another status than GET, and CloudFront
 * keeps one answer for both. Another rule may be for the other method.
 */
export function checkPairs(rules: readonly RuleSource[]): Problem[] {
  return rules.flatMap(({ methods }, index) => {
    const [given, missing] = methods.includes('GET') ? ['GET', 'HEAD'] : ['HEAD', 'GET'];
    const alone = methods.includes(given) && !methods.includes(missing) && methods.every((method) => VIEWER_METHODS.includes(method));
    if (!alone || rules.some((other) => other.methods.includes(missing) && !other.methods.includes(given))) return [];
    return [{
      code: 'EDGE_MASK_METHOD_ALONE',
      severity: 'warning',
      path: `rules[${index}].methods`,
      message: `has ${given} without ${missing}, so that one says another status than the other, and CloudFront may answer either from its cache; add ${missing}`,
    }];
  });
}

function isPattern(pattern: string): boolean {
  return pattern !== '' && pattern.length <= PATH_PATTERN_MAX_LENGTH && PATH_PATTERN_CHARACTERS.test(pattern);
}

function problem(code: string, path: string, message: string): Problem {
  return { code, severity: 'error', path, message };
}
