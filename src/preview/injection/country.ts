import { error, type Problem } from '../../core/problem';

const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** The English name of a country by its code in two letters; undefined for a code that ISO 3166 does not have. */
export function countryName(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? NAMES.of(code) : undefined;
}

export function countryProblems(country: string | undefined): Problem[] {
  return country === undefined || countryName(country) !== undefined ? []
    : [error('EDGE_PREVIEW_COUNTRY', `${JSON.stringify(country)} is not a valid country; expected its code in two `
      + 'capital letters, such as DE', '--country')];
}
