import { createHash } from 'node:crypto';
import type { Answer, Call } from './local-aws';

export interface LocalObject {
  readonly bytes: Buffer;
  readonly type?: string;
}

/** The buckets, by host and path: `example-bucket/redirects.bin`. */
export class LocalBucket {
  readonly objects = new Map<string, LocalObject>();

  put(name: string, bytes: string | Uint8Array, type?: string): void {
    this.objects.set(name, { bytes: Buffer.from(bytes), type });
  }

  answer({ method, url, headers, body }: Call): Answer {
    if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return xml(403, 'AccessDenied');
    const name = url.hostname.replace(/\.localhost$/, '') + decodeURIComponent(url.pathname);
    const there = this.objects.get(name);
    if (method === 'GET') {
      if (there === undefined) return xml(404, 'NoSuchKey');
      return { status: 200, headers: { 'etag': etagOf(there), 'content-type': there.type ?? '' }, body: there.bytes };
    }
    const [match, noneMatch] = [headers['if-match'], headers['if-none-match']];
    if (noneMatch === '*' && there !== undefined) return xml(412, 'PreconditionFailed');
    if (match !== undefined && there === undefined) return xml(404, 'NoSuchKey');
    if (match !== undefined && match !== etagOf(there!)) return xml(412, 'PreconditionFailed');
    const object = { bytes: body, type: headers['content-type'] };
    this.objects.set(name, object);
    return { status: 200, headers: { etag: etagOf(object) } };
  }
}

function etagOf({ bytes }: LocalObject): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

export function xml(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
