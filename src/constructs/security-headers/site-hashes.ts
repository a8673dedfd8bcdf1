import { createRequire } from 'node:module';
import { Token } from 'aws-cdk-lib';
import type { InlineCodeOptions } from './inline-code-options';
import { asset } from '../../attach/assets';
import { error, hasErrors, shown, warning, type Problem } from '../../core/problem';
import { flag, kind, listOf, optional, Struct, text } from '../../core/problem/kinds';
import { INLINE_KINDS, type PageHashes } from '../../core/security-headers/inline/page-hashes';
import { isSelected } from '../../core/security-headers/inline/select-pages';
import { findPages, type FoundPage, type FoundPages } from '../../pages/find-pages';
import type { PageParsers } from '../../pages/parsers';
import { PageReader, type ReadPage } from '../../pages/read-pages';
import { unreadableFile } from '../file-names';

/** Every so many pages, progress is printed: synthesis would seem to hang. */
const PAGES_BETWEEN = 2_000;

const SHOWN = 3;

const requireHere = createRequire(__filename);

const PATHS = optional(listOf(text, 'path patterns'));
const OPTIONS = new Struct<InlineCodeOptions>('InlineCodeOptions', {
  paths: PATHS,
  exceptPaths: PATHS,
  eventHandlers: optional(flag),
  styleAttributes: optional(flag),
  templates: optional(flag),
});
const DIRECTORY = kind('a folder that is known at synthesis', (value) => (
  typeof value === 'string' && value !== '' && !Token.isUnresolved(value)), 'use one such as "site"');

/** The hashes of the pages of a site, and what is wrong with them. */
export interface SiteHashes {
  readonly pages: readonly PageHashes[];
  readonly problems: readonly Problem[];
}

/** Reads the pages of a folder, one after the other, in the order of their names. */
export function siteHashes(directory: string, options: InlineCodeOptions): SiteHashes {
  const { sound, problems } = OPTIONS.read(options);
  const wrong = [...DIRECTORY(directory, 'directory'), ...problems];
  if (hasErrors(wrong)) return { pages: [], problems: wrong };
  let found: FoundPages;
  try {
    found = findPages(directory);
  } catch (thrown) {
    return { pages: [], problems: [unreadableFolder(directory, thrown as NodeJS.ErrnoException)] };
  }
  const selected = found.pages.filter(({ page }) => isSelected(page, sound));
  const read = readPages(directory, selected, sound);
  const isEmpty = selected.length === 0 && found.unreadable.length === 0;
  return {
    pages: read.pages.map((page) => reduced(page, sound)),
    problems: [
      ...isEmpty ? [noPages(directory, found.pages.length, sound)] : [],
      ...found.unreadable.map(({ page, reason }) => unreadable(directory, page, reason)),
      ...outside(directory, found.outside),
      ...read.problems,
      ...guessed(directory, read.pages),
      ...scriptUrls(directory, read.pages),
    ],
  };
}

function readPages(
  directory: string, found: readonly FoundPage[], { templates = false }: InlineCodeOptions,
): { readonly pages: readonly ReadPage[]; readonly problems: readonly Problem[] } {
  if (found.length === 0) return { pages: [], problems: [] };
  const reader = new PageReader(requireHere(asset('synth', 'pages.js')) as PageParsers, { templates });
  const pages: ReadPage[] = [];
  const problems: Problem[] = [];
  found.forEach((page, index) => {
    if (index > 0 && index % PAGES_BETWEEN === 0) {
      process.stderr.write(`${directory}: read the inline code of ${index} of ${found.length} pages …\n`);
    }
    try {
      pages.push(reader.read(directory, page));
    } catch (thrown) {
      problems.push(unreadable(directory, page.page, thrown as NodeJS.ErrnoException));
    }
  });
  return { pages, problems };
}

/** Without the kinds that are not wanted. */
function reduced({ page, hashes }: PageHashes, { eventHandlers, styleAttributes }: InlineCodeOptions): PageHashes {
  const off = { 'handler': eventHandlers === false, 'style-attribute': styleAttributes === false } as const;
  const kinds = INLINE_KINDS.filter((one) => !(one in off && off[one as keyof typeof off]));
  return { page, hashes: Object.fromEntries(kinds.flatMap((one) => (hashes[one] ? [[one, hashes[one]]] : []))) };
}

function unreadableFolder(directory: string, thrown: NodeJS.ErrnoException): Problem {
  const cure = thrown.code === 'ENOENT' ? '; build the site before the app is synthesized' : '';
  const what = thrown.code === 'ENOTDIR' ? `is a file, got ${shown(directory)}; name the folder that has the pages`
    : `${unreadableFile(directory, thrown).replace(/there is no file/, 'there is no folder')}${cure}`;
  return error('EDGE_CSP_DIRECTORY', what, 'directory');
}

function noPages(directory: string, all: number, { paths, exceptPaths }: InlineCodeOptions): Problem {
  return all === 0
    ? error('EDGE_CSP_DIRECTORY', `has no page, got ${shown(directory)}; name the folder that has the files *.html`,
      'directory')
    : error('EDGE_CSP_DIRECTORY', `selects none of the ${all} pages in ${shown(directory)}, got `
      + `${shown(paths ?? exceptPaths)}; use path patterns such as "/docs/*"`,
    paths === undefined ? 'exceptPaths' : 'paths');
}

/** A page whose hashes are missing would be broken for all viewers. */
function unreadable(directory: string, page: string, thrown: NodeJS.ErrnoException): Problem {
  const file = `${directory}/${page}`;
  return error('EDGE_CSP_PAGE', thrown.code === undefined
    ? `cannot be read as XML, got ${shown(thrown.message.split('\n')[0])}; correct it, or name it *.html`
    : unreadableFile(file, thrown), { file });
}

function outside(directory: string, pages: readonly string[]): Problem[] {
  return pages.map((page) => warning('EDGE_CSP_PAGE', 'is a link that leads out of the folder, which is not followed; '
    + 'copy the file to the folder, or name the folder to which it leads', { file: `${directory}/${page}` }));
}

function guessed(directory: string, pages: readonly ReadPage[]): Problem[] {
  return pages.filter(({ isGuessed }) => isGuessed).map(({ page }) => warning('EDGE_CSP_PAGE', 'has inline code with '
    + 'other characters than ASCII and declares no encoding, so that browsers guess it, and its hashes are those of '
    + 'windows-1252; add <meta charset="utf-8">', { file: `${directory}/${page}` }));
}

function scriptUrls(directory: string, pages: readonly ReadPage[]): Problem[] {
  const having = pages.filter(({ urls }) => urls.length > 0);
  if (having.length === 0) return [];
  const [more, places] = [having.length - SHOWN, having.slice(0, SHOWN).map(({ page, urls }) => (
    `${shown(urls[0])} in ${page}`))];
  return [warning('EDGE_CSP_JAVASCRIPT_URL', `has javascript: URLs, which the policy blocks, in ${having.length} `
    + `page${having.length === 1 ? '' : 's'} of ${shown(directory)}: ${places.join(', ')}${
      more > 0 ? ` and ${more} others` : ''}; use a button with a listener in a script`, '')];
}
