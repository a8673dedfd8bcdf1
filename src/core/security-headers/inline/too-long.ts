import type { CspDirective } from '../csp';
import { effective } from '../csp-extend';
import { hashesOf, INLINE_KINDS, type InlineKind, type PageHashes } from './page-hashes';

/** A hash in its quotes, with the space before it. */
const HASH_CHARS = 54;

const SHOWN = 5;

const KINDS: Readonly<Record<InlineKind, readonly [directive: string, name: string]>> = {
  'script': ['script-src-elem', 'scripts'],
  'handler': ['script-src-attr', 'event handlers'],
  'style': ['style-src-elem', 'styles'],
  'style-attribute': ['style-src-attr', 'style attributes'],
};

/**
 * Where most hashes of a policy that is too long are, and what helps; undefined if it has none. `room`: the characters
 * that are left, which are negative.
 */
export function tooManyHashes(
  policy: readonly CspDirective[], all: readonly PageHashes[], room: number,
): string | undefined {
  const pages = withoutOthers(policy, all);
  const kinds = INLINE_KINDS.map((kind) => ({ name: KINDS[kind][1], count: hashesOf(pages, kind).length }))
    .filter(({ count }) => count > 0);
  const count = kinds.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return undefined;
  const fitting = Math.max(0, count - Math.ceil(-room / HASH_CHARS));
  const by = kinds.map((one) => `${one.count} of ${one.name}`).join(', ');
  return `it has ${count} hashes of inline code (${by}), of which some ${fitting} fit. Most are in `
    + `${heaviest(pages)}. By folder: ${folders(pages)}. Move inline code to files, or give folders a SecurityHeaders `
    + 'each, for their behaviors, with the option paths of hashesFromDirectory';
}

/** The hashes that the policy has: a directive that allows all inline code has none. */
function withoutOthers(policy: readonly CspDirective[], pages: readonly PageHashes[]): PageHashes[] {
  const has = Object.fromEntries(INLINE_KINDS.map((kind) => [kind, new Set(
    effective(policy, KINDS[kind][0])?.sources.flatMap((source) => (source.kind === 'text' ? [source.text] : [])))]));
  return pages.map(({ page, hashes }) => ({
    page,
    hashes: Object.fromEntries(INLINE_KINDS.map((kind) => (
      [kind, (hashes[kind] ?? []).filter((hash) => has[kind].has(`'${hash}'`))]))),
  }));
}

/** The pages with the most hashes, and how many of those no other page has. */
function heaviest(pages: readonly PageHashes[]): string {
  const uses = new Map<string, number>();
  for (const page of pages) for (const hash of allOf(page)) uses.set(hash, (uses.get(hash) ?? 0) + 1);
  return pages.map((page) => {
    const hashes = allOf(page);
    return { page: page.page, count: hashes.length, own: hashes.filter((hash) => uses.get(hash) === 1).length };
  })
    .sort((one, other) => other.own - one.own || other.count - one.count || (one.page < other.page ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ page, count, own }) => `${page} (${count}, ${own} of them on no other page)`)
    .join(', ');
}

/** The number of hashes that a policy of each folder would have. */
function folders(pages: readonly PageHashes[]): string {
  const byFolder = new Map<string, PageHashes[]>();
  for (const page of pages) {
    const end = page.page.indexOf('/');
    const folder = end < 0 ? '/' : `/${page.page.slice(0, end)}/*`;
    byFolder.set(folder, [...byFolder.get(folder) ?? [], page]);
  }
  const counts = [...byFolder].map(([folder, within]) => ({ folder, count: new Set(within.flatMap(allOf)).size }))
    .sort((one, other) => other.count - one.count || (one.folder < other.folder ? -1 : 1));
  const more = counts.length > SHOWN ? ` and ${counts.length - SHOWN} others` : '';
  return `${counts.slice(0, SHOWN).map(({ folder, count }) => `${folder} ${count}`).join(', ')}${more}`;
}

function allOf({ hashes }: PageHashes): string[] {
  return INLINE_KINDS.flatMap((kind) => (hashes[kind] ?? []).map((hash) => `${kind} ${hash}`));
}
