import type { Got } from './stored-object/get';
import { StoredObject } from './stored-object/stored-object';
import type { EmbeddedPage, StoredPage } from '../../core/errors/config';
import { PAGE_MAX_BYTES } from '../../core/errors/limits';

/** The default content type of S3, for objects that were uploaded without one. */
const UNTYPED = /^(binary|application)\/octet-stream$/;

/** An error page that is an object in S3. */
export function storedPage(page: StoredPage): StoredObject<EmbeddedPage> {
  return new StoredObject(page, {
    maxBytes: PAGE_MAX_BYTES,
    // It may have a limit of its own.
    ...page,
    code: 'EDGE_MASK_PAGE_UNAVAILABLE',
    read: (object) => readPage(page, object),
  });
}

/** Reads the page. Throws if the object cannot be served as the page. */
function readPage({ type, binary }: StoredPage, { headers, body }: Got): EmbeddedPage {
  const got = headers['content-type'] ?? 'application/octet-stream';
  if (!UNTYPED.test(got) && mediaType(got) !== mediaType(type)) throw new Error(`the object is ${got}, not ${type}`);
  const text = binary ? body.toString('base64') : new TextDecoder('utf-8', { fatal: true }).decode(body);
  // An empty page with status 200 would look like a success, and would be cached.
  if (!text.trim()) throw new Error('the object is empty');
  return { type, parts: [text], binary };
}

function mediaType(type: string): string {
  return type.split(';', 1)[0].trim().toLowerCase();
}
