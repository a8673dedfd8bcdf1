import type { Problem } from '../problem';
import type { MaskRule, StatusSet } from './config';

/** What is wrong with the rules of an `EdgeErrorMasker`. `isToken` tells texts that are only known at deploy time. */
export function checkMaskRules(rules: readonly MaskRule[], isToken: (text: string) => boolean): Problem[] {
  if (rules.length === 0) return [problem('EDGE_MASK_EMPTY', 'rules', 'is empty, so nothing would be masked; add a rule or remove the construct')];
  return rules.flatMap((rule, index) => [
    ...checkStatuses(rule.statuses, `rules[${index}].statuses`),
    ...checkLocation(rule.redirect.location, `rules[${index}].action`, isToken),
  ]);
}

function checkStatuses({ codes, ranges }: StatusSet, path: string): Problem[] {
  const wrong = codes.filter((c) => !isErrorStatus(c)).map((c) => problem('EDGE_MASK_STATUS', path,
    `is not an error status, got ${JSON.stringify(c)}; use whole numbers from 400 to 599`));
  const wrongRanges = ranges.filter(([from, to]) => !isErrorStatus(from) || !isErrorStatus(to) || from > to).map((r) => problem(
    'EDGE_MASK_STATUS', path, `is not a range of error statuses, got ${r.join('-')}; use whole numbers from 400 to 599, the lower one first`));
  const none = codes.length + ranges.length === 0 ? [problem('EDGE_MASK_STATUS', path, 'is empty; name at least one status')] : [];
  return [...none, ...wrong, ...wrongRanges];
}

function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 599;
}

function checkLocation(location: string, path: string, isToken: (text: string) => boolean): Problem[] {
  if (isToken(location)) return [];
  // `//host` and `/\host` look like paths and lead to another site.
  const isPath = /^\/(?![/\\])/.test(location);
  const isUrl = /^https?:\/\/[^/?#\\@]+([/?#]|$)/i.test(location);
  const isAscii = /^[\x21-\x7e]+$/.test(location);
  return (isPath || isUrl) && isAscii ? [] : [problem('EDGE_MASK_LOCATION', path,
    `leads to no page, got ${JSON.stringify(location)}; use a path with a leading slash or an absolute URL, percent-encoded`)];
}

function problem(code: string, path: string, message: string): Problem {
  return { code, severity: 'error', path, message };
}
