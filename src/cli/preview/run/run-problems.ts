import { error, type Problem } from '../../../core/problem';

/** An origin has one replacement. */
export function runProblems(
  run: Readonly<Record<string, string>>, origins: Readonly<Record<string, string>> = {},
): Problem[] {
  return Object.keys(run).filter((id) => Object.hasOwn(origins, id)).map((id) => (
    error('EDGE_PREVIEW_RUN', '--origin names this origin as well; pass one of the two', `--run ${id}`)));
}

/** The preview knows origins only; a server is one by its URL. */
export function withRunPaths(problems: readonly Problem[], run: Readonly<Record<string, string>> = {}): Problem[] {
  return problems.map((problem) => {
    const id = Object.keys(run).find((each) => problem.path === `--origin ${each}`);
    return id === undefined ? problem : { ...problem, path: `--run ${id}` };
  });
}
