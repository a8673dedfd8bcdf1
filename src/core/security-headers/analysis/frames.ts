import type { Policy } from './csp/policy';
import { firstOf, type Fields } from './fields';
import { finding, type Finding } from './finding';
import { invalid } from './known-values';
import { shown } from '../../problem';

const HEADER = 'x-frame-options';

/** Clickjacking: who may show the page in a frame, by X-Frame-Options and by `frame-ancestors`, which wins. */
export function frameFindings(fields: Fields, enforced: readonly Policy[]): Finding[] {
  const value = firstOf(fields, HEADER);
  const ancestors = enforced
    .map(({ directives }) => directives.get('frame-ancestors'))
    .find((list) => list !== undefined);
  if (value === undefined) {
    return ancestors !== undefined
      ? []
      : [
        finding(
          'EDGE_HEADERS_FRAMES',
          { header: HEADER },
          'is missing, and '
              + 'frame-ancestors too: every site may show the page in a frame and have its buttons clicked; set '
              + '"SAMEORIGIN" and '
              + "frame-ancestors 'self'",
        ),
      ];
  }
  const option = value.toUpperCase();
  if (option !== 'DENY' && option !== 'SAMEORIGIN') return [invalid(HEADER, value, 'SAMEORIGIN')];
  return disagreement(option, ancestors);
}

/** What `frame-ancestors` says in the words of X-Frame-Options; undefined if it has none for it. */
function disagreement(option: string, ancestors: readonly string[] | undefined): Finding[] {
  if (ancestors === undefined) return [];
  const sources = ancestors.filter((source) => source !== "'none'");
  const same =
    sources.length === 0 ? 'DENY' : sources.every((source) => source === "'self'") ? 'SAMEORIGIN' : undefined;
  if (same === option) return [];
  return [finding('EDGE_HEADERS_FRAMES_DISAGREE', { header: HEADER, value: option }, 'is not what frame-ancestors says '
    + `(${shown(ancestors.join(' '))}), which wins where browsers know it; `
    + (same === undefined ? 'remove X-Frame-Options, which cannot name hosts' : `set "${same}"`))];
}
