import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from './cloud-assembly';
import type { JsonObject } from './json';
import { isObject } from '../../core/values/is-object';

/**
 * Construct paths by logical id. The CDK CLI has `aws:cdk:path` written to the template; without the CLI, the paths are
 * in the manifest or in a file beside it.
 */
export function readConstructPaths(
  directory: string, artifact: JsonObject, template: Template, read: (file: string) => JsonObject | undefined,
): Map<string, string> {
  const paths = new Map<string, string>();
  const file = artifact.additionalMetadataFile;
  const beside = typeof file === 'string' && existsSync(join(directory, file)) ? read(join(directory, file)) : {};
  for (const [path, entries] of Object.entries({
    ...(isObject(artifact.metadata) ? artifact.metadata : {}),
    ...beside,
  })) {
    if (NOT_A_RESOURCE.test(path)) continue;
    for (const entry of Array.isArray(entries) ? entries : []) {
      if (isObject(entry) && entry.type === 'aws:cdk:logicalId' && typeof entry.data === 'string') {
        paths.set(entry.data, path.replace(/^\//, ''));
      }
    }
  }
  for (const [logicalId, resource] of Object.entries(template.Resources ?? {})) {
    const path = resource.Metadata?.['aws:cdk:path'];
    if (typeof path === 'string') paths.set(logicalId, path);
  }
  return paths;
}

/** What else an included template has: its outputs and conditions may have the names of its resources. */
const NOT_A_RESOURCE = /\/\$(Outputs|Conditions|Mappings|Rules|Hooks)\//;
