import { ErrorAction } from './error-action';
import { Navigation } from './error-navigation';
import { OriginHeader } from './error-origin-header';
import type { ErrorRule } from './error-rule';
import { ErrorStatuses } from './error-statuses';
import type { RuleSource } from '../../core/errors/rules';
import { within, type Problem } from '../../core/problem';
import { instanceOf, listOf, oneOf, optional, required, Struct, text } from '../../core/problem/kinds';

/** A rule in the form of core, and its problems so far. */
export interface ReadRule {
  readonly source: RuleSource;
  readonly problems: readonly Problem[];
}

const MAKE_STATUSES = 'use ErrorStatuses.codes(403, 404), say';
const MAKE_ACTION = 'use ErrorAction.redirectTo("/404.html"), say';

const RULE = new Struct<ErrorRule>('ErrorRule', {
  statuses: required(instanceOf(ErrorStatuses, MAKE_STATUSES), MAKE_STATUSES),
  action: required(instanceOf(ErrorAction, MAKE_ACTION), MAKE_ACTION),
  methods: optional(listOf(text, 'texts')),
  paths: optional(listOf(text, 'texts')),
  navigations: optional(oneOf('Navigation', Navigation)),
  originHeaders: optional(listOf(instanceOf(OriginHeader, 'use OriginHeader.present("server"), say'), 'OriginHeader')),
});

/** Replaces invalid statuses, so that the rest of the rule can be checked. */
const ANY_STATUS = { codes: [400], ranges: [], except: [] };

/** Reads a rule: fills in defaults and loads its page. */
export function readRule(given: ErrorRule, index: number): ReadRule {
  const path = `rules[${index}]`;
  const { sound, problems: wrong } = RULE.read(given, path);
  const { statuses, action, methods = ['GET', 'HEAD'], paths, navigations, originHeaders = [] } = sound;
  const { action: source, loaded, problems = [] } = action?._load() ?? { action: { kind: 'pass' } };
  return {
    source: {
      statuses: statuses?._set ?? ANY_STATUS,
      methods,
      paths,
      navigations,
      originHeaders: originHeaders.map((header) => header._test),
      action: source,
    },
    problems: [...wrong, ...within(`${path}.action`, [...problems, ...loaded?.problems ?? []])],
  };
}
