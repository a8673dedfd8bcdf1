import type { IConstruct } from 'constructs';
import { servedPath } from './redirect-elsewhere';
import { selects, type BehaviorSelector } from '../../attach/behavior-selector';
import type { NamedBehavior } from '../../attach/behaviors';
import type { BakedContribution, SharedRules } from '../../attach/slots/contribution';
import { isErrorPage } from '../../core/errors/error-pages';
import { EDGE_EVENTS } from '../../core/facts/edge-events';
import { matchesPathPattern } from '../../core/facts/path-pattern';
import type { Problem } from '../../core/problem';
import { checkTogether, type NeighbourList } from '../../core/redirects/neighbours/together';
import { openProgram } from '../../core/redirects/program/read/open';

type Redirector = BakedContribution & { readonly redirects: SharedRules };

/** Problems of the rules of all redirectors of a distribution together. Only the last redirector reports them. */
export function redirectorsTogether(
  owner: IConstruct,
  contributions: readonly BakedContribution[],
  behaviors: readonly NamedBehavior[],
  siteHosts: readonly string[],
): Problem[] {
  const all = contributions.filter(isRedirector);
  if (all.length < 2 || all[all.length - 1].owner !== owner) return [];
  const lists = redirectLists(all, behaviors);
  return checkTogether(lists, siteHosts, all[0].redirects.rootObject);
}

function isRedirector(contribution: BakedContribution): contribution is Redirector {
  return contribution.redirects !== undefined;
}

/** The lists of rules of a distribution, in the order in which they run. */
export function redirectLists(
  contributions: readonly BakedContribution[], behaviors: readonly NamedBehavior[],
): NeighbourList[] {
  const all = contributions.filter(isRedirector);
  const running = [...all].sort((a, b) => EDGE_EVENTS.indexOf(a.event) - EDGE_EVENTS.indexOf(b.event));
  const patterns = behaviors.map(({ pattern }) => pattern);
  const shareSlot = (a: Redirector, b: Redirector): boolean =>
    a.event === b.event && patterns.some((pattern) => selects(a.behaviors, pattern) && selects(b.behaviors, pattern));
  return running.map((one) => listOf(
    one, patterns, running.flatMap((other, n) => (shareSlot(one, other) ? [n] : [])), running.length > 1));
}

function listOf(
  { owner, behaviors, redirects }: Redirector,
  patterns: readonly string[],
  beside: readonly number[],
  isOneOfSeveral: boolean,
): NeighbourList {
  const { compiled, errorPages, rootObject } = redirects;
  const pages = errorPages();
  const name = (file = 'redirects'): string => `${file} of ${owner.node.path}`;
  return {
    rules: isOneOfSeveral ? compiled.rules.map((rule) => ({ ...rule, file: name(rule.file) })) : compiled.rules,
    order: compiled.order,
    matcher: openProgram(compiled.program, rootObject),
    serves: servedBy(behaviors, patterns, rootObject),
    exempts: (path) => pages.length > 0 && isErrorPage(pages, path),
    beside,
  };
}

/** Whether requests for a path reach one of the selected behaviors. */
export function servedBy(
  behaviors: BehaviorSelector, patterns: readonly string[], rootObject: string,
): (path: string) => boolean {
  return (path) => {
    const served = servedPath(path, rootObject);
    const serving = patterns.find((pattern) => matchesPathPattern(pattern, served));
    return serving !== undefined && selects(behaviors, serving);
  };
}
