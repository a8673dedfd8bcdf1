import { storeSdk, type SdkClient } from './sdk';
import { STORE_PAGE_MAX_KEYS } from '../../../core/facts/key-value-store';
import type { Batch } from '../../../core/redirects/publish/batches';

/** A store as it was at one moment. */
export interface StoreState {
  readonly etag: string;
  /** Keys and values of all lists in the store. */
  readonly bytes: number;
  readonly keys: number;
}

export interface StorePage {
  readonly entries: readonly (readonly [key: string, value: string])[];
  readonly next?: string;
}

/** The calls of a CloudFront KeyValueStore that publishing needs. */
export interface KeyValueStore {
  describe(): Promise<StoreState>;
  /** One page of all keys. */
  page(next?: string): Promise<StorePage>;
  /** Does all of a batch or nothing, if the store still has this ETag. Resolves to the new one. */
  update(batch: Batch, etag: string): Promise<string>;
}

interface Described {
  readonly ETag: string;
  readonly TotalSizeInBytes: number;
  readonly ItemCount: number;
}

interface Listed {
  readonly Items?: readonly { readonly Key: string; readonly Value: string }[];
  readonly NextToken?: string;
}

/**
 * A store in the user's account. The SDK retries what was throttled, and failures of the network and of AWS, after a
 * random time that doubles with each attempt.
 */
export function keyValueStore(arn: string): KeyValueStore {
  const sdk = storeSdk();
  const client: SdkClient = new sdk.client(CLIENT_CONFIG);
  const send = async <T>(name: string, input: object): Promise<T> => (
    await client.send(new (sdk.command(name))({ KvsARN: arn, ...input })) as T);
  return {
    describe: async () => {
      const { ETag, TotalSizeInBytes, ItemCount } = await send<Described>('DescribeKeyValueStore', {});
      return { etag: ETag, bytes: TotalSizeInBytes, keys: ItemCount };
    },
    page: async (next) => {
      const input = { MaxResults: STORE_PAGE_MAX_KEYS, ...(next !== undefined && { NextToken: next }) };
      const { Items = [], NextToken } = await send<Listed>('ListKeys', input);
      const entries = Items.map(({ Key, Value }) => [Key, Value] as const);
      return { entries, ...(NextToken !== undefined && NextToken !== '' && { next: NextToken }) };
    },
    update: async ({ puts, deletes }, etag) => {
      const { ETag } = await send<Described>('UpdateKeys', {
        IfMatch: etag,
        ...(puts.length > 0 && { Puts: puts.map(([Key, Value]) => ({ Key, Value })) }),
        ...(deletes.length > 0 && { Deletes: deletes.map((Key) => ({ Key })) }),
      });
      return ETag;
    },
  };
}

/**
 * How clients are configured besides the SDK's own defaults, which know credentials, profiles and Regions. Without a
 * limit, a connection that hangs would hang the build.
 */
export const CLIENT_CONFIG = {
  maxAttempts: 8,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
} as const;
