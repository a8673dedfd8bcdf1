import { constructPath, resourcesOf, type CloudAssembly } from './cloud-assembly';
import { Reference } from './reference';
import { error } from '../../core/problem';
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
  throw new PreviewError([choiceProblem(all, chosen, named)]);
}

function qualifiedId({ stack, logicalId }: Reference): string {
  return `${stack.displayName}/${logicalId}`;
}

function namesOf(distribution: Reference): string[] {
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
      `the assembly contains ${all.length} distributions; choose one ` + `of:${choices}\n`,
    )
    : error(
      'EDGE_PREVIEW_WHICH_DISTRIBUTION',
      `names ${chosen.length === 0 ? 'no distribution' : 'several distributions'}, got ${JSON.stringify(named)}; `
          + `choose one of:${choices}\n`,
      '--distribution',
    );
}
