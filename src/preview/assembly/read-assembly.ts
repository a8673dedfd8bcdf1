import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Archives } from './archives';
import { assetByKey, readAssets, type AssetFiles } from './assets';
import { checkTemplate } from './check-template';
import type { CloudAssembly, Stack, Template } from './cloud-assembly';
import { EvaluationLimits } from './evaluation-limits';
import { readJson, type JsonObject } from './json';
import { Parameters } from './parameters';
import { presentResources } from './present-resources';
import { readConstructPaths } from './read-construct-paths';
import { acknowledgedRules, readMetadata } from './read-metadata';
import { readTemplateFile } from './template-file/read-template-file';
import { error, type Problem } from '../../core/problem';
import { isObject } from '../../core/values/is-object';
import { PreviewError } from '../errors';

/** Shared by the readers of the assembly's files. */
export interface Files {
  readonly root: string;
  readonly problems: Problem[];
}

/**
 * Reads the folder that `cdk synth` writes, including the assemblies of Stages and nested stacks, or a template file.
 * Throws a {@link PreviewError} with the problems of all files that are missing or malformed.
 */
export function readAssembly(directory: string, parameters: Readonly<Record<string, string>> = {}): CloudAssembly {
  const given = resolve(directory);
  const isFile = statSync(given, { throwIfNoEntry: false })?.isFile() ?? false;
  const root = isFile ? dirname(given) : given;
  if (!isFile && !existsSync(join(root, 'manifest.json'))) {
    throw new PreviewError([
      error(
        'EDGE_PREVIEW_NO_ASSEMBLY',
        `no manifest.json in ${root}; run "npx cdk synth" first, or pass the folder that it writes, or a template`,
      ),
    ]);
  }
  const files: Files = { root, problems: [] };
  const stacks = isFile ? readTemplateFile(given, files.problems) : readStacks(root, files, []);
  if (files.problems.length > 0) throw new PreviewError(files.problems);
  const values = new Parameters(parameters);
  return presentResources({
    directory: root,
    stacks,
    problems: values.check(stacks),
    limits: new EvaluationLimits(),
    parameters: values,
    archives: new Archives(),
    leftOut: [],
  });
}

/** Path of a file relative to the assembly's folder, as messages show it. */
function nameOf(file: string, { root }: Files): string {
  return relative(root, file).split(sep).join('/');
}

function readStacks(directory: string, files: Files, ancestors: readonly string[]): Stack[] {
  const manifest = join(directory, 'manifest.json');
  const report = (what: string) => void files.problems.push(
    error('EDGE_PREVIEW_ASSEMBLY', `${what}; run "npx cdk synth" again`, nameOf(manifest, files)),
  );
  const content = readJson(manifest, nameOf(manifest, files), files.problems);
  if (content === undefined) return [];
  if (!isObject(content.artifacts)) return report('has no artifacts') ?? [];
  const stacks: Stack[] = [];
  for (const [id, artifact] of Object.entries(content.artifacts)) {
    if (!isObject(artifact)) { report(`artifact ${id} is not an object`); continue; }
    const properties = isObject(artifact.properties) ? artifact.properties as JsonObject : {};
    if (artifact.type === 'cdk:cloud-assembly') {
      const stageDirectory = join(directory, String(properties.directoryName));
      if (typeof properties.directoryName !== 'string') {
        report(`artifact ${id} has no directoryName`);
      } else if ([directory, ...ancestors].includes(stageDirectory)) {
        report(`artifact ${id} refers to the assembly that contains it`);
      } else {
        stacks.push(...readStacks(stageDirectory, files, [directory, ...ancestors]));
      }
    }
    if (artifact.type === 'aws:cloudformation:stack') {
      if (typeof properties.templateFile !== 'string' || properties.templateFile === '') {
        report(`artifact ${id} has no templateFile`);
      } else {
        stacks.push(...readStack(directory, id, artifact as JsonObject, properties, files));
      }
    }
  }
  return stacks;
}

function readStack(directory: string, id: string, artifact: JsonObject, properties: JsonObject, files: Files): Stack[] {
  const file = join(directory, String(properties.templateFile));
  const template = readTemplate(file, files);
  if (template === undefined) return [];
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(text(artifact.environment) ?? '') ?? [];
  const assets = join(directory, `${id}.assets.json`);
  const metadata = readMetadata(directory, artifact, (beside) => (
    readJson(beside, nameOf(beside, files), files.problems)));
  const stack: Stack = {
    name: text(properties.stackName) ?? id,
    displayName: text(artifact.displayName) ?? text(properties.stackName) ?? id,
    // Plausible values for an environment-agnostic stack, which has "unknown-region" and "unknown-account".
    region: known(region, 'us-east-1'),
    account: known(account, '123456789012'),
    file: nameOf(file, files),
    template,
    constructPaths: readConstructPaths(metadata, template),
    acknowledged: acknowledgedRules(metadata),
    assets: readAssets(directory, `${id}.assets.json`, nameOf(assets, files), files.problems),
  };
  return [stack, ...readNestedStacks(directory, stack, files, [file])];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function known(value: string | undefined, fallback: string): string {
  return value === undefined || value === '' || value.startsWith('unknown-') ? fallback : value;
}

function readTemplate(file: string, files: Files): Template | undefined {
  const read = readJson(file, nameOf(file, files), files.problems);
  return read === undefined ? undefined : checkTemplate(read, nameOf(file, files), files.problems);
}

function readNestedStacks(directory: string, parent: Stack, files: Files, ancestors: readonly string[]): Stack[] {
  const nested: Stack[] = [];
  for (const [logicalId, resource] of Object.entries(parent.template.Resources ?? {})) {
    if (resource.Type !== 'AWS::CloudFormation::Stack') continue;
    const file = nestedTemplateFile(directory, parent.assets, resource.Properties?.TemplateURL, resource.Metadata);
    if (file === undefined) continue;
    if (ancestors.includes(file)) {
      files.problems.push(error('EDGE_PREVIEW_TEMPLATE', `nested stack ${logicalId} refers to the template `
        + 'that contains it', parent.file));
      continue;
    }
    const template = readTemplate(file, files);
    if (template === undefined) continue;
    const parameters = resource.Properties?.Parameters;
    const stack: Stack = {
      ...parent,
      name: `${parent.name}-${logicalId}`,
      displayName: `${parent.displayName}/${logicalId}`,
      file: nameOf(file, files),
      template,
      constructPaths: new Map([
        ...parent.constructPaths,
        ...readConstructPaths({}, template),
      ]),
      parent: { stack: parent, logicalId, parameters: isObject(parameters) ? (parameters as JsonObject) : {} },
    };
    nested.push(stack, ...readNestedStacks(directory, stack, files, [file, ...ancestors]));
  }
  return nested;
}

/** The template's URL is built from tokens, but its last literal part is the asset's object key. */
function nestedTemplateFile(
  directory: string,
  assets: AssetFiles,
  url: unknown,
  metadata: JsonObject | undefined,
): string | undefined {
  const named = metadata?.['aws:asset:path'];
  if (typeof named === 'string' && existsSync(resolve(directory, named))) return resolve(directory, named);
  const key = /[0-9a-f]{64}\.[a-z.]+/.exec(JSON.stringify(url ?? ''))?.[0];
  return key === undefined ? undefined : assetByKey(assets, key)?.path;
}
