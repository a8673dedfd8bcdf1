import type { AcceptedCodings, Coding } from './accept-encoding';
import { headerValue, type EdgeHeaders } from '../http/headers';

/**
 * Which responses CloudFront compresses.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html (checked
 * 2026-11-28)
 */

export const COMPRESSED_MIN_BYTES = 1_000;
export const COMPRESSED_MAX_BYTES = 10_000_000;

const STATUSES: readonly number[] = [200, 403, 404];

/** `application/pdf` and `application/wasm` are newer than the rest of the list. */
export const COMPRESSED_TYPES: ReadonlySet<string> = new Set([
  ...['dash+xml', 'eot', 'font', 'font-sfnt', 'javascript', 'json', 'opentype', 'otf', 'pdf', 'pkcs7-mime', 'protobuf',
    'rss+xml', 'truetype', 'ttf', 'vnd.apple.mpegurl', 'vnd.mapbox-vector-tile', 'vnd.ms-fontobject', 'wasm',
    'xhtml+xml', 'xml', 'x-font-opentype', 'x-font-truetype', 'x-font-ttf', 'x-httpd-cgi', 'x-javascript', 'x-mpegurl',
    'x-opentype', 'x-otf', 'x-perl', 'x-ttf'].map((type) => `application/${type}`),
  ...['eot', 'opentype', 'otf', 'ttf'].map((type) => `font/${type}`),
  'image/svg+xml',
  ...['css', 'csv', 'html', 'javascript', 'js', 'plain', 'richtext', 'tab-separated-values', 'xml', 'x-component',
    'x-java-source', 'x-script'].map((type) => `text/${type}`),
  'vnd.apple.mpegurl',
]);

/** What decides about compression besides the settings of the behavior. */
export interface Compressible {
  readonly status: number;
  readonly headers: EdgeHeaders;
}

/** The coding for a response; undefined if it is sent as it is. Brotli is preferred. */
export function codingFor({ status, headers }: Compressible, accepted: AcceptedCodings): Coding | undefined {
  if (accepted === '' || !STATUSES.includes(status) || headerValue(headers, 'content-encoding') !== undefined) {
    return undefined;
  }
  const type = (headerValue(headers, 'content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
  if (!COMPRESSED_TYPES.has(type)) return undefined;
  // The length decides, so that a response without one is not compressed.
  const length = headerValue(headers, 'content-length') ?? '';
  const isWithin = /^\d+$/.test(length)
    && Number(length) >= COMPRESSED_MIN_BYTES && Number(length) <= COMPRESSED_MAX_BYTES;
  if (!isWithin) return undefined;
  return accepted === 'gzip' ? 'gzip' : 'br';
}

/** The ETag of the compressed response: weak; undefined if the origin's is not valid, which is then left out. */
export function weakEtag(etag: string): string | undefined {
  if (etag.startsWith('W/')) return etag;
  return etag.startsWith('"') ? `W/${etag}` : undefined;
}

/** Vary of a compressed response. */
export function varyWithEncoding(vary: string | undefined): string {
  if (vary === undefined || vary.trim() === '') return 'Accept-Encoding';
  return /(?:^|[\s,])accept-encoding(?:[\s,]|$)|\*/i.test(vary) ? vary : `${vary}, Accept-Encoding`;
}
