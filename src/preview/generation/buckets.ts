import { resolve } from 'node:path';
import type { StoredStep } from './stored-steps';
import type { Problem } from '../../core/problem';
import { cloudFrontMayList } from '../assembly/bucket-policy';
import { constructPath } from '../assembly/cloud-assembly';
import type { OriginSettings } from '../assembly/distribution';
import type { Evaluation } from '../assembly/evaluation';
import { bucketsByName } from '../assembly/find-bucket';
import { readBucketContent } from '../assembly/read-bucket-content';
import { readBucketCors } from '../assembly/read-bucket-cors';
import { readWebsite } from '../assembly/read-website';
import type { PreviewOptions } from '../options';
import { folderLayer, type BucketContent } from '../origin/bucket-content';
import type { BucketFacts } from '../origin/origins';

/** Reads what the assembly declares about the bucket of an origin, once per bucket. */
export function bucketReader(here: Evaluation, problems: Problem[]): (origin: OriginSettings) => BucketFacts {
  const read = new Map<string, BucketFacts>();
  return ({ bucket }) => {
    if (bucket === undefined) return { content: [], mayList: false, website: {}, cors: [] };
    const key = `${bucket.stack.name}/${bucket.logicalId}`;
    const facts = read.get(key) ?? {
      content: readBucketContent(bucket, { here, problems }),
      mayList: cloudFrontMayList(bucket, here),
      website: readWebsite(bucket, here),
      cors: readBucketCors(bucket, here),
    };
    read.set(key, facts);
    return facts;
  };
}

/** The content of buckets by name, for functions that fetch objects: the same content as viewers get. */
export function storedObjects(
  here: Evaluation, { origins = {} }: PreviewOptions, steps: readonly StoredStep[],
): ReadonlyMap<string, BucketContent> {
  const given = steps.map(({ bucket }) => String(bucket)).filter((name) => Object.hasOwn(origins, name));
  const elsewhere = given.map((name): [string, BucketContent] => [name, [folderLayer(resolve(origins[name]!))]]);
  return new Map([...elsewhere, ...[...bucketsByName(here)].map(([name, bucket]): [string, BucketContent] => {
    const folder = origins[bucket.logicalId] ?? origins[constructPath(bucket.stack, bucket.logicalId)] ?? origins[name];
    return [
      name,
      folder === undefined ? readBucketContent(bucket, { here, problems: [] }) : [folderLayer(resolve(folder))],
    ];
  })]);
}

/** The names by which a user can refer to a bucket besides those of origins. */
export function bucketNames(here: Evaluation, steps: readonly StoredStep[]): string[] {
  const own = [...bucketsByName(here)].flatMap(([name, { stack, logicalId }]) => (
    [constructPath(stack, logicalId), logicalId, name]));
  return [...new Set([...own, ...steps.flatMap(({ bucket }) => (typeof bucket === 'string' ? [bucket] : []))])];
}
