import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject } from '../../../core/values/is-object';
import type { AssetFile } from '../assets';
import type { JsonObject } from '../json';

type Resource = { Type?: unknown; Properties?: JsonObject };

/** Properties of functions that have the same name in SAM and in CloudFormation. */
const SAME = ['Runtime', 'Handler', 'Timeout', 'MemorySize', 'FunctionName'];

/**
 * Makes of a template what CloudFormation gets: functions of SAM become functions and versions, and local paths of code
 * become assets, as `sam package` and `aws cloudformation package` upload them. Changes the template in place.
 */
export function resolveLocalCode(template: JsonObject, folder: string): ReadonlyMap<string, AssetFile> {
  const assets = new Map<string, AssetFile>();
  const resources = isObject(template.Resources) ? template.Resources as Record<string, Resource> : {};
  const local = (id: string, path: unknown): JsonObject | undefined => {
    const file = typeof path === 'string' && !/^(s3|https?):/.test(path) ? resolve(folder, path) : '';
    if (file === '' || !existsSync(file)) return undefined;
    assets.set(id, { path: file, packaging: statSync(file).isDirectory() ? 'zip' : 'file' });
    return { S3Bucket: 'local', S3Key: id };
  };
  for (const [id, resource] of Object.entries(resources)) {
    if (!isObject(resource)) continue;
    const properties = (resource as Resource).Properties;
    if (resource.Type === 'AWS::Serverless::Function') {
      fromSam(id, resource as Resource, template, resources, local);
    } else if (resource.Type === 'AWS::Lambda::Function') {
      const code = local(id, properties?.Code);
      if (code !== undefined && properties !== undefined) properties.Code = code;
    }
  }
  return assets;
}

function fromSam(
  id: string, resource: Resource, template: JsonObject, resources: Record<string, Resource>,
  local: (id: string, path: unknown) => JsonObject | undefined,
): void {
  const globals = isObject(template.Globals) && isObject(template.Globals.Function) ? template.Globals.Function : {};
  const given = { ...globals, ...resource.Properties } as JsonObject;
  const code = given.InlineCode === undefined ? local(id, given.CodeUri) : { ZipFile: given.InlineCode };
  resource.Type = 'AWS::Lambda::Function';
  resource.Properties = {
    ...Object.fromEntries(SAME.filter((name) => given[name] !== undefined).map((name) => [name, given[name]])),
    Code: code ?? { S3Key: given.CodeUri },
  };
  // With an alias, SAM publishes a version, which templates refer to as `!Ref Name.Version`.
  if (given.AutoPublishAlias === undefined) return;
  resources[`${id}.Version`] = { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: id } } };
}
