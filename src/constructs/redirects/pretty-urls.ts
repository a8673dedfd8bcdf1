import type { PrettySite } from '../../core/pretty-urls/pretty-url';
import { error, shown, type Problem } from '../../core/problem';
import { flag, kind, number, oneOf, optional, Struct } from '../../core/problem/kinds';

/** Which file of the origin is the page of a URL such as `/docs`. */
export enum PageLayout {
  /** `docs/index.html`: Hugo, Eleventy, Astro, Docusaurus, Nuxt, Next.js with `trailingSlash: true`. */
  FOLDERS = 'folders',
  /** `docs.html`: Next.js, SvelteKit, Astro with `build.format: 'file'`. The home page is still `index.html`. */
  FILES = 'files',
}

/** Options of `PrettyUrls.anySlash`. */
export interface PrettyUrlsLayoutOptions {
  /**
   * Which file of the origin is the page of a URL. A function cannot see which files exist.
   *
   * @default - `PageLayout.FOLDERS`; with `noTrailingSlash`, `PageLayout.FILES`
   */
  readonly layout?: PageLayout;

  /**
   * The file that is the page of a folder. With `PageLayout.FILES`, pages have its extension.
   *
   * @default 'index.html'
   */
  readonly indexDocument?: string;
}

/** Options of `PrettyUrls.trailingSlash` and `PrettyUrls.noTrailingSlash`. */
export interface PrettyUrlsOptions extends PrettyUrlsLayoutOptions {
  /**
   * Whether `/docs/index.html`, or `/docs.html` with `PageLayout.FILES`, is shown as it is, instead of being redirected
   * to the URL of its page.
   *
   * @default false
   */
  readonly keepHtml?: boolean;

  /**
   * The status of redirects: 301, 302, 307 or 308.
   *
   * @default 301
   */
  readonly statusCode?: number;
}

/**
 * URLs of pages without the names of their files: `/docs/` shows `docs/index.html`, and `/docs` leads to `/docs/`, or
 * the other way round.
 *
 * Only GET and HEAD requests are changed, and only paths whose last segment has no dot; `/docs/index.html` (or
 * `/docs.html`) leads to the page. Redirects keep the query string, and are cached like those of rules. Rules apply
 * first. URLs below `/.well-known/` are not changed, and error pages of the distribution are not redirected.
 *
 * @example
 * new EdgeRedirector(this, 'Urls', { distribution, prettyUrls: PrettyUrls.trailingSlash() });
 *
 * @see https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/pretty-urls.md
 */
export class PrettyUrls {
  /** `/docs/` shows `docs/index.html`; `/docs` and `/docs/index.html` are redirected to `/docs/`. */
  public static trailingSlash(options: PrettyUrlsOptions = {}): PrettyUrls {
    return PrettyUrls.of(true, PageLayout.FOLDERS, options);
  }

  /** `/docs` shows `docs.html`; `/docs/` and `/docs.html` are redirected to `/docs`. */
  public static noTrailingSlash(options: PrettyUrlsOptions = {}): PrettyUrls {
    return PrettyUrls.of(false, PageLayout.FILES, options);
  }

  /** `/docs/` and `/docs` both show `docs/index.html`. Nothing is redirected, and no part of the request is read. */
  public static anySlash(options: PrettyUrlsLayoutOptions = {}): PrettyUrls {
    const { sound, problems } = LAYOUT_OPTIONS.read(options);
    return new PrettyUrls(undefined, { layout: PageLayout.FOLDERS, ...sound }, problems);
  }

  private static of(slash: boolean, layout: PageLayout, options: PrettyUrlsOptions): PrettyUrls {
    const { sound, problems } = OPTIONS.read(options);
    return new PrettyUrls(slash, { layout, ...sound }, [...problems, ...statusProblems(sound.statusCode)]);
  }

  /** @internal */
  public readonly _urls: Pick<PrettySite, 'slash' | 'folders' | 'index' | 'keep'>;

  /** @internal */
  public readonly _status: number;

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(
    slash: boolean | undefined, { layout, indexDocument, keepHtml, statusCode }: PrettyUrlsOptions,
    problems: readonly Problem[],
  ) {
    this._urls = {
      ...(slash !== undefined && { slash }),
      folders: layout === PageLayout.FOLDERS,
      index: indexDocument ?? 'index.html',
      ...(keepHtml && { keep: true }),
    };
    this._status = statusCode ?? 301;
    this._problems = problems;
  }
}

function statusProblems(status: number | undefined): Problem[] {
  return status === undefined || [301, 302, 307, 308].includes(status) ? [] : [error('EDGE_REDIRECT_STATUS',
    `is not the status of a redirect, got ${shown(status)}; expected 301, 302, 307 or 308`, 'statusCode')];
}

const INDEX = kind('the name of a file with an extension, such as "index.html"',
  (value) => typeof value === 'string' && /^[\w-][\w.-]*\.\w+$/.test(value));
const LAYOUT = { layout: optional(oneOf('PageLayout', PageLayout)), indexDocument: optional(INDEX) };
const LAYOUT_OPTIONS = new Struct<PrettyUrlsLayoutOptions>('PrettyUrlsLayoutOptions', LAYOUT);
const OPTIONS = new Struct<PrettyUrlsOptions>('PrettyUrlsOptions', {
  ...LAYOUT, keepHtml: optional(flag), statusCode: optional(number),
});
