import { isMissing } from './aws-errors';
import { CLIENT_CONFIG } from './key-value-store';
import { bucketSdk } from './sdk';
import type { ObjectPlace } from './target';

/** An object as it was read. */
export interface StoredObject {
  readonly etag: string;
  readonly bytes: Uint8Array;
}

/** The calls of S3 that publishing needs. */
export interface BucketObject {
  /** Undefined if there is no object, or, as S3 says it without the permission to list the bucket, 403. */
  read(): Promise<StoredObject | undefined>;
  /** Replaces the object that has this ETag; without one, writes the first. */
  write(bytes: Uint8Array, etag: string | undefined): Promise<void>;
}

interface Got {
  readonly ETag: string;
  readonly Body: { transformToByteArray(): Promise<Uint8Array> };
}

/** The type of an object that only the edge reads. */
const CONTENT_TYPE = 'application/octet-stream';

export function bucketObject({ bucket, key }: ObjectPlace): BucketObject {
  const sdk = bucketSdk();
  const client = new sdk.client({ ...CLIENT_CONFIG, followRegionRedirects: true });
  const send = async (name: string, input: object): Promise<unknown> => (
    client.send(new (sdk.command(name))({ Bucket: bucket, Key: key, ...input })));
  return {
    read: async () => {
      try {
        const { ETag, Body } = await send('GetObject', {}) as Got;
        return { etag: ETag, bytes: await Body.transformToByteArray() };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    write: async (bytes, etag) => {
      await send('PutObject', {
        Body: bytes,
        ContentType: CONTENT_TYPE,
        ...(etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag }),
      });
    },
  };
}
