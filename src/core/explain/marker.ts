import type { HeaderValues } from './observation';

/** The value of the header that `EdgeErrorMasker` sets with `sourceHeader`. */
export const MARKER = /^origin error(?:, masked, was (\d{3}))?$/;

/** The header that marks an error of the origin. Its name is chosen by the user. */
export function markerOf(headers: HeaderValues) {
  for (const [name, values] of Object.entries(headers)) {
    for (const value of values) {
      const match = MARKER.exec(value.trim());
      if (match !== null) return { name, value, match };
    }
  }
  return undefined;
}
