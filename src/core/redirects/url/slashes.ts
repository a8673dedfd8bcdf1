import { SLASH } from './characters';
/** In shorter texts it is quicker to look each time. */
const LONG = 64;

/** A path, and where its slashes are once somebody has asked. */
export interface Slashed {
  path: string;
  places?: Int32Array;
}

/**
 * Where the slash before a place of a path is; -1 if there is none. In a long path all are looked for once, however
 * many rules ask.
 */
export function slashBefore(of: Slashed, end: number): number {
  const { path } = of;
  if (path.length > LONG) return (of.places ??= placesOf(path))[end];
  // `lastIndexOf` leaves compiled code, which costs more than the few characters of a segment.
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
