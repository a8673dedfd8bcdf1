import { EVEN_WHERE_FILE, PROXY, WHERE_NO_FILE } from './cures';
import type { Import } from './import';
import type { PatternNode } from './pattern';
import type { PlatformReader } from './reader';
import { parseRegex } from './regex';
import { parseRoute } from './route';
import { routeConditions, routeTarget } from './route-rules';
import { template } from './template';
import { flagOf, get, membersOf, numberOf, textOf, textsOf } from './tree';
import { Untranslatable } from './untranslatable';
import { hiddenBy, type Switches } from './vercel-switches';
import { JsonValue, readJson } from '../../../core/redirects/formats/json/tokens';
import { ERROR_STATUSES } from '../../../core/redirects/rule/statuses';

/** `vercel.json`: redirects, rewrites, and legacy routes. */
export const vercel: PlatformReader = {
  read: (text, into) => {
    const document = readJson(text);
    const switches: Switches = {
      trailingSlash: flagOf(get(document, 'trailingSlash')), cleanUrls: flagOf(get(document, 'cleanUrls')) ?? false,
    };
    reportSwitches(document, into);
    for (const entry of into.items(get(document, 'redirects'), 'redirects')) redirect(entry, switches, into);
    for (const entry of into.items(get(document, 'rewrites'), 'rewrites')) rewrite(entry, into);
    let served = false;
    for (const entry of into.items(get(document, 'routes'), 'routes')) {
      const handle = textOf(get(entry, 'handle'));
      served ||= handle !== undefined;
      if (handle === undefined) route(entry, served, into);
    }
  },
};

/** These switches of the site redirect, too, which rules cannot express: they ignore a trailing slash. */
function reportSwitches(document: JsonValue, into: Import): void {
  for (const name of ['trailingSlash', 'cleanUrls']) {
    const value = flagOf(get(document, name));
    if (value === undefined || (name === 'cleanUrls' && !value)) continue;
    into.warn(get(document, name)!.at, `${name}: ${value}`, name === 'cleanUrls'
      ? 'redirects from every /a.html to /a are not imported; set prettyUrls: PrettyUrls.noTrailingSlash() of the '
        + 'EdgeRedirector'
      : 'a rule matches /a and /a/ and cannot redirect from one to the other; set prettyUrls of the EdgeRedirector');
  }
}

function redirect(entry: JsonValue, switches: Switches, into: Import): void {
  const [source, destination] = [textOf(get(entry, 'source')), textOf(get(entry, 'destination'))];
  const name = source ?? 'redirects';
  if (source === undefined || destination === undefined) {
    return into.refuse(entry.at, name, 'the entry has no "source" or no "destination"');
  }
  const hidden = hiddenBy(source, switches);
  if (hidden !== undefined) {
    return into.warn(entry.at, source, `it never applies on Vercel, ${hidden} takes precedence; left out`);
  }
  const conditions = routeConditions(entry, source, into);
  if (conditions === undefined) return;
  const permanent = flagOf(get(entry, 'permanent')) ?? true;
  into.add({
    at: entry.at,
    written: source,
    source: (loose) => parseRoute(source, loose),
    to: () => routeTarget(destination),
    status: numberOf(get(entry, 'statusCode')) ?? (permanent ? 308 : 307),
    ...conditions,
  });
}

function rewrite(entry: JsonValue, into: Import): void {
  const [source = '', destination = ''] = [textOf(get(entry, 'source')), textOf(get(entry, 'destination'))];
  if (/^https?:\/\//.test(destination)) return into.refuse(entry.at, source, PROXY);
  if (/[:(*{\\]/.test(source)) return into.refuse(entry.at, source, WHERE_NO_FILE);
  const conditions = routeConditions(entry, source, into);
  if (conditions === undefined) return;
  into.warn(entry.at, source, EVEN_WHERE_FILE);
  into.add({
    at: entry.at,
    written: source,
    source: () => parseRoute(source),
    to: () => routeTarget(destination),
    status: 200,
    ...conditions,
  });
}

/** A legacy route: a regular expression, and a header `Location`. */
function route(entry: JsonValue, served: boolean, into: Import): void {
  const src = textOf(get(entry, 'src', 'source')) ?? '';
  const status = numberOf(get(entry, 'status', 'statusCode'));
  const headers = membersOf(get(entry, 'headers'));
  const location = textOf(headers.find(({ key }) => key.toLowerCase() === 'location')?.value);
  const dest = textOf(get(entry, 'dest', 'destination'));
  if (flagOf(get(entry, 'continue')) === true) {
    // Headers of a response are not a redirect.
    if (location !== undefined || dest !== undefined) {
      into.refuse(entry.at, src, '"continue" makes later routes apply as well');
    }
    return;
  }
  const to = location ?? (status !== undefined && status >= 300 && status < 400 ? dest : undefined);
  const conditions = routeConditions(entry, src, into);
  if (conditions === undefined) return;
  const methods = textsOf(get(entry, 'methods'));
  const common = {
    at: entry.at,
    written: src,
    source: (loose: boolean) => wholeRegex(src, loose),
    ...conditions,
    when: { ...conditions.when, ...(methods.length === 0 ? {} : { method: methods }) },
    ...(flagOf(get(entry, 'caseSensitive')) === true ? {} : { caseSensitive: false }),
  };
  if (to !== undefined) {
    into.add({ ...common, to: () => template(to, /\$(\d+|[A-Za-z_]\w*)/g), status: status ?? 308 });
  } else if (status !== undefined && ERROR_STATUSES.includes(status) && dest === undefined) {
    into.add({ ...common, status });
  } else if (dest === undefined) {
    if (status !== undefined) into.refuse(entry.at, src, `the status ${status} without a target is not a redirect`);
  } else if (/^https?:\/\//.test(dest)) {
    into.refuse(entry.at, src, PROXY);
  } else if (served || status !== undefined) {
    into.refuse(entry.at, src, served ? WHERE_NO_FILE : `a page with the status ${status} is not a redirect`);
  } else {
    into.add({ ...common, to: () => template(dest, /\$(\d+|[A-Za-z_]\w*)/g), status: 200 });
  }
}

/** Vercel adds `^` and `$` if they are missing. */
function wholeRegex(src: string, loose: boolean): readonly PatternNode[] {
  const { nodes } = parseRegex(src, loose);
  if (typeof nodes[0] === 'string' && nodes[0] !== '/') throw new Untranslatable('it does not begin with a slash');
  return nodes;
}
