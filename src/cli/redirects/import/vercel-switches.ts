/** Settings of vercel.json that redirect to another spelling of a URL, and take precedence over the list. */
export interface Switches {
  readonly trailingSlash?: boolean;
  readonly cleanUrls: boolean;
}

/** What a placeholder of a source stands for: any part of a path, or any text at all. */
const [PART, ANY] = ['\u0001', '\u0002'];

/** Which switch redirects the requests that the entry would match, as the middle of a sentence. */
export function hiddenBy(source: string, { trailingSlash, cleanUrls }: Switches): string | undefined {
  if (cleanUrls && /(?:\.html|\/index)\/?$/.test(source)) return 'because "cleanUrls", which removes .html,';
  if (trailingSlash === false && source.length > 1 && source.endsWith('/')) {
    return 'because "trailingSlash": false, which removes the slash,';
  }
  if (trailingSlash !== true) return undefined;
  if (/\.\w+\/$/.test(source)) {
    return 'because "trailingSlash": true, which removes the slash after the name of a file,';
  }
  const last = lastPart(source);
  // Paths with a trailing slash or with a dot in their name are not redirected.
  if (last === '' || last.includes(ANY) || last.includes('.')) return undefined;
  const except = last.includes(PART) ? 'except to paths with a dot in their last part, ' : '';
  return `${except}because "trailingSlash": true, which adds a slash,`;
}

/** The last part of a source in the grammar of path-to-regexp, in which a list of words is one of them. */
function lastPart(source: string): string {
  const shape = source
    .replace(/(?::\w+)?\(([\w|-]*)\)[*+?]?/g, 'x')
    .replace(/(?::\w+)?\(.*\)[*+?]?/gs, ANY)
    .replace(/:\w+[*+?]?/g, PART);
  return shape.slice(shape.lastIndexOf('/') + 1);
}
