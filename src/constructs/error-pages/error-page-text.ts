import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { LoadedPage } from './error-loaded';
import { isContentType, isText, typeOfFile, withCharset } from '../../core/errors/content-types';
import { cutAtPlaceholders } from '../../core/errors/page-text';
import { error, shown, type CodeOf, type Problem } from '../../core/problem';

/** A page from a file of the app. */
export function filePage(path: string, contentType = typeOfFile(path)): LoadedPage {
  if (contentType === undefined) return { problems: [unknownType(path)] };
  try {
    const bytes = readFileSync(path);
    if (!isText(contentType)) return binaryPage(bytes, contentType);
    // `fatal`: an invalid byte would otherwise become U+FFFD on the page.
    return textPage(new TextDecoder('utf-8', { fatal: true }).decode(bytes), contentType);
  } catch (thrown) {
    return { problems: [unreadable(path, thrown as NodeJS.ErrnoException)] };
  }
}

/** A page that is given as text. */
export function textPage(text: string, contentType: string): LoadedPage {
  const type = withCharset(contentType);
  return isContentType(type)
    ? { page: { type, parts: cutAtPlaceholders(text, type) }, problems: [] }
    : { problems: [invalidType(contentType)] };
}

function binaryPage(bytes: Buffer, type: string): LoadedPage {
  return isContentType(type)
    ? { page: { type, parts: [bytes.toString('base64')], binary: true }, problems: [] }
    : { problems: [invalidType(type)] };
}

export function unknownType(name: string): Problem {
  return ofPage('EDGE_MASK_PAGE_TYPE', `has no known type, got ${JSON.stringify(basename(name))}; give `
    + 'contentType, such as "text/html"');
}

export function invalidType(type: string): Problem {
  return ofPage('EDGE_MASK_PAGE_TYPE', `is not a content type for a page, got ${shown(type)}; write one such as `
    + '"text/html"; texts are sent as UTF-8');
}

function unreadable(path: string, { code, message }: NodeJS.ErrnoException): Problem {
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
    ? ofPage('EDGE_MASK_PAGE_ENCODING', `is not UTF-8, got ${JSON.stringify(basename(path))}; save the file as UTF-8`)
    : ofPage('EDGE_MASK_PAGE_FILE', `cannot be read, got ${JSON.stringify(path)}; ${message}`);
}

function ofPage(code: CodeOf<'error'>, message: string): Problem {
  return error(code, message, 'page');
}
