import { SLASH } from './characters';
/** Shorter texts are quicker to scan each time. */
const LONG = 64;

/** A path, and for each offset the slash before it, computed on demand. */
export interface Slashed {
  path: string;
  places?: Int32Array;
}

/**
 * The offset of the last slash before an offset; -1 if there is none. A long path is scanned once, however many rules
 * need it.
 */
export function slashBefore(of: Slashed, end: number): number {
  const { path } = of;
  if (path.length > LONG) return (of.places ??= placesOf(path))[end];
  // `lastIndexOf` is a call into the runtime, which costs more than scanning the few characters of a segment.
  let at = end - 1;
  while (at >= 0 && path.charCodeAt(at) !== SLASH) at--;
  return at;
}

function placesOf(path: string): Int32Array {
  const places = new Int32Array(path.length + 1);
  for (let end = 0, last = -1; end <= path.length; end++) {
    places[end] = last;
    if (path.charCodeAt(end) === SLASH) last = end;
  }
  return places;
}
