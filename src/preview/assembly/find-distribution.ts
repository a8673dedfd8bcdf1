import { constructPath, resourcesOf, type CloudAssembly, type LeftOut } from './cloud-assembly';
import { parametersOf } from './condition-parameters';
import { Reference } from './reference';
import { error, hasErrors, type Problem } from '../../core/problem';
import { PreviewError } from '../errors';

/**
 * Finds the distribution to serve: the only one of the assembly, or the one that the user selects by construct path or
 * logical id.
 */
export function findDistribution(assembly: CloudAssembly, named: string | undefined): Reference {
  const all = assembly.stacks.flatMap((stack) => (
    resourcesOf(stack, 'AWS::CloudFront::Distribution').map(([logicalId]) => new Reference(stack, logicalId))
  ));
  const chosen = named === undefined ? all : all.filter((it) => namesOf(it).includes(named));
  if (chosen.length === 1) return chosen[0]!;
  // Two distributions may have the same construct path; the stack with the logical id is unique.
  const exact = chosen.filter((it) => qualifiedId(it) === named);
  if (exact.length === 1) return exact[0]!;
  const given = assembly.problems.filter((problem) => hasErrors([problem]));
  const leftOut = assembly.leftOut.filter(isDistribution)
    .filter(({ stack, logicalId }) => named === undefined || namesOf({ stack, logicalId }).includes(named));
  const problems = chosen.length === 0 && leftOut.length > 0
    ? leftOut.map(leftOutProblem) : [choiceProblem(all, chosen, named)];
  throw new PreviewError([...given, ...problems, ...assembly.parameters.problems()]);
}

function isDistribution({ type }: LeftOut): boolean {
  return type === 'AWS::CloudFront::Distribution';
}

/** The construct path is in the template, whose resource is left out. */
function leftOutProblem({ stack, logicalId, condition }: LeftOut): Problem {
  const names = parametersOf(stack.template, condition);
  const cure = names.length === 0
    ? 'it never does' : `pass --parameter ${names.join('=VALUE or ')}=VALUE with which it does`;
  return error(
    'EDGE_PREVIEW_NO_DISTRIBUTION',
    `distribution ${constructPath(stack, logicalId)} is left out, because its condition ${condition} does not hold; `
      + cure,
  );
}

function qualifiedId({ stack, logicalId }: Pick<Reference, 'stack' | 'logicalId'>): string {
  return `${stack.displayName}/${logicalId}`;
}

function namesOf(distribution: Pick<Reference, 'stack' | 'logicalId'>): string[] {
  const { stack, logicalId } = distribution;
  return [
    constructPath(stack, logicalId), qualifiedId(distribution), `${stack.name}/${logicalId}`, logicalId,
    stack.constructPaths.get(logicalId) ?? logicalId,
  ];
}

/** The name to suggest in a message: the construct path, or a unique name if several distributions have that path. */
function unambiguousName(distribution: Reference, all: readonly Reference[]): string {
  const names = namesOf(distribution);
  const alone = names.find((name) => all.filter((it) => namesOf(it).includes(name)).length === 1);
  return alone ?? qualifiedId(distribution);
}

function choiceProblem(all: readonly Reference[], chosen: readonly Reference[], named: string | undefined) {
  if (all.length === 0) {
    return error('EDGE_PREVIEW_NO_DISTRIBUTION', 'the assembly contains no AWS::CloudFront::Distribution; is this '
      + 'the folder of the right app?');
  }
  const choices = (chosen.length > 0 ? chosen : all)
    .map((it) => `\n  --distribution ${unambiguousName(it, all)}`).join('');
  return named === undefined
    ? error(
      'EDGE_PREVIEW_WHICH_DISTRIBUTION',
      `the assembly contains ${all.length} distributions; choose one of:${choices}\n`,
    )
    : error(
      'EDGE_PREVIEW_WHICH_DISTRIBUTION',
      `${JSON.stringify(named)} names ${chosen.length === 0 ? 'no distribution' : 'several distributions'}; `
        + `choose one of:${choices}\n`,
      '--distribution',
    );
}
