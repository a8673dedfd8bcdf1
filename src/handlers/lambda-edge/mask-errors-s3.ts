import * as http from 'node:http';
import * as https from 'node:https';
import type { FetchedPage } from './mask-errors-page-copy';
import { authorize } from './mask-errors-signature';
import type { StoredPage } from '../../core/errors/config';
import { PAGE_MAX_BYTES } from '../../core/errors/limits';

/** Longer than any viewer waits: what comes too late for one is there for the next. */
const GIVE_UP_MS = 3_000;

/** What S3 calls an object whose uploader did not say. */
const UNTYPED = /^(binary|application)\/octet-stream$/;

/**
 * The object behind a page, from S3 with the function's own credentials.
 *
 * One signed request over the runtime's own https: loading the AWS SDK takes longer, at 128 MB, than a viewer should
 * wait for an error page. Whatever is not a whole object of the right type is an error.
 */
export async function fetchPage(source: StoredPage, etag: string | undefined): Promise<FetchedPage> {
  const url = objectUrl(source);
  const headers = { ...authorize(url, source.region, new Date()), ...(etag !== undefined && { 'if-none-match': etag }) };
  const { status, headers: got, body } = await get(url, headers);
  if (status === 304 && etag !== undefined) return 'not modified';
  if (status !== 200) throw new Error(`S3 answered ${status}`);
  const type = got['content-type'] ?? 'application/octet-stream';
  if (!UNTYPED.test(type) && mediaType(type) !== mediaType(source.type)) throw new Error(`the object is ${type}, not ${source.type}`);
  if ((got['content-encoding'] ?? 'identity') !== 'identity') throw new Error(`the object is encoded: ${got['content-encoding']}`);
  const text = source.binary ? body.toString('base64') : new TextDecoder('utf-8', { fatal: true }).decode(body);
  // An empty page with the status of a success is one to everybody, and is cached.
  if (!text.trim()) throw new Error('the object is empty');
  return { page: { type: source.type, parts: [text], binary: source.binary }, etag: got.etag };
}

/**
 * `AWS_ENDPOINT_URL_S3` is how AWS tools are pointed at something else; Lambda@Edge has no such variables, a preview
 * may.
 */
function objectUrl({ bucket, region, key }: StoredPage): URL {
  const path = key.split('/').map(strictlyEncoded).join('/');
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  if (endpoint !== undefined) return new URL(`${endpoint}/${bucket}/${path}`);
  // S3's certificate covers one label: a bucket with dots in its name is asked for by path.
  return new URL(bucket.includes('.') ? `https://s3.${region}.amazonaws.com/${bucket}/${path}` : `https://${bucket}.s3.${region}.amazonaws.com/${path}`);
}

/** As S3 encodes for a signature: everything but unreserved characters. */
function strictlyEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function mediaType(type: string): string {
  return type.split(';', 1)[0].trim().toLowerCase();
}

interface Got {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

function get(url: URL, headers: http.OutgoingHttpHeaders, mayRetry = true): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? http : https).get(url, { headers }, (response) => {
      if (response.statusCode! < 200) refuse(response);
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > PAGE_MAX_BYTES) request.destroy(new Error(`the object is larger than ${PAGE_MAX_BYTES} bytes`));
      });
      // A connection that ends early is an 'error' on the response, not its 'end'.
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    const timer = setTimeout(() => request.destroy(new Error(`S3 did not answer within ${GIVE_UP_MS} ms`)), GIVE_UP_MS);
    // Nothing was asked for that has a preliminary answer. Without a listener, one that leaves HTTP (101) would end
    // nothing.
    const refuse = ({ statusCode }: { statusCode?: number }): void => {
      mayRetry = false;
      reject(new Error(`S3 answered ${statusCode}`));
      // Without an error: the socket of an answer that leaves HTTP has nobody left who would hear of one.
      request.destroy();
    };
    request.on('information', refuse);
    request.on('upgrade', refuse);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error) => {
      // A connection that was kept open while the environment was frozen is dead; a new one is not. Our own errors have
      // no code.
      if (request.reusedSocket && mayRetry && 'code' in error) resolve(get(url, headers, false));
      else reject(error);
    });
  });
}
