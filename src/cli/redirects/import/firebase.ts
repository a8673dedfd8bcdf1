import { anchored } from './anchors';
import { EVEN_WHERE_FILE, WHERE_NO_FILE } from './cures';
import { parseGlob } from './globs';
import type { Entry, Import } from './import';
import type { PlatformReader } from './reader';
import { parseRegex } from './regex';
import { template } from './template';
import { flagOf, get, numberOf, textOf } from './tree';
import { JsonValue, readJson } from '../../../core/redirects/formats/json/tokens';

/** `firebase.json`: `hosting.redirects`, and rewrites of a single path. */
export const firebase: PlatformReader = {
  read: (text, into) => {
    const hosting = get(readJson(text), 'hosting');
    const sites = hosting?.type === 'array' ? hosting.items : hosting === undefined ? [] : [hosting];
    if (sites.length > 1) {
      const names = sites.map((site) => textOf(get(site, 'target', 'site')) ?? '?').join(', ');
      return into.refuse(hosting!.at, 'hosting', `it has ${sites.length} sites (${names}) with separate rules; keep `
        + 'only one of them in a copy of the file');
    }
    for (const site of sites) readSite(site, into);
  },
};

function readSite(site: JsonValue, into: Import): void {
  for (const name of ['trailingSlash', 'cleanUrls']) {
    const value = get(site, name);
    if (value !== undefined && !(name === 'cleanUrls' && flagOf(value) === false)) {
      into.warn(value.at, `${name}: ${flagOf(value)}`, 'it redirects every page to another spelling of its path, '
        + 'which rules cannot express; set prettyUrls of the EdgeRedirector');
    }
  }
  for (const entry of into.items(get(site, 'redirects'), 'redirects')) redirect(entry, into);
  for (const entry of into.items(get(site, 'rewrites'), 'rewrites')) rewrite(entry, into);
}

function redirect(entry: JsonValue, into: Import): void {
  const written = textOf(get(entry, 'source', 'regex', 'glob')) ?? 'redirects';
  const destination = textOf(get(entry, 'destination'));
  const pattern = patternOf(entry);
  if (destination === undefined || pattern === undefined) {
    return into.refuse(entry.at, written, 'the entry has no "source" or no "destination"');
  }
  for (const [, name] of written.matchAll(/:(\w+)\*/g)) {
    if (new RegExp(`:${name}(?![\\w*])`).test(destination)) {
      into.warn(entry.at, written, `the target has :${name} for :${name}*, which matches several path segments; `
        + `Firebase requires :${name}* there as well`);
    }
  }
  const unused = literalAtFirebase(written, destination, get(entry, 'regex') !== undefined);
  if (unused !== undefined) into.warn(entry.at, written, unused);
  into.add({
    at: entry.at,
    written,
    source: pattern,
    to: () => template(destination, /:([A-Za-z_]\w*|\d)\*?/g),
    status: numberOf(get(entry, 'type', 'statusCode')) ?? 301,
  });
}

/** The server of Firebase reads names only if the target has one behind a slash; otherwise they are text. */
function literalAtFirebase(source: string, destination: string, isRegex: boolean): string | undefined {
  if (/(?:^|\/):/.test(destination)) return undefined;
  const [name] = /:[A-Za-z_]\w*\*?/.exec(destination) ?? [];
  if (name !== undefined) {
    return `Firebase replaces names of a target only if one stands behind a slash, so that it sends ${name} as it is; `
      + 'here it is replaced';
  }
  const [unused] = isRegex ? [] : /:[A-Za-z_]\w*\*?/.exec(source) ?? [];
  return unused && `Firebase reads ${unused} as text, because the target has no name; here it matches any text, as `
    + `${unused.endsWith('*') ? '**' : '*'} would at Firebase`;
}

/** A glob, or an RE2 regular expression, which may match anywhere in the path. */
function patternOf(entry: JsonValue): Entry['source'] | undefined {
  const [glob, regex] = [textOf(get(entry, 'source', 'glob')), textOf(get(entry, 'regex'))];
  if (glob !== undefined) return (loose) => parseGlob(glob, loose);
  if (regex === undefined) return undefined;
  return (loose) => anchored(parseRegex(regex, loose));
}

function rewrite(entry: JsonValue, into: Import): void {
  const source = textOf(get(entry, 'source', 'regex', 'glob')) ?? 'rewrites';
  const destination = textOf(get(entry, 'destination'));
  if (destination === undefined) {
    return into.refuse(entry.at, source, 'it runs code at Google; add a behavior with an origin for it');
  }
  if (get(entry, 'regex') !== undefined || /[:*@{!?[]/.test(source)) {
    return into.refuse(entry.at, source, WHERE_NO_FILE);
  }
  into.warn(entry.at, source, EVEN_WHERE_FILE);
  into.add({
    at: entry.at, written: source, source: () => parseGlob(source), to: () => [destination], status: 200,
  });
}
