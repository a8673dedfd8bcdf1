import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from './json';
import { isObject } from '../../core/values/is-object';

/** What the CDK knows of the constructs of a stack, by path: in the manifest, or in a file beside it. */
export function readMetadata(
  directory: string, artifact: JsonObject, read: (file: string) => JsonObject | undefined,
): JsonObject {
  const file = artifact.additionalMetadataFile;
  const beside = typeof file === 'string' && existsSync(join(directory, file)) ? read(join(directory, file)) : {};
  return { ...(isObject(artifact.metadata) ? artifact.metadata : {}), ...beside };
}

/** The rules that the user has acknowledged, by the path of the construct: they apply to all in it. */
export function acknowledgedRules(metadata: JsonObject): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(metadata).flatMap(([path, entries]) => {
    const rules = (Array.isArray(entries) ? entries as unknown[] : []).flatMap((entry) => (
      isObject(entry) && entry.type === 'aws:cdk:acknowledged-rules' && isObject(entry.data)
        ? Object.keys(entry.data) : []));
    return rules.length === 0 ? [] : [[path.replace(/^\//, ''), rules] as const];
  }));
}
