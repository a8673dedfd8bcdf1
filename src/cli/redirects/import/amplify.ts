import { anchored } from './anchors';
import { PROXY, WHERE_NO_FILE } from './cures';
import type { Import, Parameter } from './import';
import type { PatternNode } from './pattern';
import type { PlatformReader } from './reader';
import { parseRegex } from './regex';
import { template } from './template';
import { get, numberOf, textOf } from './tree';
import { Untranslatable } from './untranslatable';
import { JsonValue, readJson } from '../../../core/redirects/formats/json/tokens';

/** Rules of Amplify Hosting, as in the console or as printed by `aws amplify get-app`. */
export const amplify: PlatformReader = {
  read: (text, into) => {
    const document = readJson(text);
    const app = get(document, 'app') ?? document;
    const list = document.type === 'array' ? document : get(app, 'customRules');
    for (const entry of into.items(list, 'customRules')) readRule(entry, into);
  },
};

function readRule(entry: JsonValue, into: Import): void {
  const [source, target] = [textOf(get(entry, 'source', 'Source')), textOf(get(entry, 'target', 'Target'))];
  if (source === undefined || target === undefined) {
    return into.refuse(entry.at, source ?? 'rule', 'the rule has no "source" or no "target"');
  }
  const given = get(entry, 'status', 'Status');
  const status = given === undefined ? 302 : numberOf(given);
  if (status === undefined || status === 404) {
    return into.refuse(entry.at, source, `${textOf(given) ?? 'its status'}: ${WHERE_NO_FILE}`);
  }
  if (status === 200 && /^https?:/.test(target)) return into.refuse(entry.at, source, PROXY);
  if (status === 200 && /^\/?<\/?\^|^\/<\*>$/.test(source)) return into.refuse(entry.at, source, singlePage(target));
  const [, host, path = ''] = /^https?:\/\/([^/?]+)(.*)$/.exec(source) ?? [];
  if (host !== undefined && path.replace('/', '') !== '' && path !== '/<*>') {
    return into.refuse(entry.at, source, 'Amplify does not support a path after the host of a source');
  }
  const country = textOf(get(entry, 'condition', 'Condition'));
  if (country !== undefined && !/^<?[A-Za-z]{2}>?$/.test(country)) {
    return into.refuse(entry.at, source, `the condition ${JSON.stringify(country)} is not a country such as <US>`);
  }
  const [, plain, query] = /^([^?]*)(?:\?(.*))?$/s.exec(source.startsWith('</') ? '' : source)!;
  into.add({
    at: entry.at,
    written: source,
    // A source that is only a host keeps the path.
    source: (loose) => (host === undefined ? sourceOf(source, plain, loose) : ['/', STAR]),
    ...(host === undefined ? {} : { hosts: [host.toLowerCase()] }),
    to: () => template(host === undefined || target.includes('<*>') ? target : `${target.replace(/\/$/, '')}/<*>`,
      /<(\*|[\w-]+)>|\$(\d)/g),
    parameters: parametersOf(query),
    // Amplify drops the query if the source has one.
    ...(query === undefined ? {} : { query: 'drop' }),
    status,
    ...(country === undefined ? {} : { when: { country: [country.replace(/[<>]/g, '').toUpperCase()] } }),
  });
}

const STAR: PatternNode = { kind: 'choice', name: '*', of: [[{ kind: 'rest', least: 0, between: true }]] };

function singlePage(target: string): string {
  return `it shows ${JSON.stringify(target)} for all paths without a file, which a path does not tell; use `
    + 'ErrorRules.singlePageApp';
}

/** `/docs/<*>`, `/<year>/<slug>`, or a regular expression in `</…/>`. */
function sourceOf(source: string, path: string, loose: boolean): PatternNode[] {
  const [, regex] = /^<\/(.*)\/>$/s.exec(source) ?? [];
  if (regex !== undefined) {
    return [...anchored(parseRegex(regex, loose))];
  }
  const nodes: PatternNode[] = [];
  let at = 0;
  for (const found of path.matchAll(/<(\*|[\w-]+)>/g)) {
    nodes.push(path.slice(at, found.index));
    const [mark, name] = found;
    const isLast = found.index + mark.length === path.length;
    if (name === '*' && !isLast) throw new Untranslatable('<*> is only supported at the end');
    nodes.push(
      name === '*' ? STAR : { kind: 'choice', name, of: [[{ kind: 'segment', name: name.replace(/\W/g, '_') }]] },
    );
    at = found.index + mark.length;
  }
  return [...nodes, path.slice(at)].filter((node) => node !== '');
}

function parametersOf(query: string | undefined): Parameter[] {
  return (query ?? '').split('&').filter((part) => part !== '').map((part) => {
    const [name, value] = part.split('=', 2);
    const capture = /^<([\w-]+)>$/.exec(value ?? '')?.[1];
    if (capture !== undefined) return { name, is: 'captured', value: capture };
    return value === undefined ? { name, is: 'present' } : { name, is: 'equal', value };
  });
}
