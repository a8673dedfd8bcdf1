import type { RuleList } from './list';
import { viewerPath } from '../../facts/root-object';
import { RuleIndex } from '../checks/rule-index';
import { openProgram, writeProgram } from '../compile';
import { DIALECTS } from '../rule/dialects';
import type { RedirectRule } from '../rule/model';
import type { RedirectDecision, RedirectRequest } from '../rule/types';
import { ranked } from '../traits/precedence';
import { normalizePath } from '../url/path';
import { objectPathOf } from '../url/root-object';

/** What the rules that match a URL do with a request. A line that made several rules is listed once. */
export interface Explanation {
  /** The rule that applies. */
  readonly answers?: RedirectRule;
  /** The rule that exempts the request, because the URL is its target already; no rule after it applies either. */
  readonly stays?: RedirectRule;
  /** Rules that would apply without the one that does. */
  readonly shadowed: readonly RedirectRule[];
  /** Rules that loop and are not part of the program. */
  readonly excluded: readonly RedirectRule[];
  readonly idle: readonly RedirectRule[];
}

export function explanation(
  list: RuleList,
  requested: RedirectRequest,
  decision: RedirectDecision | undefined,
): Explanation {
  const { rules, rootObject = '' } = list;
  const request = { ...requested, path: viewerPath(normalizePath(requested.path), objectPathOf(rootObject)) };
  const matching = inOrder(list, request);
  const effects = new Map(matching.map((i) => [i, effectAlone(list, i, request)]));
  const first = decision?.rule ?? matching.find((i) => effects.get(i) === 'exempts');
  const later = first === undefined ? [] : matching.slice(matching.indexOf(first) + 1);
  const reported = new Set(first === undefined ? [] : [placeOf(rules[first])]);
  const once = (numbers: readonly number[]): RedirectRule[] =>
    [...numbers]
      .sort((a, b) => a - b)
      .map((i) => rules[i])
      .filter((rule) => !reported.has(placeOf(rule)) && reported.add(placeOf(rule)));
  return {
    ...(first === undefined ? {} : decision === undefined ? { stays: rules[first] } : { answers: rules[first] }),
    shadowed: once(later.filter((i) => effects.get(i) === 'applies')),
    excluded: once(matching.filter((i) => list.excluded.has(i))),
    idle: once(matching),
  };
}

/** The rules that match the URL, in order of precedence. */
function inOrder({ rules }: RuleList, request: RedirectRequest): number[] {
  // The index takes normalized paths, and hosts without ports.
  const host = request.host?.toLowerCase().replace(/:\d*$/, '') ?? '';
  const matching = new Set(new RuleIndex(rules).fitting(normalizePath(request.path), host));
  return ranked(rules).filter((i) => matching.has(i));
}

/** The effect of a rule if it were alone: it applies, it exempts the request, or neither. */
export function effectAlone(
  { rules, findings, excluded, rootObject }: RuleList,
  i: number,
  request: RedirectRequest,
): 'applies' | 'exempts' | 'nothing' {
  if (excluded.has(i)) return 'nothing';
  const alone = writeProgram([rules[i], lastResort(request)], [0, 1], [findings[i] ?? {}]);
  const decision = openProgram(alone, rootObject).match(request);
  if (decision === undefined) return 'exempts';
  return decision.rule === 0 ? 'applies' : 'nothing';
}

/** A rule that applies if the one before does nothing, which distinguishes "nothing" from "exempts". */
function lastResort({ path }: RedirectRequest): RedirectRule {
  const texts = normalizePath(path).replace(/\/$/, '').split('/').slice(1);
  return {
    line: 0,
    column: 0,
    from: path,
    source: { segments: texts.map((text) => ({ kind: 'literal', text })), slash: false, query: [], captures: [] },
    status: 410,
    query: { kind: 'merge' },
    when: {},
    caseSensitive: true,
    force: false,
    dialect: DIALECTS.json,
  };
}

function placeOf({ line, column }: RedirectRule): string {
  return `${line}:${column}`;
}
