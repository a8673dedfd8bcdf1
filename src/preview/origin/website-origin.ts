import type { BucketContent } from './bucket-content';
import { findObject } from './find-object';
import type { Origin } from './origin';
import { keyOf } from './s3-origin';
import { serveObject } from './serve-object';
import type { EdgeHeaders } from '../../core/http/headers';
import { append, withHeader } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';

/** The website configuration of a bucket, as far as the preview supports it. */
export interface WebsiteSettings {
  readonly indexDocument?: string;
  readonly errorDocument?: string;
  readonly redirectAllTo?: { readonly host: string; readonly protocol?: string };
}

/**
 * The website endpoint of a bucket, served from local folders. Unlike the REST endpoint it has index documents,
 * redirects a folder without a trailing slash, and answers errors in HTML.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html (checked 2026-11-20)
 */
export class WebsiteOrigin implements Origin {
  constructor(
    readonly label: string,
    private readonly content: BucketContent,
    private readonly website: WebsiteSettings,
  ) {}

  async fetch(request: OriginRequest): Promise<EdgeResponse> {
    const { redirectAllTo, indexDocument = 'index.html' } = this.website;
    if (redirectAllTo !== undefined) {
      return redirect(301, `${redirectAllTo.protocol ?? 'http'}://${redirectAllTo.host}${request.uri}`);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return htmlError(405, 'Method Not Allowed', 'MethodNotAllowed', request);
    }
    const key = keyOf(request.origin.path + request.uri);
    if (key === undefined) return htmlError(400, 'Bad Request', 'InvalidURI', request);
    const object = findObject(this.content, key === '' || key.endsWith('/') ? key + indexDocument : key);
    if (object !== undefined) return serveObject(object, request);
    if (!key.endsWith('/') && findObject(this.content, `${key}/${indexDocument}`) !== undefined) {
      return redirect(302, `${request.uri}/`);
    }
    return this.notFound(request);
  }

  /** A missing key is always 404: the bucket of a website is public, or accepts CloudFront by a header. */
  private notFound(request: OriginRequest): EdgeResponse {
    const { errorDocument } = this.website;
    const page = errorDocument === undefined ? undefined : findObject(this.content, errorDocument);
    if (page === undefined) return htmlError(404, 'Not Found', 'NoSuchKey', request);
    // Conditional and Range headers refer to the missing object.
    return { ...serveObject(page, { ...request, headers: {} }), status: 404, statusDescription: 'Not Found' };
  }
}

function redirect(status: 301 | 302, location: string): EdgeResponse {
  const headers: EdgeHeaders = {};
  append(headers, 'Location', location);
  append(headers, 'Server', 'AmazonS3');
  return { status, headers, body: Buffer.alloc(0) };
}

function htmlError(status: number, title: string, code: string, { method }: OriginRequest): EdgeResponse {
  const heading = `${status} ${title}`;
  const body = `<html>\n<head><title>${heading}</title></head>\n<body>\n<h1>${heading}</h1>\n<ul>\n<li>Code: `
    + `${code}</li>\n</ul>\n<hr/>\n</body>\n</html>\n`;
  const headers: EdgeHeaders = withHeader({}, 'content-type', 'text/html; charset=utf-8');
  append(headers, 'Server', 'AmazonS3');
  return { status, statusDescription: title, headers, body: method === 'HEAD' ? undefined : Buffer.from(body) };
}
