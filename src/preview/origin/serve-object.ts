import { parseByteRange } from './byte-range';
import { contentTypeOf } from './content-types';
import { fileVersion } from './file-version';
import type { StoredObject } from './find-object';
import { openObject } from './object-body';
import { checkPreconditions, rangeStillApplies } from './preconditions';
import { s3Error } from './s3-errors';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import { append } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';

/** The response of S3 for an object: whole, a range, or 304 if the client has the current version. */
export function serveObject(object: StoredObject, request: OriginRequest): EdgeResponse {
  const bytes = openObject(object);
  const headers = objectHeaders(object, bytes.etag);
  const status = checkPreconditions(request.headers, bytes.etag, object.stats.mtime);
  if (status === 412) return s3Error('PreconditionFailed', request);
  if (status === 304) return { status, statusDescription: 'Not Modified', headers: withoutEntity(headers) };
  const applies = rangeStillApplies(request.headers, bytes.etag, object.stats.mtime);
  const range = applies ? parseByteRange(headerValue(request.headers, 'range'), bytes.size) : undefined;
  if (range === 'unsatisfiable') return s3Error('InvalidRange', request, { ActualObjectSize: String(bytes.size) });
  append(headers, 'Content-Length', String(range === undefined ? bytes.size : range.end - range.start + 1));
  if (range !== undefined) append(headers, 'Content-Range', `bytes ${range.start}-${range.end}/${bytes.size}`);
  return {
    status: range === undefined ? 200 : 206,
    statusDescription: range === undefined ? 'OK' : 'Partial Content',
    headers,
    body: request.method === 'HEAD' ? undefined : bytes.read(range),
    file: fileVersion(object.file, object.stats),
  };
}

function objectHeaders({ key, layer, stats }: StoredObject, etag: string): EdgeHeaders {
  const headers: EdgeHeaders = {};
  // The AWS CLI, which BucketDeployment uses, guesses the type by the extension; otherwise S3's default applies.
  append(headers, 'Content-Type', layer.metadata['content-type'] ?? contentTypeOf(key) ?? 'binary/octet-stream');
  append(headers, 'Date', new Date().toUTCString());
  append(headers, 'Last-Modified', stats.mtime.toUTCString());
  append(headers, 'ETag', etag);
  append(headers, 'Accept-Ranges', 'bytes');
  append(headers, 'Server', 'AmazonS3');
  for (const [name, value] of Object.entries(layer.metadata)) {
    if (/^(cache-control|content-(disposition|encoding|language)|expires|x-amz-meta-.*)$/.test(name)) append(headers, name, value);
  }
  return headers;
}

function withoutEntity(headers: EdgeHeaders): EdgeHeaders {
  const { 'content-type': _type, 'accept-ranges': _ranges, ...kept } = headers;
  return kept;
}
