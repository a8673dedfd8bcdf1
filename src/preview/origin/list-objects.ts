import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { BucketContent } from './bucket-content';
import { findObject } from './find-object';
import { openObject } from './object-body';
import { escapeXml } from './s3-errors';
import type { EdgeHeaders } from '../../core/http/headers';
import { append } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';

/** The size of S3's pages. The preview answers the first page only. */
const MAX_KEYS = 1000;

/** S3's answer to `GET /` if CloudFront may list the bucket: all keys, visible to every viewer. */
export function listing(content: BucketContent, { method, origin }: OriginRequest): EdgeResponse {
  const keys = [
    ...new Set(content.flatMap((layer) => filesIn(layer.directory).map((file) => layer.keyPrefix + file))),
  ].sort();
  const objects = keys.map((key) => findObject(content, key)).filter((object) => object !== undefined);
  const contents = objects
    .slice(0, MAX_KEYS)
    .map(
      (object) =>
        `<Contents><Key>${escapeXml(object.key)}</Key><LastModified>${object.stats.mtime.toISOString()}</LastModified>`
        + `<ETag>${escapeXml(openObject(object).etag)}</ETag><Size>${object.stats.size}</Size>`
        + '<StorageClass>STANDARD</StorageClass></Contents>',
    );
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
    + `<Name>${escapeXml(origin.domainName.split('.')[0]!)}</Name><Prefix></Prefix><Marker></Marker>`
    + `<MaxKeys>${MAX_KEYS}</MaxKeys>`
    + `<IsTruncated>${objects.length > MAX_KEYS}</IsTruncated>${contents.join('')}</ListBucketResult>`;
  const headers: EdgeHeaders = {};
  append(headers, 'Content-Type', 'application/xml');
  append(headers, 'Date', new Date().toUTCString());
  append(headers, 'Server', 'AmazonS3');
  return { status: 200, statusDescription: 'OK', headers, body: method === 'HEAD' ? undefined : Buffer.from(body) };
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'));
}
