import { headerValue } from '../../core/http/headers';
import type { GeoRestriction } from '../assembly/distribution';
import type { Exchange } from '../exchange/exchange';

/** The country of the viewer, by a header of the request or by the option; undefined if neither says one. */
export function countryOf({ viewerRequest, country }: Exchange): string | undefined {
  return headerValue(viewerRequest.headers, 'cloudfront-viewer-country')?.toUpperCase() ?? country;
}

export function allowsCountry({ type, countries }: GeoRestriction, country: string): boolean {
  return countries.includes(country) === (type === 'whitelist');
}
