import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { Stack, type CfnElement } from 'aws-cdk-lib';
import { dataFile } from './code';
import { hostOf, type BakedStep, type Contribution } from './contribution';
import { writtenDown } from './manifest-config';
import { contributionsFor, type PlannedFunction } from './plan';
import {
  MANIFEST_VERSION, manifestFileName, type EdgeManifest, type ManifestResource, type ManifestRules, type ManifestStep,
} from '../../core/manifest/edge-manifest';
import { packPlaces, type RulePlace } from '../../core/manifest/places';

/** What was made for one distribution. */
export interface MadeFunctions {
  readonly distribution: CfnElement;
  readonly plan: readonly PlannedFunction[];
  readonly contributions: readonly Contribution[];
  readonly resources: ReadonlyMap<PlannedFunction, CfnElement>;
}

/** File systems take names of 255 bytes. */
const FILE_NAME_MAX_LENGTH = 250;

/**
 * Writes the edge manifest of a distribution beside its template.
 *
 * A plain file that nothing refers to: `cdk` reads what `manifest.json` names, and passes over the rest.
 */
export function writeManifest(folder: string, made: MadeFunctions): void {
  const name = manifestFileName(resource(made.distribution));
  // Whoever reads it goes on without.
  if (name.length > FILE_NAME_MAX_LENGTH) return;
  const file = join(folder, name);
  // The folder may be that of an earlier synthesis, when there were functions.
  if (made.plan.length === 0) return rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(manifestOf(made))}\n`);
}

function manifestOf(made: MadeFunctions): EdgeManifest {
  const { distribution, plan, resources } = made;
  return {
    version: MANIFEST_VERSION,
    distribution: { ...resource(distribution), path: pathOf(distribution) },
    functions: plan.map((planned) => ({
      ...resource(resources.get(planned)!),
      host: planned.host,
      event: planned.event,
      behaviors: planned.patterns,
      steps: planned.steps.map((step, at) => manifestStep(step, at, planned, made)),
    })),
  };
}

/** Of the construct that the user wrote, not of the L1 inside it. */
function pathOf({ node }: CfnElement): string {
  return node.path.replace(/\/(Resource|CFDistribution)$/, '');
}

function resource(element: CfnElement): ManifestResource {
  const stack = Stack.of(element);
  return { template: stack.templateFile, logicalId: String(stack.resolve(element.logicalId)) };
}

function manifestStep(
  step: BakedStep, at: number, planned: PlannedFunction, { contributions, resources }: MadeFunctions,
): ManifestStep {
  const asked = planned.patterns.map((pattern) => stepsOn(contributions, planned, pattern)[at]);
  const { redirects } = asked[0];
  return {
    part: step.part,
    constructs: [...new Set(asked.map(({ owner }) => owner.node.path))].sort(),
    config: writtenDown(step.config, Stack.of(resources.get(planned)!)),
    ...(redirects && step.data && { rules: manifestRules(redirects.compiled.rules, step.data, at) }),
  };
}

/** The contributions behind the steps of a function, on one of its behaviors. */
function stepsOn(
  contributions: readonly Contribution[], { event, host }: PlannedFunction, pattern: string,
): Contribution[] {
  return contributionsFor(contributions, event, pattern).filter((contribution) => hostOf(contribution) === host);
}

function manifestRules(rules: readonly RulePlace[], program: Uint8Array, at: number): ManifestRules {
  const { files, places } = packPlaces(rules);
  return {
    count: rules.length,
    files: files.map(portable),
    places,
    program: { bytes: program.length, sha256: createHash('sha256').update(program).digest('hex'), file: dataFile(at) },
  };
}

/** A path that is the same on every machine: `join(__dirname, 'redirects.json')` is none. */
function portable(file: string): string {
  return isAbsolute(file) ? relative(process.cwd(), file).split(sep).join('/') : file;
}
