import { quoted, Report } from '../../rule/report';
import type { RuleFields } from '../fields';
import { Places } from '../place';
import { isYes } from './columns';
import { cellCount, Row } from './tokens';

const COLUMNS = 'source, target, status, preserve query, include subdomains, subpath matching, preserve path suffix';

/**
 * The rules of one row of a Cloudflare Bulk Redirects list. Subpaths become a splat and subdomains a second rule with
 * `*.`; the query is dropped unless the row preserves it.
 */
export function bulkRules(row: Row, places: Places, report: Report): RuleFields[] {
  const place = places.at(row.at);
  const [source, target, status, ...switches] = row.cells.map(({ value }) => value.trim());
  if (row.cells.length < 2 || row.cells.length > 7) {
    report.error(
      'EDGE_REDIRECT_ROW',
      place,
      `the row has ${cellCount(row)}; without a heading such as from,to,statusCode a row has 2 to 7: ${COLUMNS}`,
    );
    return [];
  }
  const wrong = switches.findIndex((value) => value !== '' && isYes(value) === undefined);
  if (wrong >= 0 || (status ?? '') !== '' && !/^\d+(?:\.0+)?$/.test(status)) {
    const cell = row.cells[wrong < 0 ? 2 : wrong + 3];
    report.error(
      'EDGE_REDIRECT_FIELD',
      places.at(cell.at),
      `${quoted(cell.value)} is not understood; without a heading the columns are ${COLUMNS}`,
    );
    return [];
  }
  const [keepsQuery, subdomains, subpaths, keepsSuffix] = switches.map((value) => isYes(value) === true);
  if (subpaths && /[?#]/.test(source)) {
    report.error(
      'EDGE_REDIRECT_SOURCE',
      place,
      `${quoted(source)} has a query, so it cannot be matched with its subpaths; remove what follows the ?, or the `
        + 'TRUE in the column subpath matching',
    );
    return [];
  }
  const url = asText(withScheme(source));
  const from = subpaths ? `${trimmed(url)}/*` : url;
  // The rest of the path is inserted before the query of the target.
  const [, page, rest] = /^([^?#]*)(.*)$/s.exec(target.replace(/([^\w:]):(?=[A-Za-z_])/g, '$1%3A'))!;
  const suffixed = subpaths && keepsSuffix;
  const to = suffixed ? `${trimmed(page)}/:splat${rest}` : `${page}${rest}`;
  const fields: RuleFields = {
    place,
    from: { value: from, place },
    to: { value: to, place: places.at(row.cells[1].at) },
    ...(status ? { status: { value: Number(status), place: places.at(row.cells[2].at) } } : {}),
    query: { kind: keepsQuery ? 'merge' : 'drop' },
  };
  // An empty rest must not add a slash to a target without one: /old redirects to /new.txt, and /old/a to /new.txt/a.
  const bare =
    suffixed && !page.endsWith('/') && !/^https?:\/\/[^/]*$/.test(page)
      ? [
        {
          ...fields,
          from: { value: trimmed(url) || '/', place },
          to: { value: `${page}${rest}`, place: fields.to!.place },
        },
      ]
      : [];
  return [...bare, fields].flatMap((rule) => (subdomains && rule.from.value.includes('://')
    ? [rule, { ...rule, from: { value: rule.from.value.replace('://', '://*.'), place } }]
    : [rule]));
}

/** The scheme is optional in bulk lists: `example.com/old`. */
function withScheme(source: string): string {
  return /^(?:https?:\/\/|\/)/.test(source) || !/^[\w.-]+\.[a-z]{2,}(?::\d+)?(?:\/|$)/i.test(source)
    ? source
    : `https://${source}`;
}

/** Escapes colons: these lists have no placeholders. */
function asText(url: string): string {
  return url.replace(
    /^(https?:\/\/[^/]*)?([^?]*)/,
    (_, host: string | undefined, path: string) => (host ?? '') + path.replace(/:(?=[A-Za-z_])/g, '%3A'),
  );
}

function trimmed(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
