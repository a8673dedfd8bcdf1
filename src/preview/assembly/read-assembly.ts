import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assetByKey, readAssets, type AssetFiles } from './assets';
import type { CloudAssembly, Stack, Template } from './cloud-assembly';
import { isObject, readJson, type JsonObject } from './json';
import { failure, PreviewError } from '../errors';

/** Reads the folder that `cdk synth` writes, with the assemblies of its Stages and with nested stacks. */
export function readAssembly(directory: string): CloudAssembly {
  const root = resolve(directory);
  if (!existsSync(join(root, 'manifest.json'))) {
    throw new PreviewError([failure(
      'EDGE_PREVIEW_NO_ASSEMBLY', `no manifest.json in ${root}; run "npx cdk synth" first, or name the folder that it writes`,
    )]);
  }
  return { directory: root, stacks: readStacks(root) };
}

function readStacks(directory: string): Stack[] {
  const artifacts = readJson(join(directory, 'manifest.json')).artifacts;
  const stacks: Stack[] = [];
  for (const [id, artifact] of Object.entries(isObject(artifacts) ? artifacts : {})) {
    if (!isObject(artifact) || !isObject(artifact.properties)) continue;
    if (artifact.type === 'cdk:cloud-assembly') stacks.push(...readStacks(join(directory, String(artifact.properties.directoryName))));
    if (artifact.type === 'aws:cloudformation:stack') {
      const stack = readStack(directory, id, artifact as JsonObject, artifact.properties as JsonObject);
      stacks.push(stack, ...readNestedStacks(directory, stack));
    }
  }
  return stacks;
}

function readStack(directory: string, id: string, artifact: JsonObject, properties: JsonObject): Stack {
  const template = readJson(join(directory, String(properties.templateFile))) as Template;
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(String(artifact.environment)) ?? [];
  return {
    name: String(properties.stackName ?? id),
    displayName: String(artifact.displayName ?? properties.stackName ?? id),
    // An environment-agnostic stack says "unknown-region"; the code that asks for it gets a plausible one.
    region: known(region, 'us-east-1'),
    account: known(account, '123456789012'),
    template,
    constructPaths: readConstructPaths(directory, artifact, template),
    assets: readAssets(directory, `${id}.assets.json`),
  };
}

function known(value: string | undefined, fallback: string): string {
  return value === undefined || value === '' || value.startsWith('unknown-') ? fallback : value;
}

/** The CLI asks for `aws:cdk:path` in the template; an app that was run without it still says the paths beside the manifest. */
function readConstructPaths(directory: string, artifact: JsonObject, template: Template): Map<string, string> {
  const paths = new Map<string, string>();
  const file = artifact.additionalMetadataFile;
  const beside = typeof file === 'string' && existsSync(join(directory, file)) ? readJson(join(directory, file)) : {};
  for (const [path, entries] of Object.entries({ ...(isObject(artifact.metadata) ? artifact.metadata : {}), ...beside })) {
    for (const entry of Array.isArray(entries) ? entries : []) {
      if (isObject(entry) && entry.type === 'aws:cdk:logicalId') paths.set(String(entry.data), path.replace(/^\//, ''));
    }
  }
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    const path = resource.Metadata?.['aws:cdk:path'];
    if (typeof path === 'string') paths.set(logicalId, path);
  }
  return paths;
}

function readNestedStacks(directory: string, parent: Stack): Stack[] {
  const nested: Stack[] = [];
  for (const [logicalId, resource] of Object.entries(parent.template.Resources ?? {})) {
    if (resource.Type !== 'AWS::CloudFormation::Stack') continue;
    const file = nestedTemplateFile(directory, parent.assets, resource.Properties?.TemplateURL, resource.Metadata);
    if (file === undefined) continue;
    const template = readJson(file) as Template;
    const stack: Stack = {
      ...parent,
      name: `${parent.name}-${logicalId}`,
      displayName: `${parent.displayName}/${logicalId}`,
      template,
      constructPaths: new Map([...parent.constructPaths, ...readConstructPaths(directory, {}, template)]),
      parent: { stack: parent, logicalId, parameters: (resource.Properties?.Parameters ?? {}) as JsonObject },
    };
    nested.push(stack, ...readNestedStacks(directory, stack));
  }
  return nested;
}

/** The template's URL is built from tokens, but its last literal piece is the asset's object key. */
function nestedTemplateFile(directory: string, assets: AssetFiles, url: unknown, metadata: JsonObject | undefined): string | undefined {
  const named = metadata?.['aws:asset:path'];
  if (typeof named === 'string' && existsSync(join(directory, named))) return join(directory, named);
  const key = /[0-9a-f]{64}\.[a-z.]+/.exec(JSON.stringify(url ?? ''))?.[0];
  return key === undefined ? undefined : assetByKey(assets, key)?.path;
}
