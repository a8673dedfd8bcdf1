import { posix } from 'node:path';
import { Stack, type AssetStaging } from 'aws-cdk-lib';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { IConstruct } from 'constructs';
import type { CodeTree } from './code-tree';

/** The files of a function, as they are in the account. */
export interface LambdaFiles {
  /** The files of the asset. */
  readonly tree: CodeTree;
  /** The file with the handler. */
  readonly entry: string;
  /** Whether Node.js loads the file as an ES module, which cannot be required. */
  readonly esModule: boolean;
}

/**
 * The asset with a key in S3: the path of its folder or archive. Undefined if no asset of the stack has the key.
 *
 * Found by its key and not as a child of the function: two functions with one `Code` have one asset, and an L1 has its
 * asset anywhere.
 */
export function assetPath(stack: Stack, s3Key: unknown): string | undefined {
  const key = JSON.stringify(s3Key);
  const asset = stack.node
    .findAll()
    .find(
      (one): one is Asset =>
        isAsset(one) && Stack.of(one) === stack && JSON.stringify(stack.resolve(one.s3ObjectKey)) === key,
    );
  const staging = asset?.node.tryFindChild('Stage') as AssetStaging | undefined;
  return staging?.absoluteStagedPath;
}

/** By its properties: the app may have a second copy of the CDK. */
function isAsset(construct: IConstruct): construct is Asset {
  return 's3ObjectKey' in construct && 'assetPath' in construct;
}

/** Finds `dist/index.handler` among the files, in the order of Lambda's Node.js runtimes. */
export function filesOf(tree: CodeTree, handler: string): (LambdaFiles & { readonly name: string }) | undefined {
  const [, module, name] = HANDLER.exec(handler) ?? [];
  if (module === undefined || module.split('/').includes('..')) return undefined;
  const entry = ['.js', '.mjs', '.cjs']
    .map((extension) => module + extension)
    .find((one) => tree.has(one));
  return entry === undefined ? undefined : { tree, entry, esModule: isEsModule(tree, entry), name: name! };
}

/** The file without its extension, and the exported name behind the first dot of the file's name. */
export const HANDLER = /^((?:[^/]*\/)*[^/.]+)\.(.+)$/;

/** As Node.js decides: by the extension, else by the nearest `package.json`. */
function isEsModule(tree: CodeTree, entry: string): boolean {
  if (!entry.endsWith('.js')) return entry.endsWith('.mjs');
  for (let at = posix.dirname(entry); ; at = posix.dirname(at)) {
    const description = tree.text(posix.join(at, 'package.json'));
    if (description !== undefined) return typeIn(description) === 'module';
    if (at === '.') return false;
  }
}

function typeIn(description: string): unknown {
  try {
    return (JSON.parse(description) as { type?: unknown }).type;
  } catch {
    return undefined;
  }
}
