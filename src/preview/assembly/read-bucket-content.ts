import { assetByKey, assetExists } from './assets';
import { isHeader } from './checked-values';
import { resourcesOf } from './cloud-assembly';
import type { Reading } from './reading';
import { isRecord, listOf, member, Reference, scalar, type Value } from './reference';
import { matchesPathPattern } from '../../core/facts/path-pattern';
import { note } from '../../core/problem';
import type { ContentLayer } from '../origin/bucket-content';

/** What the BucketDeployments of the app upload to the bucket, in the order of their declaration. */
export function readBucketContent(bucket: Reference, reading: Reading): ContentLayer[] {
  const { here } = reading;
  return here.assembly.stacks.flatMap((stack) =>
    resourcesOf(stack, 'Custom::CDKBucketDeployment').flatMap(([logicalId]) => {
      const deployment = new Reference(stack, logicalId);
      const properties = here.properties(deployment);
      return isDestination(member(properties, 'DestinationBucketName'), bucket, reading)
        ? layersOf(deployment, properties, reading)
        : [];
    }),
  );
}

function isDestination(destination: Value | undefined, bucket: Reference, { here }: Reading): boolean {
  return destination instanceof Reference
    ? destination.sameResource(bucket)
    : here.text(destination) === here.text(bucket);
}

function layersOf(deployment: Reference, properties: Value, reading: Reading): ContentLayer[] {
  const { here, problems } = reading;
  const prefix = here.text(member(properties, 'DestinationBucketKeyPrefix')).replace(/^\/|\/$/g, '');
  const shared = {
    keyPrefix: prefix === '' ? '' : `${prefix}/`,
    metadata: {
      ...metadataOf(deployment, properties, 'UserMetadata', 'x-amz-meta-', reading),
      ...metadataOf(deployment, properties, 'SystemMetadata', '', reading),
    },
    excludes: excludes(
      listOf(member(properties, 'Exclude')).map(scalar),
      listOf(member(properties, 'Include')).map(scalar),
    ),
  };
  return listOf(member(properties, 'SourceObjectKeys')).flatMap((key, index) => {
    const asset = assetByKey(deployment.stack.assets, here.text(key));
    if (asset?.packaging === 'zip') {
      if (!assetExists(asset, `deployment ${deployment.logicalId}`, problems)) return [];
      return [
        {
          ...shared,
          directory: asset.path,
          markers: markers(listOf(member(properties, 'SourceMarkers'))[index], reading),
        },
      ];
    }
    const why = asset === undefined ? 'is not an asset of this app' : 'is an archive';
    problems.push(
      note(
        'EDGE_PREVIEW_SOURCE_SKIPPED',
        `source ${here.text(key)} of ${deployment.logicalId} ${why}, so its content is missing; pass --origin for `
          + 'the whole bucket',
      ),
    );
    return [];
  });
}

/**
 * `Source.jsonData` and similar sources contain a placeholder for each token, which the upload replaces. References
 * become their placeholder names.
 */
function markers(value: Value | undefined, { here }: Reading): ReadonlyMap<string, string> {
  return new Map(Object.entries(isRecord(value) ? value : {}).map(([marker, text]) => [marker, here.text(text)]));
}

/** What the upload says about its objects, which S3 sends as headers. */
function metadataOf(
  { logicalId }: Reference, properties: Value, name: string, prefix: string, reading: Reading,
): Record<string, string> {
  const value = member(properties, name);
  const where = `Resources.${logicalId}.Properties.${name}`;
  const entries = Object.entries(isRecord(value) ? value : {}).map(
    ([key, text]) => [prefix + key.toLowerCase(), reading.here.text(text)] as const,
  );
  return Object.fromEntries(entries.filter(([key, text]) => isHeader(key, text, where, reading)));
}

/** Patterns as in `aws s3 sync --exclude … --include …`, which have the wildcards of path patterns. */
function excludes(exclude: readonly string[], include: readonly string[]): (key: string) => boolean {
  const matchesAny = (patterns: readonly string[], key: string) =>
    patterns.some((pattern) => matchesPathPattern(pattern, `/${key}`));
  return (key) => matchesAny(exclude, key) && !matchesAny(include, key);
}
