import { checkAction } from './check-action';
import { checkConditions, checkPairs } from './check-conditions';
import { checkKeptHeaders, checkSourceHeader } from './check-headers';
import type { IsToken, MaskSource } from './rules';
import { FIRST_ERROR, LAST_ERROR, listedCodes, openRanges, type StatusSet } from './statuses';
import { error, shown, type Problem } from '../problem';

/** Checks the options of an `EdgeErrorMasker`. Pages that could not be read are reported elsewhere. */
export function checkMask({ rules, keepHeaders, sourceHeader }: MaskSource, isToken: IsToken): Problem[] {
  const empty = error('EDGE_MASK_EMPTY', 'is empty, so nothing would be masked; add a rule or remove the '
    + 'construct', 'rules');
  return [
    ...(rules.length === 0 ? [empty] : []),
    ...rules.flatMap((rule, index) => [
      ...checkStatuses(rule.statuses, `rules[${index}].statuses`),
      ...checkConditions(rule, `rules[${index}]`),
      ...checkAction(rule.action, `rules[${index}].action`, isToken),
    ]),
    ...checkPairs(rules),
    ...checkKeptHeaders(keepHeaders, 'keepHeaders'),
    ...checkSourceHeader(sourceHeader, 'sourceHeader'),
  ];
}

function checkStatuses(set: StatusSet, path: string): Problem[] {
  const { codes, ranges, except } = set;
  const refused = (message: string) => error('EDGE_MASK_STATUS', message, path);
  const wrong = [...codes, ...except].filter((c) => !isErrorStatus(c)).map((c) => refused(
    `is not an error status, got ${shown(c)}; use whole numbers from ${FIRST_ERROR} to ${LAST_ERROR}`));
  const isWrong = ([from, to]: readonly [number, number]) => !isErrorStatus(from) || !isErrorStatus(to) || from > to;
  const wrongRanges = ranges.filter(isWrong).map((r) => refused(
    `is not a range of error statuses, got ${r.map(shown).join('-')}; use whole numbers from ${FIRST_ERROR} to `
      + `${LAST_ERROR}, the lower one first`));
  const none = codes.length + ranges.length === 0 ? [refused('is empty; name at least one status')] : [];
  const problems = [...none, ...wrong, ...wrongRanges];
  return problems.length > 0 || listedCodes(set).length + openRanges(set).length > 0
    ? problems
    : [
      refused(
        'holds no status, so that the rule would never apply; ranges leave out statuses that a client program needs '
            + '(401, 405, 407, 412, 416, 429): list them by code',
      ),
    ];
}

function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= FIRST_ERROR && status <= LAST_ERROR;
}
