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

/**
 * What the rules that fit an address have to say of a request. One line of a file may have made several rules, and is
 * told once.
 */
export interface Explanation {
  /** The rule that answers. */
  readonly answers?: RedirectRule;
  /** The rule that leaves the visitor where he is, because that is where it leads; no lesser rule may move him. */
  readonly stays?: RedirectRule;
  /** These would have answered, without the one that did. */
  readonly shadowed: readonly RedirectRule[];
  /** Rules that lead round for ever, so that the program does without them. */
  readonly excluded: readonly RedirectRule[];
  readonly idle: readonly RedirectRule[];
}

export function explanation(
  list: RuleList,
  asked: RedirectRequest,
  decision: RedirectDecision | undefined,
): Explanation {
  const { rules, rootObject = '' } = list;
  const request = { ...asked, path: viewerPath(normalizePath(asked.path), objectPathOf(rootObject)) };
  const fitting = inOrder(list, request);
  const says = new Map(fitting.map((i) => [i, effectAlone(list, i, request)]));
  const first = decision?.rule ?? fitting.find((i) => says.get(i) === 'stay');
  const behind = first === undefined ? [] : fitting.slice(fitting.indexOf(first) + 1);
  const reported = new Set(first === undefined ? [] : [placeOf(rules[first])]);
  const once = (numbers: readonly number[]): RedirectRule[] =>
    [...numbers]
      .sort((a, b) => a - b)
      .map((i) => rules[i])
      .filter((rule) => !reported.has(placeOf(rule)) && reported.add(placeOf(rule)));
  return {
    ...(first === undefined ? {} : decision === undefined ? { stays: rules[first] } : { answers: rules[first] }),
    shadowed: once(behind.filter((i) => says.get(i) === 'answer')),
    excluded: once(fitting.filter((i) => list.excluded.has(i))),
    idle: once(fitting),
  };
}

/** Rules that fit the address, the best first. */
function inOrder({ rules }: RuleList, request: RedirectRequest): number[] {
  // The index knows one spelling of each address, and no ports.
  const host = request.host?.toLowerCase().replace(/:\d*$/, '') ?? '';
  const fitting = new Set(new RuleIndex(rules).fitting(normalizePath(request.path), host));
  return ranked(rules).filter((i) => fitting.has(i));
}

/** What a rule would say if it were alone. */
export function effectAlone(
  { rules, findings, excluded, rootObject }: RuleList,
  i: number,
  request: RedirectRequest,
): 'answer' | 'stay' | 'nothing' {
  if (excluded.has(i)) return 'nothing';
  const alone = writeProgram([rules[i], lastResort(request)], [0, 1], [findings[i] ?? {}]);
  const decision = openProgram(alone, rootObject).match(request);
  if (decision === undefined) return 'stay';
  return decision.rule === 0 ? 'answer' : 'nothing';
}

/** Answers whoever no other rule has anything to say to: that tells those from whom a rule leaves alone. */
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
