import { headerValue } from '../../core/http/headers';
import { countryOf } from '../access/geo-restriction';
import { byName } from '../exchange/by-name';
import type { Exchange } from '../exchange/exchange';
import { onTheWire } from '../exchange/headers';
import { countryName } from '../injection/country';

/** Plausible values of the `CloudFront-*` headers for a viewer on this machine. */
const VIEWER: Readonly<Record<string, string>> = {
  'cloudfront-viewer-asn': '64496',
  'cloudfront-viewer-city': 'Seattle',
  'cloudfront-viewer-country': 'US',
  'cloudfront-viewer-country-name': 'United States',
  'cloudfront-viewer-country-region': 'WA',
  'cloudfront-viewer-country-region-name': 'Washington',
  'cloudfront-viewer-latitude': '47.60620',
  'cloudfront-viewer-longitude': '-122.33210',
  'cloudfront-viewer-metro-code': '819',
  'cloudfront-viewer-postal-code': '98101',
  'cloudfront-viewer-time-zone': 'America/Los_Angeles',
};

/**
 * The value of a `CloudFront-*` request header. The real CloudFront overwrites what a viewer sends; here the viewer's
 * own value takes precedence, so that `curl -H 'CloudFront-Viewer-Country: DE'` shows the site as Germany sees it.
 */
export function cloudFrontHeader(name: string, exchange: Exchange): string | undefined {
  const lower = name.toLowerCase();
  const country = countryOf(exchange);
  return headerValue(exchange.viewerRequest.headers, lower)
    ?? (country === undefined ? VIEWER[lower] : ofCountry(lower, country)) ?? derived(lower, exchange);
}

const SPELLED: Readonly<Record<string, string>> = {
  cloudfront: 'CloudFront', ios: 'IOS', smarttv: 'SmartTV', asn: 'ASN', tls: 'TLS', ja3: 'JA3', ja4: 'JA4',
};

/** The name as CloudFront writes it: `CloudFront-Is-IOS-Viewer`. */
export const cloudFrontSpelling = byName((name) => name.toLowerCase().split('-')
  .map((word) => SPELLED[word] ?? onTheWire(word)).join('-'));

/** With a country that is given, nothing is known about the place in it. */
function ofCountry(name: string, country: string): string | undefined {
  switch (name) {
    case 'cloudfront-viewer-country': return country;
    case 'cloudfront-viewer-country-name': return countryName(country);
    default: return ABOUT_PLACE.test(name) ? undefined : VIEWER[name];
  }
}

const ABOUT_PLACE = /^cloudfront-viewer-(city|country-.*|latitude|longitude|metro-code|postal-code|time-zone)$/;

function derived(name: string, exchange: Exchange): string | undefined {
  const agent = headerValue(exchange.viewerRequest.headers, 'user-agent') ?? '';
  switch (name) {
    case 'cloudfront-forwarded-proto': return exchange.viewerProtocol;
    case 'cloudfront-viewer-tls':
      return exchange.viewerProtocol === 'http' ? undefined : tlsHeader(exchange);
    case 'cloudfront-is-android-viewer': return String(/Android/.test(agent));
    case 'cloudfront-is-ios-viewer': return String(/iPhone|iPad/.test(agent));
    case 'cloudfront-is-tablet-viewer': return String(isTablet(agent));
    case 'cloudfront-is-mobile-viewer': return String(/Mobi/.test(agent) && !isTablet(agent));
    case 'cloudfront-is-smarttv-viewer': return String(/TV/.test(agent));
    case 'cloudfront-is-desktop-viewer': return String(!/Mobi|Android|TV|iPad/.test(agent));
    case 'cloudfront-viewer-address': return `${exchange.clientIp}:443`;
    case 'cloudfront-viewer-http-version': return exchange.httpVersion;
    case 'cloudfront-viewer-header-order': return linesOf(exchange).map(({ key }) => key).join(':').slice(0, 7_680);
    case 'cloudfront-viewer-header-count': return String(linesOf(exchange).length);
    case 'cloudfront-error-uri': return exchange.fetchesErrorPage ? exchange.viewerRequest.uri : undefined;
    case 'cloudfront-error-args': return exchange.fetchesErrorPage ? exchange.viewerRequest.querystring : undefined;
    default: return undefined;
  }
}

/** The lines that the viewer sent, those of a header together. */
function linesOf({ viewerRequest: { headers } }: Exchange) {
  return Object.values(headers).flat();
}

/** A request without TLS that counts as HTTPS has what browsers agree on with CloudFront. */
function tlsHeader({ tls }: Exchange): string {
  if (tls === undefined) return 'TLSv1.3:TLS_AES_128_GCM_SHA256:fullHandshake';
  return `${tls.protocol}:${tls.cipher}:${tls.isResumed ? 'sessionResumed' : 'fullHandshake'}`;
}

function isTablet(agent: string): boolean {
  return /iPad|Tablet/.test(agent) || (/Android/.test(agent) && !/Mobi/.test(agent));
}
