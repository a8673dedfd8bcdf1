import type { BucketContent } from './bucket-content';
import { preflight, withCors, type CorsRule } from './bucket-cors';
import { findObject } from './find-object';
import type { Origin } from './origin';
import { routedTo, routingRuleFor, type RoutingRule } from './routing-rules';
import { keyOf } from './s3-origin';
import { serveObject } from './serve-object';
import type { EdgeHeaders } from '../../core/http/headers';
import { append, withHeader } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';

/** The website configuration of a bucket. */
export interface WebsiteSettings {
  readonly indexDocument?: string;
  readonly errorDocument?: string;
  readonly redirectAllTo?: { readonly host: string; readonly protocol?: string };
  readonly routingRules?: readonly RoutingRule[];
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
    private readonly cors: readonly CorsRule[] = [],
  ) {}

  async fetch(request: OriginRequest): Promise<EdgeResponse> {
    if (request.method === 'OPTIONS') return preflight(this.cors, request);
    return withCors(this.cors, request, this.answer(request));
  }

  private answer(request: OriginRequest): EdgeResponse {
    const { redirectAllTo, indexDocument = 'index.html' } = this.website;
    if (redirectAllTo !== undefined) {
      return redirect(301, `${redirectAllTo.protocol ?? 'http'}://${redirectAllTo.host}${request.uri}`);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return htmlError(405, 'Method Not Allowed', 'MethodNotAllowed', request);
    }
    const key = keyOf(request.origin.path + request.uri);
    if (key === undefined) return htmlError(400, 'Bad Request', 'InvalidURI', request);
    const routed = this.routed(key, request);
    if (routed !== undefined) return routed;
    const object = findObject(this.content, key === '' || key.endsWith('/') ? key + indexDocument : key);
    const elsewhere = object?.layer.metadata['website-redirect'];
    if (elsewhere !== undefined) return redirect(301, elsewhere);
    if (object !== undefined) return serveObject(object, request);
    if (!key.endsWith('/') && findObject(this.content, `${key}/${indexDocument}`) !== undefined) {
      return redirect(302, `${request.uri}/`);
    }
    return this.routed(key, request, 404) ?? this.notFound(request);
  }

  private routed(key: string, { origin }: OriginRequest, error?: number): EdgeResponse | undefined {
    const rule = routingRuleFor(this.website.routingRules ?? [], key, error);
    return rule && redirect(rule.status, routedTo(rule, key, origin.domainName));
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

function redirect(status: number, location: string): EdgeResponse {
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
