import { openProgram } from '../compile';
import { decisionText } from '../diff/decision-text';
import { exactPaths } from '../program/read/exact-paths';
import type { RedirectRule } from '../rule/model';
import type { RedirectMatcher, RedirectRequest } from '../rule/types';
import { sampleRequest } from '../traits/sample';

/** A request that a new program answers in another way than the old one. */
export interface ChangedAnswer {
  /** The source of the new rule, or the URL of the old one. */
  readonly from: string;
  /** The new rule; absent where an old one has no successor. */
  readonly rule?: RedirectRule;
  readonly before?: string;
  readonly after?: string;
}

export interface ProgramList {
  readonly program: Uint8Array;
  readonly rules: readonly RedirectRule[];
  /** Numbers of rules that are not in the program, or never apply. */
  readonly silent: ReadonlySet<number>;
  readonly rootObject?: string;
}

/**
 * How answers change if a program replaces another one, of which there is no list of rules: a sample request for each
 * new rule, and one for each whole path of the old program. Old patterns without a new rule are not found.
 *
 * Throws if the old program is not a valid one of this version.
 */
export function programChanges(old: Uint8Array, list: ProgramList, now: number): ChangedAnswer[] {
  const before = openProgram(old, list.rootObject);
  const after = openProgram(list.program, list.rootObject);
  const changes: ChangedAnswer[] = [];
  const tried = new Set<string>();
  list.rules.forEach((rule, i) => {
    if (list.silent.has(i)) return;
    const request = sampleRequest(rule, '', now);
    tried.add(urlOf(request));
    const changed = compared(request, before, after);
    if (changed !== undefined) changes.push({ from: rule.from, rule, ...changed });
  });
  for (const { host, path } of exactPaths(old)) {
    const request = requestFor(host.replace('*', 'any'), path, now);
    if (tried.has(urlOf(request))) continue;
    const changed = compared(request, before, after);
    if (changed !== undefined) changes.push({ from: `${host && `https://${host}`}${path || '/'}`, ...changed });
  }
  return changes;
}

function compared(
  request: RedirectRequest, before: RedirectMatcher, after: RedirectMatcher,
): Pick<ChangedAnswer, 'before' | 'after'> | undefined {
  const [was, is] = [before.match(request), after.match(request)];
  const [old, current] = [was, is].map(decisionText);
  if (old === current) return undefined;
  return { ...(was !== undefined && { before: old }), ...(is !== undefined && { after: current }) };
}

function requestFor(host: string, path: string, now: number): RedirectRequest {
  return { method: 'GET', host, path: path || '/', query: '', header: () => undefined, now };
}

function urlOf({ host = '', path }: RedirectRequest): string {
  return host + path.replace(/\/$/, '');
}
