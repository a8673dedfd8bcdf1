// Which file a URL shows, and which URL it should have. It runs on both hosts: in CloudFront Functions as this text, so
// it is written in the 2.0 dialect (see `handlers/cloudfront-function/slot.ts`), with everything inside one function.

/** Pretty URLs of a site. */
export interface PrettySite {
  /** Whether the URL of a page ends with a slash; absent if it may or may not, and nothing is redirected. */
  readonly slash?: boolean;
  /** Whether `/docs/` is the file `docs/index.html`; otherwise it is `docs.html`. */
  readonly folders: boolean;
  /** Name of the index document. What follows its last dot is the extension of pages. */
  readonly index: string;
  /** Whether the URL of a file stays as it is, instead of being redirected to that of its page. */
  readonly keep?: boolean;
  /** The path of the default root object, which CloudFront shows for `/`; empty if there is none. */
  readonly home: string;
  /** Error pages, in the form of `errorPagePaths`: they are not redirected. */
  readonly pages?: readonly string[];
}

/** Another URL for the viewer, or another path for the origin. */
export interface PrettyUrl {
  readonly location?: string;
  readonly path?: string;
}

/**
 * What a request for a path gets instead; undefined if it is unchanged.
 *
 * @param asSent Whether the viewer sent this path: otherwise a redirect would reveal what it was rewritten to.
 */
export function prettyUrl(site: PrettySite, uri: string, query: string, asSent: boolean): PrettyUrl | undefined {
  const index = site.index, extension = index.slice(index.lastIndexOf('.'));

  /** Whether the last segment is the name of a file. */
  const hasDot = (path: string) => /\.|%2e/i.test(path.slice(path.lastIndexOf('/') + 1));
  const cut = (path: string, length: number) => path.slice(0, -length);

  /** The path without slash and document: `/docs` for `/docs/index.html`, empty for the home page. */
  function pageOf(path: string, isFile: boolean): string | undefined {
    if (path === '/' + (isFile ? index : cut(index, extension.length)) && (isFile || !site.folders)) return '';
    const page = cut(path, extension.length);
    return !isFile ? path
      : site.folders ? path.endsWith('/' + index) ? cut(path, index.length + 1) : undefined
        : path.endsWith(extension) && !page.endsWith('/') && !hasDot(page) ? page : undefined;
  }

  function isErrorPage() {
    let path = uri;
    try { path = decodeURIComponent(uri); } catch (error) { /* a malformed escape stays as it is */ }
    return (site.pages || []).some((page) => (path.toLowerCase() + '/').startsWith(page + '/'));
  }

  // Empty segments, dot segments, and what browsers do not send.
  if (uri[0] !== '/' || /[^\w!$%&'()*+,./:;=@[\]^|~-]|\/\/|\/(\.|%2e){1,2}(\/|$)/i.test(uri)) return undefined;
  if (uri.startsWith('/.well-known/') || (site.home && (uri === '/' || uri === site.home))) return undefined;
  const path = uri.endsWith('/') ? uri.slice(0, -1) : uri, isFile = path === uri && hasDot(path);
  const page = isFile && site.keep ? undefined : pageOf(path, isFile);
  if (page !== undefined && asSent && site.slash !== undefined) {
    const url = page + (!page || site.slash || hasDot(page) ? '/' : '');
    if (url !== uri && !isErrorPage()) {
      return { location: url + (query && '?' + query.replace(/[^!"$-~]+/g, encodeURIComponent)) };
    }
  }
  if (isFile) return undefined;
  return { path: path + (site.folders || !path ? '/' + index : extension) };
}
