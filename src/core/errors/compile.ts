import type { MaskAction, MaskConfig, MaskPage, MaskRule } from './config';
import { reasonsFor } from './reasons';
import type { HeaderTest, MaskSource, RuleSource } from './rules';
import { listedCodes, openRanges } from './statuses';
import { READ_ONLY_HEADERS } from '../facts/edge-headers';

/** Describe the origin's body, and stay with it. */
const BODY_HEADERS: readonly string[] = ['content-type', 'content-encoding', 'content-language', 'content-length'];

/** Statuses with which a client is told when to try again. */
const WITH_RETRY_AFTER: readonly number[] = [429, 503];

/** What the step needs at the edge: everything that the rules alone decide is worked out here. */
export function compileMask({ rules, keepHeaders, sourceHeader, log }: MaskSource, errorPages: readonly string[]): MaskConfig {
  const pages: MaskPage[] = [];
  return {
    rules: rules.map((rule) => compileRule(rule, keepHeaders, pages)),
    pages,
    errorPages,
    reasons: reasonsFor(rules),
    ...(sourceHeader !== undefined && { sourceHeader: sourceHeader.toLowerCase() }),
    ...(log && { log }),
  };
}

function compileRule(rule: RuleSource, keep: readonly string[], pages: MaskPage[]): MaskRule {
  const { statuses, methods, paths, navigations, originHeaders, action } = rule;
  return {
    codes: listedCodes(statuses),
    ranges: openRanges(statuses),
    methods,
    ...(paths && { paths }),
    ...(navigations && { navigations }),
    ...(originHeaders.length > 0 && { originHeaders: originHeaders.map((test) => [test.name.toLowerCase(), pattern(test)] as const) }),
    ...(action.kind !== 'pass' && { action: compileAction(action, keep, pages) }),
  };
}

function compileAction(action: Exclude<RuleSource['action'], { kind: 'pass' }>, keepHeaders: readonly string[], pages: MaskPage[]): MaskAction {
  const keepBody = action.kind === 'status' && action.keepBody;
  // If the status is the origin's own, so is its advice; S3 being down makes an answer of ours a 503.
  const retry = action.status === undefined || WITH_RETRY_AFTER.includes(action.status) ? ['retry-after'] : [];
  const keep = [...READ_ONLY_HEADERS['origin-response'], ...keepHeaders.map((name) => name.toLowerCase()), ...retry, ...(keepBody ? BODY_HEADERS : [])];
  return {
    ...(action.status !== undefined && { status: action.status }),
    ...(action.kind === 'redirect' && { location: action.location, ...(action.keepQuery && { keepQuery: true }) }),
    ...(action.kind === 'respond' && { page: indexOfPage(action.page!, pages) }),
    ...(keepBody && { keepBody }),
    // 0 is no time at all to keep something: `max-age=0` would still let a cache store it and ask again.
    cacheControl: action.cacheTtlSec > 0 ? `max-age=${action.cacheTtlSec}` : 'no-store',
    keep: [...new Set(keep)],
  };
}

function indexOfPage(page: MaskPage, pages: MaskPage[]): number {
  const text = JSON.stringify(page);
  const index = pages.findIndex((known) => JSON.stringify(known) === text);
  return index >= 0 ? index : pages.push(page) - 1;
}

/** As a regular expression of literal text, which cannot be made to run for long. */
function pattern({ is, value = '' }: HeaderTest): string {
  const literal = value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  switch (is) {
    case 'present': return '.';
    case 'absent': return '^$';
    case 'equal': return `^${literal}$`;
    case 'containing': return literal;
  }
}
