import { headerNameProblem } from './check-headers';
import type { RuleSource } from './rules';
import { VIEWER_METHODS } from '../facts/methods';
import { PATH_PATTERN_CHARACTERS, PATH_PATTERN_MAX_LENGTH } from '../facts/path-pattern';
import type { Problem } from '../problem';

/** Conditions that could never hold. */
export function checkConditions({ methods, paths, originHeaders }: RuleSource, path: string): Problem[] {
  return [
    ...methods.filter((method) => !VIEWER_METHODS.includes(method)).map((method) => problem('EDGE_MASK_METHOD', `${path}.methods`,
      `is not a method that CloudFront takes, got ${JSON.stringify(method)}; use ${VIEWER_METHODS.join(', ')}`)),
    ...(methods.length === 0 ? [problem('EDGE_MASK_METHOD', `${path}.methods`, 'is empty, so that the rule would never apply; leave it out for GET and HEAD')] : []),
    ...(paths ?? []).filter((pattern) => !isPattern(pattern)).map((pattern) => problem('EDGE_MASK_PATH', `${path}.paths`,
      `is not a path pattern, got ${JSON.stringify(pattern)}; write one as behaviors have it, such as "/docs/*"`)),
    ...(paths?.length === 0 ? [problem('EDGE_MASK_PATH', `${path}.paths`, 'is empty, so that the rule would never apply; leave it out for every path')] : []),
    ...originHeaders.flatMap(({ name }) => headerNameProblem(name, `${path}.originHeaders`)),
  ];
}

function isPattern(pattern: string): boolean {
  return pattern !== '' && pattern.length <= PATH_PATTERN_MAX_LENGTH && PATH_PATTERN_CHARACTERS.test(pattern);
}

function problem(code: string, path: string, message: string): Problem {
  return { code, severity: 'error', path, message };
}
