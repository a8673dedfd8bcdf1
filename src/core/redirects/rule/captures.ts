import type { Segment } from './model';
import type { CodeOf } from '../../problem';
import { MOST_CAPTURES } from '../pattern/alphabet';

/** Reports an error of the text, at a character that is counted from 0. */
export type Complain = (code: CodeOf<'error'>, message: string, at?: number) => void;

export function addName(name: string, names: string[], complain: Complain): boolean {
  if (names.includes(name)) {
    return (
      complain(
        'EDGE_REDIRECT_PLACEHOLDER',
        `:${name} occurs twice in the source, so it could mean two things; rename one of them`,
      ),
      false
    );
  }
  names.push(name);
  return true;
}

/** Names the wildcards: a single one is `splat`; several are `1`, `2` and so on, and the first is `splat` too. */
export function nameWildcards(segments: Segment[], names: string[], complain: Complain): boolean {
  const stars = segments.filter((segment) => segment.kind === 'star').length;
  if (stars > 1 || (stars === 1 && segments.some((segment) => segment.kind === 'splat'))) {
    complain('EDGE_REDIRECT_SOURCE', 'a source of this format can have one *');
    return false;
  }
  if (names.length > MOST_CAPTURES) {
    complain(
      'EDGE_REDIRECT_SOURCE',
      `the source has ${names.length} placeholders; ${MOST_CAPTURES} are the most a rule can have`,
    );
    return false;
  }
  if (names.includes('splat') && names.includes('*')) {
    complain('EDGE_REDIRECT_PLACEHOLDER', ':splat is the name of *, so a placeholder must be called something else');
    return false;
  }
  let count = 0;
  names.forEach((name, i) => {
    // `/:1/*`: the number is the name of the placeholder.
    if (name === '*') names[i] = names.includes(String(++count)) ? 'splat' : String(count);
  });
  return true;
}
