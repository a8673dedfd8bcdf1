import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A node of a YAML document, as versions 1 and 2 of the package `yaml` have it. */
export interface YamlNode {
  readonly tag?: string;
  /** Of a scalar. */
  readonly value?: unknown;
  /** Of a list, and pairs of a map. */
  readonly items?: readonly unknown[];
  /** The target of an alias: a node in version 1, and its name in version 2. */
  readonly source?: unknown;
  readonly resolve?: (document: YamlDocument) => YamlNode | undefined;
  toJSON?(): unknown;
}

export interface YamlDocument {
  readonly contents: YamlNode | null;
  readonly errors: readonly Error[];
}

interface YamlLibrary {
  parseDocument(text: string, options: object): YamlDocument;
}

/**
 * The package `yaml` of the user's project, or the one that aws-cdk-lib contains. Only templates in YAML need it, which
 * the CDK does not write: a parser of our own would be in every package.
 */
export function yamlLibrary(folder: string): YamlLibrary | undefined {
  for (const from of [join(folder, 'x.js'), join(process.cwd(), 'x.js'), __filename]) {
    const require = createRequire(from);
    try {
      return require('yaml') as YamlLibrary;
    } catch { /* Not there. */ }
    try {
      return createRequire(require.resolve('aws-cdk-lib/package.json'))('yaml') as YamlLibrary;
    } catch { /* Not there. */ }
  }
  return undefined;
}
