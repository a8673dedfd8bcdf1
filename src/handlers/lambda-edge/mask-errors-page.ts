import type { Got } from './stored-object/get';
import { StoredObject } from './stored-object/stored-object';
import type { EmbeddedPage, StoredPage } from '../../core/errors/config';
import { PAGE_MAX_BYTES } from '../../core/errors/limits';

/** What S3 calls an object whose uploader did not say. */
const UNTYPED = /^(binary|application)\/octet-stream$/;

/** An error page that is an object in S3. */
export function storedPage(page: StoredPage): StoredObject<EmbeddedPage> {
  return new StoredObject(page, {
    maxBytes: PAGE_MAX_BYTES, code: 'EDGE_MASK_PAGE_UNAVAILABLE', read: (object) => readPage(page, object),
  });
}

/** Throws for whatever a viewer could not be shown as the page. */
function readPage({ type, binary }: StoredPage, { headers, body }: Got): EmbeddedPage {
  const got = headers['content-type'] ?? 'application/octet-stream';
  if (!UNTYPED.test(got) && mediaType(got) !== mediaType(type)) throw new Error(`the object is ${got}, not ${type}`);
  const text = binary ? body.toString('base64') : new TextDecoder('utf-8', { fatal: true }).decode(body);
  // An empty page with the status of a success is one to everybody, and is cached.
  if (!text.trim()) throw new Error('the object is empty');
  return { type, parts: [text], binary };
}

function mediaType(type: string): string {
  return type.split(';', 1)[0].trim().toLowerCase();
}
