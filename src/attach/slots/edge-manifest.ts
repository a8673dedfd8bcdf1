import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { Stack, type CfnElement } from 'aws-cdk-lib';
import { codeFolder, dataFile } from './code';
import type { BakedStep, BakedContribution } from './contribution';
import { manifestConfig } from './manifest-config';
import type { PlannedFunction } from './plan';
import {
  ERROR_RULES_MAX, MANIFEST_VERSION, manifestFileName, type EdgeManifest, type ManifestConstruct,
  type ManifestErrorRule, type ManifestProgram, type ManifestResource, type ManifestRules, type ManifestStep,
} from '../../core/manifest/edge-manifest';
import { packPlaces, type RulePlace } from '../../core/manifest/places';

/** The functions that were created for a distribution. */
export interface PlacedFunctions {
  readonly distribution: CfnElement;
  readonly plan: readonly PlannedFunction[];
  readonly resources: ReadonlyMap<PlannedFunction, CfnElement>;
}

/** File systems allow names of 255 bytes. */
const FILE_NAME_MAX_LENGTH = 250;

/**
 * Writes the edge manifest of a distribution next to its template.
 *
 * The file is not listed in `manifest.json`, so that `cdk` ignores it.
 */
export function writeManifest(folder: string, made: PlacedFunctions): void {
  const name = manifestFileName(resource(made.distribution));
  // Readers work without the manifest, too.
  if (name.length > FILE_NAME_MAX_LENGTH) return;
  const file = join(folder, name);
  // The folder may contain the manifest of an earlier synthesis, when there were functions.
  if (made.plan.length === 0) return rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(manifestOf(made))}\n`);
}

function manifestOf(made: PlacedFunctions): EdgeManifest {
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

/** The path of the L2 construct, not of the L1 inside it. */
function pathOf({ node }: CfnElement): string {
  return node.path.replace(/\/(Resource|CFDistribution)$/, '');
}

function resource(element: CfnElement): ManifestResource {
  const stack = Stack.of(element);
  return { template: stack.templateFile, logicalId: String(stack.resolve(element.logicalId)) };
}

function manifestStep(
  step: BakedStep, at: number, planned: PlannedFunction, { resources }: PlacedFunctions,
): ManifestStep {
  const { part, config, data } = step;
  const inCode = planned.host === 'cloudfront-function';
  return {
    part,
    config: manifestConfig(config, Stack.of(resources.get(planned)!), part),
    constructs: constructsOf(planned, at),
    ...(data && {
      program: {
        ...manifestProgram(data, posix.join(codeFolder(planned.steps), dataFile(at))),
        ...(inCode && { data: base64(data) }),
      },
    }),
  };
}

/** The constructs that contributed a step, sorted by path. */
function constructsOf({ patterns, contributions }: PlannedFunction, at: number): ManifestConstruct[] {
  const found = new Map<BakedContribution, string[]>();
  for (const pattern of patterns) {
    const contribution = contributions.get(pattern)![at];
    found.set(contribution, [...found.get(contribution) ?? [], pattern]);
  }
  const constructs = [...found].map(([{ owner, redirects }, behaviors]) => (
    { path: owner.node.path, behaviors, ...(redirects && { rules: manifestRules(redirects.compiled.rules) }) }));
  return constructs.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function base64(data: Uint8Array): string {
  return Buffer.from(data).toString('base64');
}

function manifestProgram(program: Uint8Array, file: string): ManifestProgram {
  const sha256 = createHash('sha256').update(program).digest('hex');
  return { bytes: program.length, sha256, file };
}

function manifestRules(rules: readonly PlacedRule[]): ManifestRules {
  const { files, places } = packPlaces(rules);
  const errors = rules.flatMap(({ status, from }, rule) => (status >= 400 ? [{ rule, status, from }] : []));
  const listed = errors.slice(0, ERROR_RULES_MAX);
  return { count: rules.length, files: files.map(portable), places, ...(listed.length > 0 && { errors: listed }) };
}

type PlacedRule = RulePlace & Pick<ManifestErrorRule, 'status' | 'from'>;

/** Makes an absolute path relative to the app, so that the manifest is the same on every machine. */
function portable(file: string): string {
  return isAbsolute(file) ? relative(process.cwd(), file).split(sep).join('/') : file;
}
