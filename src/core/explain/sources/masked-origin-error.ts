import { certain, possible } from '../found';
import { projectPage } from '../links';
import { markerOf } from '../marker';
import { quoted, quotes } from '../quote';
import type { Source } from '../source';
import { isUnmarked } from '../unmarked';

export const maskedOriginError: Source = {
  id: 'masked-origin-error',
  what: 'EdgeErrorMasker replaced an error of the origin',
  cure: 'look for the error of the origin in its logs; the rules of EdgeErrorMasker decide what viewers get instead',
  link: projectPage('error-pages.md'),
  settledBy: 'set "sourceHeader" of EdgeErrorMasker, and look for that header',
  find(signs) {
    const marked = markerOf(signs.seen.headers);
    const [, was] = marked?.match ?? [];
    if (was !== undefined) {
      return certain([...quotes(signs), quoted(marked!.name, marked!.value)],
        { what: `EdgeErrorMasker replaced an error of the origin, which had status ${was}` });
    }
    return isUnmarked(signs) && marked === undefined ? possible(quotes(signs, 'server', 'x-cache')) : undefined;
  },
  isExcluded: ({ behavior, header, hasHeaders }) => behavior !== undefined
    && !behavior.functions.some(({ parts, sourceHeader }) => parts.some((part) => part.startsWith('mask-errors'))
      && (!hasHeaders || sourceHeader === undefined || header(sourceHeader) !== undefined)),
};
