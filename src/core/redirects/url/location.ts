/**
 * Keeps a relative target on its host: browsers take `//x` and `/\x` for another host. Dot segments in front are
 * removed too, because some proxies resolve them. Escapes are no slashes: `/%2F%2Fx` is a path of this host.
 */
export function onThisHost(location: string): string {
  return location[0] === '/' && '/\\.'.includes(location[1]) ? location.replace(LEAD, '/') : location;
}

const LEAD = /^(?:[/\\]|\.\.?(?=[/\\?#]|$))+/;

/** The authority of an absolute target, in lower case; undefined for a relative one. */
export function authority(base: string): string | undefined {
  return /^https?:\/\/([^/]*)/.exec(base)?.[1].toLowerCase();
}

export function collapsed(path: string): string {
  return path.replace(/\/{2,}/g, '/');
}

/** Splits a location into path (with its host), query (without `?`) and fragment (with `#`). */
export function partsOf(location: string): readonly [path: string, query: string, fragment: string] {
  const hash = location.indexOf('#');
  const fragment = hash < 0 ? location.length : hash;
  const question = location.indexOf('?');
  if (question < 0 || question > fragment) return [location.slice(0, fragment), '', location.slice(fragment)];
  return [location.slice(0, question), location.slice(question + 1, fragment), location.slice(fragment)];
}
