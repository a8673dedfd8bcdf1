import { createRequire } from 'node:module';
import { join } from 'node:path';
import { UsageError } from '../../frame/usage-error';

/** A command of the AWS SDK for JavaScript, as its clients take it. */
type Command = new (input: object) => object;

/** A client of the SDK. Only what is used of it is typed: the SDK is installed by those who publish, if at all. */
export interface SdkClient {
  send(command: object): Promise<unknown>;
  destroy(): void;
}

/** A module of the SDK: its client and its commands by name. */
export interface Sdk {
  readonly client: new (config: object) => SdkClient;
  command(name: string): Command;
}

/** The packages that a target needs; of those in one list, one is enough, and the first is recommended. */
const STORE_PACKAGES = [
  ['@aws-sdk/client-cloudfront-keyvaluestore'],
  ['@aws-sdk/signature-v4a', '@aws-sdk/signature-v4-crt'],
] as const;
const BUCKET_PACKAGES = [['@aws-sdk/client-s3']] as const;

/**
 * Loads the SDK's client for key value stores. Their requests are signed with SigV4A, which is a package of its own
 * that registers itself when it is loaded.
 */
export function storeSdk(): Sdk {
  const [client] = loaded(STORE_PACKAGES);
  return sdkOf(client, 'CloudFrontKeyValueStoreClient');
}

export function bucketSdk(): Sdk {
  const [client] = loaded(BUCKET_PACKAGES);
  return sdkOf(client, 'S3Client');
}

function sdkOf(module: Record<string, unknown>, client: string): Sdk {
  return {
    client: module[client] as Sdk['client'],
    command: (name) => module[`${name}Command`] as Command,
  };
}

/** Loads packages from the user's project, or from where this tool is installed, e.g. globally. */
function loaded(packages: readonly (readonly string[])[]): Record<string, unknown>[] {
  const modules = packages.map((choices) => firstOf(choices));
  if (modules.every((module) => module !== undefined)) return modules;
  throw new UsageError(missingSdk(packages.map(([recommended]) => recommended)), 'EDGE_PUBLISH_SDK');
}

/** The message for packages that are missing. All are installed at once, so that their versions fit together. */
function missingSdk(packages: readonly string[]): string {
  const names = packages.map((name) => `${name}@3`).join(' ');
  return `the AWS SDK for JavaScript is not installed; run: npm install --save-dev ${names}`;
}

function firstOf(names: readonly string[]): Record<string, unknown> | undefined {
  for (const from of [join(process.cwd(), 'package.json'), __filename]) {
    const load = createRequire(from);
    for (const name of names) {
      const file = resolved(load, name);
      if (file !== undefined) return load(file) as Record<string, unknown>;
    }
  }
  return undefined;
}

/** Undefined if there is no such package; an error inside of a package that is there is not hidden. */
function resolved(load: NodeRequire, name: string): string | undefined {
  try {
    return load.resolve(name);
  } catch {
    return undefined;
  }
}
