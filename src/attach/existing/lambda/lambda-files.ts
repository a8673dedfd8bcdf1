import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stack, type AssetStaging } from 'aws-cdk-lib';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { IConstruct } from 'constructs';

/** The files of a function, as they are in the account. */
export interface LambdaFiles {
  /** The folder of the asset. */
  readonly folder: string;
  /** The file with the handler, relative to the folder. */
  readonly entry: string;
  /** Whether Node.js loads the file as an ES module, which cannot be required. */
  readonly esModule: boolean;
}

/**
 * The asset with a key in S3: its folder, or the file of an archive. Undefined if no asset of the stack has the key.
 *
 * Found by its key and not as a child of the function: two functions with one `Code` have one asset, and an L1 has its
 * asset anywhere.
 */
export function assetPath(
  stack: Stack,
  s3Key: unknown,
): { readonly path: string; readonly archive: boolean } | undefined {
  const key = JSON.stringify(s3Key);
  const asset = stack.node
    .findAll()
    .find(
      (one): one is Asset =>
        isAsset(one) && Stack.of(one) === stack && JSON.stringify(stack.resolve(one.s3ObjectKey)) === key,
    );
  const staging = asset?.node.tryFindChild('Stage') as AssetStaging | undefined;
  return staging && { path: staging.absoluteStagedPath, archive: !statSync(staging.absoluteStagedPath).isDirectory() };
}

/** By its properties: the app may have a second copy of the CDK. */
function isAsset(construct: IConstruct): construct is Asset {
  return 's3ObjectKey' in construct && 'assetPath' in construct;
}

/** Finds `dist/index.handler` in a folder, in the order of Lambda's Node.js runtimes. */
export function filesOf(folder: string, handler: string): (LambdaFiles & { readonly name: string }) | undefined {
  const [, module, name] = HANDLER.exec(handler) ?? [];
  if (module === undefined || module.split('/').includes('..')) return undefined;
  const entry = ['.js', '.mjs', '.cjs']
    .map((extension) => module + extension)
    .find((one) => existsSync(join(folder, one)));
  return entry === undefined ? undefined : { folder, entry, esModule: isEsModule(folder, entry), name: name! };
}

/** The file without its extension, and the exported name behind the first dot of the file's name. */
export const HANDLER = /^((?:[^/]*\/)*[^/.]+)\.(.+)$/;

/** As Node.js decides: by the extension, else by the nearest `package.json`. */
function isEsModule(folder: string, entry: string): boolean {
  if (!entry.endsWith('.js')) return entry.endsWith('.mjs');
  for (let at = dirname(entry); ; at = dirname(at)) {
    const file = join(folder, at, 'package.json');
    if (existsSync(file)) return typeIn(file) === 'module';
    if (at === '.') return false;
  }
}

function typeIn(file: string): unknown {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown }).type;
  } catch {
    return undefined;
  }
}
