import type { WhenCondition } from './condition';
import { inWhen } from './in-when';
import { anyAtom, chosen, oneOf } from './one-of';
import { COUNTRY } from '../channels';
import { texts } from '../plain';

declare module '../model' {
  interface Conditions {
    /** Two capital letters each. */
    readonly countries?: readonly string[];
  }
}

/** Codes that are often taken for countries. */
const NO_COUNTRIES: Readonly<Record<string, string>> = {
  UK: 'the United Kingdom is "GB"',
  EU: 'list the countries of the Union one by one',
};

/** The country of the viewer. */
export const COUNTRY_CONDITION: WhenCondition<'countries'> = {
  ...inWhen('countries'),
  ...oneOf<string>('country'),
  name: 'country',
  noun: 'the country',
  read: (value) => {
    const countries = texts(value)?.map((c) => c.toUpperCase());
    const wrong = countries?.find((c) => Object.hasOwn(NO_COUNTRIES, c));
    if (wrong !== undefined) return { fault: `must be a two-letter country code of ISO 3166; ${NO_COUNTRIES[wrong]}` };
    const valid = countries?.every((c) => /^[A-Z]{2}$/.test(c));
    return valid
      ? { value: countries! }
      : { fault: 'must be a two-letter country code such as "DE", or a list of them' };
  },
  line: {
    word: 'Country',
    examples: 'codes of ISO 3166 such as Country=us,gb',
    read: (values) => values,
    alternatives: (countries) => [countries],
    write: (countries) => countries.map((c) => c.toLowerCase()).join(','),
    refuses: () => undefined,
  },
  unseen: [
    {
      on: ['viewer-request'],
      by: 'lambda-edge',
      code: 'EDGE_REDIRECT_COUNTRY_EARLY',
      message:
        'looks at the country, which Lambda@Edge cannot see on viewer-request; use RedirectEventType.ORIGIN_REQUEST '
        + 'with a cache policy that has the header CloudFront-Viewer-Country, or EdgeStepHost.CLOUDFRONT_FUNCTION',
    },
  ],
  satisfy: (countries, probe, { choice }) => {
    if (!countries.includes(probe.country ?? '')) probe.country = chosen(countries, choice);
  },
  fail: (_, probe) => [{ ...probe, country: undefined }],
  tests: (countries, atoms) => [anyAtom(COUNTRY, countries, atoms)],
  inFunction: (countries) => [['country', ...countries]],
  parts: () => [{ kind: 'country' }],
};
