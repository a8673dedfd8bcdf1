import { viewerPath } from '../../facts/root-object';
import { ANY_HOST } from '../checks/loops/follow';
import { satisfyingProbes } from '../checks/loops/viewers';
import { RuleIndex } from '../checks/rule-index';
import { CompiledRules, openProgram } from '../compile';
import { requestOf } from '../rule/probe';
import { objectPathOf } from '../url/root-object';

/** The paths of this site that rules with status 200 serve in place of this one, for any request. */
export function rewritesOf(
  { rules, program }: Pick<CompiledRules, 'rules' | 'program'>, requested: string, rootObject = '',
): string[] {
  if (program === undefined || rules.every(({ status }) => status !== 200)) return [];
  const matcher = openProgram(program, rootObject);
  const path = viewerPath(requested, objectPathOf(rootObject));
  const rewriting = new RuleIndex(rules).fitting(path).filter((i) => rules[i].status === 200);
  const paths = rewriting.map((i) => {
    const host = rules[i].source.host?.replace('*', 'any') ?? ANY_HOST;
    const probe = { method: 'GET', host, path, query: '', now: 0, headers: {}, cookies: {}, statuses: {} };
    const rewrite = matcher.match(requestOf(satisfyingProbes(probe, rules[i], probe)[0]))?.rewrite;
    return rewrite?.origin === undefined ? rewrite?.path : undefined;
  });
  return [...new Set(paths)].filter((rewritten) => rewritten !== undefined);
}
