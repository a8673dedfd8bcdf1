import type { Template } from './cloud-assembly';
import type { JsonObject } from './json';
import { isObject } from '../../core/values/is-object';

/**
 * Construct paths by logical id. The CDK CLI has `aws:cdk:path` written to the template; without the CLI, the paths are
 * in the manifest or in a file beside it.
 */
export function readConstructPaths(metadata: JsonObject, template: Template): Map<string, string> {
  const paths = new Map<string, string>();
  for (const [path, entries] of Object.entries(metadata)) {
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
