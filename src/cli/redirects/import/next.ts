import type { Import } from './import';
import type { PlatformReader } from './reader';
import { parseRoute } from './route';
import { demandsOf, routeTarget } from './route-rules';
import { flagOf, get, itemsOf, numberOf, textOf } from './tree';
import { JsonFault, JsonValue, readJson } from '../../../core/redirects/formats/json/tokens';

/** What `redirects()` of next.config.js gives, as JSON: the array alone, or beside `basePath`. */
export const next: PlatformReader = {
  read: (text, into) => {
    if (!/^\ufeff?\s*[[{]/.test(text)) throw new JsonFault(PROGRAM, 0);
    const document = readJson(text);
    const base = textOf(get(document, 'basePath')) ?? '';
    const list = document.type === 'array' ? document : get(document, 'redirects');
    for (const entry of itemsOf(list)) redirect(entry, base, into);
    const rewrites = get(document, 'rewrites');
    for (const entry of itemsOf(rewrites)) {
      into.refuse(entry.at, textOf(get(entry, 'source')) ?? 'rewrites', 'rewrites belong to the server of Next.js');
    }
  },
};

const PROGRAM = 'this is a program; write what its redirects() gives into a file of JSON, such as with: node -e '
  + '"require(\'./next.config.js\').redirects().then((list) => console.log(JSON.stringify(list)))" > next.json';

function redirect(entry: JsonValue, basePath: string, into: Import): void {
  const [source, destination] = [textOf(get(entry, 'source')), textOf(get(entry, 'destination'))];
  if (source === undefined || destination === undefined) {
    return into.refuse(entry.at, source ?? 'redirects', 'the entry has no "source" or no "destination"');
  }
  const permanent = flagOf(get(entry, 'permanent'));
  const status = numberOf(get(entry, 'statusCode')) ?? (permanent === undefined ? undefined : permanent ? 308 : 307);
  if (status === undefined) {
    return into.refuse(entry.at, source, 'it has neither "permanent" nor "statusCode", which Next.js refuses');
  }
  const demands = demandsOf(entry, source, into);
  if (demands === undefined) return;
  const base = flagOf(get(entry, 'basePath')) === false ? '' : basePath;
  if (flagOf(get(entry, 'locale')) === undefined && /:nextInternalLocale/.test(source)) {
    return into.refuse(entry.at, source, 'it is of the build of Next.js; read the list of next.config.js instead');
  }
  into.add({
    at: entry.at,
    written: source,
    source: (loose) => parseRoute(base + (source === '/' && base !== '' ? '' : source), loose),
    to: () => routeTarget(destination.startsWith('/') ? base + destination : destination),
    status,
    ...demands,
    // Next.js compares without regard to case.
    caseSensitive: false,
  });
}
