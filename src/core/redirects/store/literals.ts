import { isExact, isOpen, type RedirectRule } from '../rule/model';

/** The host of a request as a place to branch at. */
export const HOST = 'h';

/** How many segments from either end a node may branch at. */
const MOST_SEGMENTS = 8;

/**
 * The texts that a request must have to match a rule, by their places: the segment at a number from the start of the
 * path (1 is the first) or from its end (-1 is the last), in lower case, and the host.
 */
export function literalsOf({ source }: RedirectRule): ReadonlyMap<string, string> {
  const { segments, host } = source;
  const texts = new Map<string, string>();
  const add = (place: number, text: string): void => {
    if (Math.abs(place) <= MOST_SEGMENTS) texts.set(String(place), text.toLowerCase());
  };
  const open = segments.flatMap((segment, i) => (isOpen(segment) ? [i] : []));
  const [first = segments.length, last = -1] = [open[0], open[open.length - 1]];
  segments.forEach((segment, i) => {
    if (segment.kind !== 'literal') return;
    if (i < first) add(i + 1, segment.text);
    if (i > last) add(i - segments.length, segment.text);
  });
  // The home page has no segment, and its path is an empty text.
  if (isExact(source) && segments.length === 0) add(-1, '');
  if (host !== undefined && !host.startsWith('*')) texts.set(HOST, host);
  return texts;
}
