import { matchesPathPattern, normalizePathForMatching } from '../../facts/path-pattern';

/** Which pages are read: path patterns as behaviors have them. */
export interface PageSelection {
  readonly paths?: readonly string[];
  readonly exceptPaths?: readonly string[];
}

/** Whether a file of the site is at a selected path: at least one of its URLs. */
export function isSelected(page: string, { paths, exceptPaths = [] }: PageSelection): boolean {
  const matching = (patterns: readonly string[]) => (url: string) => (
    patterns.some((pattern) => matchesPathPattern(pattern, url)));
  const urls = urlsOf(page).filter((url) => !matching(exceptPaths)(url));
  return paths === undefined ? urls.length > 0 : urls.some(matching(paths));
}

/** The paths at which a site may show a file, normalized: `/docs/index.html` and `/docs/`. */
function urlsOf(page: string): string[] {
  const path = normalizePathForMatching(`/${page.split('/').map(encodeURIComponent).join('/')}`);
  const short = path.replace(/\.x?html?$/i, '');
  const urls = short.endsWith('/index') ? [path, short.slice(0, -'index'.length)] : [path, short];
  return [...new Set(urls)];
}
