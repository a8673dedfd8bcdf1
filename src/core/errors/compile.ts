import { BOUND_HEADERS, boundTo, WITH_RETRY_AFTER } from './bound-headers';
import type { MaskAction, MaskConfig, MaskPage, MaskRule } from './config';
import { answerStatuses, reasonsFor } from './reasons';
import type { HeaderTest, MaskSource, RuleSource } from './rules';
import { listedCodes, openRanges } from './statuses';
import { READ_ONLY_HEADERS } from '../facts/edge-headers';
import { rootObjectPath, viewerPath } from '../facts/root-object';

/** Headers that describe the origin's body, and are kept together with it. */
const BODY_HEADERS: readonly string[] = ['content-type', 'content-encoding', 'content-language', 'content-length'];

/** The configuration of the step at the edge: everything that depends only on the rules is computed here. */
export function compileMask(
  { rules, keepHeaders, sourceHeader, log }: MaskSource,
  errorPages: readonly string[],
  rootObject = '',
): MaskConfig {
  const pages: MaskPage[] = [];
  const dependsOnPaths = rules.some(({ paths, navigations }) => paths !== undefined || navigations !== undefined);
  const rootPath = rootObjectPath(rootObject);
  return {
    rules: rules.map((rule) => compileRule(rule, keepHeaders, pages, rootPath)),
    pages,
    errorPages,
    ...(rootPath !== '' && dependsOnPaths && { rootPath }),
    reasons: reasonsFor(rules),
    bound: boundTo(rules.flatMap(answerStatuses)),
    ...(sourceHeader !== undefined && { sourceHeader: sourceHeader.toLowerCase() }),
    ...(log && { log }),
  };
}

function compileRule(
  rule: RuleSource, keep: readonly string[], pages: MaskPage[], rootPath: string,
): MaskRule {
  const { statuses, methods, paths, navigations, originHeaders, action } = rule;
  return {
    codes: listedCodes(statuses),
    ranges: openRanges(statuses),
    methods,
    ...(paths && { paths: paths.map((path) => (viewerPath(path.replace(/^\/?/, '/'), rootPath) === '/' ? '/' : path)) }),
    ...(navigations && { navigations }),
    ...(originHeaders.length > 0 && { originHeaders: originHeaders.map(compileHeaderTest) }),
    ...(action.kind !== 'pass' && { action: compileAction(action, keep, pages) }),
  };
}

function compileAction(
  action: Exclude<RuleSource['action'], { kind: 'pass' }>,
  keepHeaders: readonly string[],
  pages: MaskPage[],
): MaskAction {
  const keepBody = action.kind === 'status' && action.keepBody;
  const keep = [
    ...READ_ONLY_HEADERS['origin-response'],
    ...keepHeaders.map((name) => name.toLowerCase()).filter((name) => !BOUND_HEADERS.includes(name)),
    ...adviceOf(action.status),
    ...(keepBody ? BODY_HEADERS : []),
  ];
  return {
    ...(action.status !== undefined && { status: action.status }),
    ...(action.kind === 'redirect' && { location: action.location, ...(action.keepQuery && { keepQuery: true }) }),
    ...(action.kind === 'respond' && { page: indexOfPage(action.page!, pages) }),
    ...(keepBody && { keepBody }),
    // 0 means "do not cache": `max-age=0` would still allow a cache to store and revalidate the response.
    ...(action.cacheTtlSec !== undefined && {
      cacheControl: action.cacheTtlSec > 0 ? `max-age=${action.cacheTtlSec}` : 'no-store',
    }),
    keep: [...new Set(keep)],
  };
}

/** `Retry-After` is kept with the origin's own status, and with statuses that mean "wait". */
function adviceOf(status: number | undefined): string[] {
  return status === undefined || WITH_RETRY_AFTER.includes(status) ? ['retry-after'] : [];
}

function indexOfPage(page: MaskPage, pages: MaskPage[]): number {
  const text = JSON.stringify(page);
  const index = pages.findIndex((known) => JSON.stringify(known) === text);
  return index >= 0 ? index : pages.push(page) - 1;
}

/** "Present" is compiled as "contains the empty text", "absent" as "equals the empty text". */
function compileHeaderTest({ name, is, value = '' }: HeaderTest): readonly [string, string, boolean] {
  return [name.toLowerCase(), value, is === 'equal' || is === 'absent'];
}
