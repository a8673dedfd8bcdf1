import { basename } from 'node:path';
import { columnOf } from '../../../core/redirects/formats/csv/columns';
import { CsvFault, readCsv } from '../../../core/redirects/formats/csv/tokens';
import { JsonFault, readJson } from '../../../core/redirects/formats/json/tokens';
import { isCmsHeading } from '../../../core/redirects/formats/platforms/of-heading';
import { platformOfJson } from '../../../core/redirects/formats/platforms/of-json';
import { platformOfName, type Platform } from '../../../core/redirects/formats/platforms/platforms';

/** The platform of a file, by its name, then by its content; undefined for our own lists and for unknown files. */
export function platformOf(name: string, text: string): Platform | undefined {
  return platformOfName(basename(name)) ?? ofContent(name, text);
}

/** A map of rules begins with a URL, optionally after `$schema`. A long one is recognized without parsing it. */
const OWN_MAP = /^\ufeff?\s*\{\s*(?:"\$schema"\s*:\s*"[^"]*"\s*,\s*)?"(?:\/|https?:)/;

function ofContent(name: string, text: string): Platform | undefined {
  try {
    if (OWN_MAP.test(text.slice(0, 1000))) return undefined;
    if (/\.json$/i.test(name)) return platformOfJson(readJson(text));
    if (!/\.csv$/i.test(name)) return undefined;
    const headings =
      [...readCsv(text.slice(0, 10_000).replace(/[^\r\n]*$/, '')).rows][0]?.cells.map(({ value }) => value) ?? [];
    return isCmsHeading(headings, columnOf) ? 'cms-csv' : undefined;
  } catch (fault) {
    if (fault instanceof JsonFault || fault instanceof CsvFault) return undefined;
    throw fault;
  }
}
