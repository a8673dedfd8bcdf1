import { certain, possible } from '../found';
import { projectPage } from '../links';
import { quoted, quotes } from '../quote';
import type { Signs } from '../signs';
import type { Source } from '../source';
import { isUnmarked } from '../unmarked';

/** The value of the header that `EdgeErrorMasker` sets with `sourceHeader`. */
export const MARKER = /^origin error(?:, masked, was (\d{3}))?$/;

export const maskedOriginError: Source = {
  id: 'masked-origin-error',
  what: 'EdgeErrorMasker replaced an error of the origin',
  cure: 'look for the error of the origin in its logs; the rules of EdgeErrorMasker decide what viewers get instead',
  link: projectPage('error-pages.md'),
  settledBy: 'set "sourceHeader" of EdgeErrorMasker, and look for that header',
  find(signs) {
    const marked = markerOf(signs);
    const [, was] = marked?.match ?? [];
    if (was !== undefined) {
      return certain([...quotes(signs), quoted(marked!.name, marked!.value)],
        { what: `EdgeErrorMasker replaced an error of the origin, which had status ${was}` });
    }
    return isUnmarked(signs) && marked === undefined ? possible(quotes(signs, 'server', 'x-cache')) : undefined;
  },
  isExcluded: ({ behavior, header }) => behavior !== undefined
    && !behavior.functions.some(({ parts, sourceHeader }) => parts.some((part) => part.startsWith('mask-errors'))
      && (sourceHeader === undefined || header(sourceHeader) !== undefined)),
};

/** The header that marks an error of the origin. Its name is chosen by the user. */
export function markerOf({ seen: { headers } }: Signs) {
  for (const [name, values] of Object.entries(headers)) {
    for (const value of values) {
      const match = MARKER.exec(value.trim());
      if (match !== null) return { name, value, match };
    }
  }
  return undefined;
}
