import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CloudAssembly } from './cloud-assembly';
import { readJson } from './json';
import type { Reference } from './reference';
import { checkManifest } from '../../core/manifest/check';
import { manifestFileName, type EdgeManifest } from '../../core/manifest/edge-manifest';
import { note, type Problem } from '../../core/problem';

/**
 * Reads the edge manifest of a distribution; undefined if there is none. A manifest that cannot be read is a note and
 * not an error, because requests are served without it.
 */
export function readEdgeManifest(
  assembly: CloudAssembly, distribution: Reference, problems: Problem[],
): EdgeManifest | undefined {
  const { file: template } = distribution.stack;
  const name = manifestFileName({ template, logicalId: distribution.logicalId });
  const file = join(assembly.directory, name);
  if (!existsSync(file)) return undefined;
  const unreadable: Problem[] = [];
  const content = readJson(file, name, unreadable);
  const manifest = content === undefined ? unreadable[0]!.message : checkManifest(content);
  const folder = dirname(template);
  if (typeof manifest !== 'string') return inFolder(manifest, folder);
  const message = content === undefined ? manifest : `${manifest}; run "npx cdk synth" again`;
  problems.push(note('EDGE_PREVIEW_MANIFEST', `${message} (until then no rule is named)`, name));
  return undefined;
}

/** The manifest with template paths relative to the folder of the assembly, as elsewhere in the preview. */
function inFolder(manifest: EdgeManifest, folder: string): EdgeManifest {
  const at = (template: string): string => (folder === '.' ? template : `${folder}/${template}`);
  return { ...manifest, functions: manifest.functions.map((one) => ({ ...one, template: at(one.template) })) };
}
