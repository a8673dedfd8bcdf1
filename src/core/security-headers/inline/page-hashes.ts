/** What a Content-Security-Policy blocks without a hash. Each kind has a directive of its own. */
export const INLINE_KINDS = ['script', 'handler', 'style', 'style-attribute'] as const;

export type InlineKind = (typeof INLINE_KINDS)[number];

/** The hashes of one page, sorted, each once: `sha256-…`. */
export interface PageHashes {
  /** Its file in the folder of the site, with slashes: `docs/index.html`. */
  readonly page: string;
  readonly hashes: Readonly<Partial<Record<InlineKind, readonly string[]>>>;
}

/** The hashes of one kind on all pages, sorted. */
export function hashesOf(pages: readonly PageHashes[], kind: InlineKind): string[] {
  return [...new Set(pages.flatMap(({ hashes }) => hashes[kind] ?? []))].sort();
}
