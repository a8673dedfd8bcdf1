/**
 * A relative target stays on its host: a browser takes `//x` and `/\x` for another host and drops tabs and line breaks
 * first. The encoded spellings and dots before them go too, because there are proxies that decode and resolve them.
 */
export function onThisHost(location: string): string {
  return location[0] === '/' && '/\\%.'.includes(location[1]) ? location.replace(LEAD, '/') : location;
}

const LEAD = /^(?:[/\\]|%(?:2F|5C|09|0A|0D)|\.\.?(?=[/\\?#]|%(?:2F|5C|09|0A|0D)|$))+/;

/** The authority of an absolute target, in lower case; undefined for a relative one. */
export function authority(base: string): string | undefined {
  return /^https?:\/\/([^/]*)/.exec(base)?.[1].toLowerCase();
}

export function collapsed(path: string): string {
  return path.replace(/\/{2,}/g, '/');
}

/** The path with its host, the query without its mark and the fragment with it. */
export function partsOf(location: string): string[] {
  return /^([^?#]*)\??([^#]*)(.*)/.exec(location)!.slice(1);
}
