const SLASH = 47;
/** In shorter texts it is quicker to look each time. */
const LONG = 64;

/** Where the slash before a place of the path in hand is; -1 if there is none. */
export type SlashBefore = (end: number) => number;

/** In a long path all slashes are looked for once, however many rules ask. */
export function slashesOf(path: string): SlashBefore {
  let places: Int32Array | undefined;
  return (end) => {
    if (path.length > LONG) return (places ??= placesOf(path))[end];
    // `lastIndexOf` leaves compiled code, which costs more than the few characters of a segment.
    let at = end - 1;
    while (at >= 0 && path.charCodeAt(at) !== SLASH) at--;
    return at;
  };
}

function placesOf(path: string): Int32Array {
  const places = new Int32Array(path.length + 1);
  for (let end = 0, last = -1; end <= path.length; end++) {
    places[end] = last;
    if (path.charCodeAt(end) === SLASH) last = end;
  }
  return places;
}
