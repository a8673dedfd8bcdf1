import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';

/** Not part of a site, even if it is in its folder. */
const SKIPPED = new Set(['node_modules', '.git']);

/** How a file is read. */
export type PageType = 'html' | 'xml';

export interface FoundPage {
  /** With slashes, relative to the folder. */
  readonly page: string;
  readonly type: PageType;
}

export interface FoundPages {
  /** Sorted by the name of the file. */
  readonly pages: readonly FoundPage[];
  /** Links that lead out of the folder, which are not followed. */
  readonly outside: readonly string[];
  /** Folders and files that cannot be read, with what the system says. */
  readonly unreadable: readonly { readonly page: string; readonly reason: NodeJS.ErrnoException }[];
}

/**
 * Finds the pages in a folder: by their extension, and by their beginning if they have none. Throws if there is no such
 * folder.
 */
export function findPages(folder: string): FoundPages {
  const root = realpathSync(folder);
  const pages: FoundPage[] = [];
  const outside: string[] = [];
  const unreadable: FoundPages['unreadable'][number][] = [];
  const entered = new Set<string>();

  const visit = (below: string): void => {
    for (const entry of readdirSync(join(root, below), { withFileTypes: true }) as Dirent[]) {
      if (SKIPPED.has(entry.name)) continue;
      const page = below === '' ? entry.name : `${below}/${entry.name}`;
      try {
        visitEntry(page, entry);
      } catch (reason) {
        unreadable.push({ page, reason: reason as NodeJS.ErrnoException });
      }
    }
  };

  const visitEntry = (page: string, entry: Dirent): void => {
    if (entry.isSymbolicLink()) visitLink(page);
    else if (entry.isDirectory()) visit(page);
    else if (entry.isFile()) add(page);
  };

  const visitLink = (page: string): void => {
    const target = realTarget(join(root, page));
    if (target === undefined) return;
    if (target !== root && !target.startsWith(root + sep)) {
      if (statSync(target).isDirectory() || typeOfName(page) !== undefined) outside.push(page);
      return;
    }
    const stats = statSync(target);
    if (stats.isFile()) add(page);
    // Each folder once, so that links in a circle end; the code of its files is the same.
    if (!stats.isDirectory() || `${join(root, page)}/`.startsWith(`${target}/`) || entered.has(target)) return;
    entered.add(target);
    visit(page);
  };

  const add = (page: string): void => {
    const isNameless = /(^|\/)[^./]+$/.test(page);
    const type = typeOfName(page) ?? (isNameless && beginsAsPage(join(root, page)) ? 'html' : undefined);
    if (type !== undefined) pages.push({ page, type });
  };

  visit('');
  return {
    pages: pages.sort((one, other) => (one.page < other.page ? -1 : 1)),
    outside: outside.sort(),
    unreadable: unreadable.sort((one, other) => (one.page < other.page ? -1 : 1)),
  };
}

/** Undefined for a link that leads nowhere. */
function realTarget(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function typeOfName(page: string): PageType | undefined {
  const [, extension] = /[^/]\.([a-z]+)$/i.exec(page) ?? [];
  switch (extension?.toLowerCase()) {
    case 'html': case 'htm': case 'shtml': return 'html';
    case 'xhtml': case 'xht': return 'xml';
    default: return undefined;
  }
}

/** A site may have pages without an extension, which are uploaded with their type. */
function beginsAsPage(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(512);
    const length = readSync(file, start, 0, start.length, 0);
    return /^(\xef\xbb\xbf)?\s*(<!--[^]*?-->\s*)*<(!doctype\s+html|html)[\s>]/i.test(start.toString('latin1', 0, length));
  } finally {
    closeSync(file);
  }
}
