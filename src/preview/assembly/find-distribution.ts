import { constructPath, resourcesOf, type CloudAssembly } from './cloud-assembly';
import { Reference } from './reference';
import { error } from '../../core/problem';
import { PreviewError } from '../errors';

/**
 * The distribution to serve: the only one of the assembly, or the one that the user names by construct path or logical
 * id.
 */
export function findDistribution(assembly: CloudAssembly, named: string | undefined): Reference {
  const all = assembly.stacks.flatMap((stack) => (
    resourcesOf(stack, 'AWS::CloudFront::Distribution').map(([logicalId]) => new Reference(stack, logicalId))
  ));
  const chosen = named === undefined ? all : all.filter((it) => namesOf(it).includes(named));
  if (chosen.length === 1) return chosen[0]!;
  // Two may have one construct path; stack and logical id belong to one alone.
  const exact = chosen.filter((it) => ownName(it) === named);
  if (exact.length === 1) return exact[0]!;
  throw new PreviewError([choose(all, chosen, named)]);
}

function ownName({ stack, logicalId }: Reference): string {
  return `${stack.displayName}/${logicalId}`;
}

function namesOf(distribution: Reference): string[] {
  const { stack, logicalId } = distribution;
  return [
    constructPath(stack, logicalId), ownName(distribution), `${stack.name}/${logicalId}`, logicalId,
    stack.constructPaths.get(logicalId) ?? logicalId,
  ];
}

/** The name that a message offers: the construct path, unless another distribution has it, too. */
function tellingName(distribution: Reference, all: readonly Reference[]): string {
  const names = namesOf(distribution);
  const alone = names.find((name) => all.filter((it) => namesOf(it).includes(name)).length === 1);
  return alone ?? ownName(distribution);
}

function choose(all: readonly Reference[], chosen: readonly Reference[], named: string | undefined) {
  if (all.length === 0) {
    return error('EDGE_PREVIEW_NO_DISTRIBUTION', 'the assembly holds no AWS::CloudFront::Distribution; is this '
      + 'the folder of the right app?');
  }
  const choices = (chosen.length > 0 ? chosen : all)
    .map((it) => `\n  --distribution ${tellingName(it, all)}`).join('');
  return named === undefined
    ? error(
      'EDGE_PREVIEW_WHICH_DISTRIBUTION',
      `the assembly holds ${all.length} distributions; choose one ` + `of:${choices}\n`,
    )
    : error(
      'EDGE_PREVIEW_WHICH_DISTRIBUTION',
      `names ${chosen.length === 0 ? 'no distribution' : 'several distributions'}, got ${JSON.stringify(named)}; `
          + `choose one of:${choices}\n`,
      '--distribution',
    );
}
