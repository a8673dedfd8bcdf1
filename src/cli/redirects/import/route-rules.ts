import { NOT_UNLESS } from './cures';
import type { Import, Parameter } from './import';
import type { PatternNode } from './pattern';
import { parseRegex } from './regex';
import { template, type Template } from './template';
import { get, itemsOf, textOf } from './tree';
import { Untranslatable } from './untranslatable';
import type { JsonValue } from '../../../core/redirects/formats/json/tokens';
import { Pairs, type Plain } from '../../../core/redirects/rule/plain';

/** The conditions of `has` and `missing` of Vercel and Next.js. */
export interface RouteConditions {
  readonly hosts?: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly when: Readonly<Record<string, Plain>>;
}

/** A target of these platforms: `:slug`, `:path*`, and `$1`, which Vercel supports. A `?` begins its query. */
export function routeTarget(text: string): Template {
  return template(text.replace(/\\(?=[:(){}?*+])/g, ''), /:([A-Za-z_]\w*)[*+]?|\$(\d+|[A-Za-z_]\w*)/g);
}

/** The conditions of an entry; undefined if they have no equivalent, which is reported. */
export function routeConditions(entry: JsonValue, written: string, into: Import): RouteConditions | undefined {
  const missing = get(entry, 'missing');
  if (itemsOf(missing).length > 0) return void into.refuse(missing!.at, written, `"missing": ${NOT_UNLESS}`);
  const has = get(entry, 'has');
  return into.attempt(has?.at ?? entry.at, written, () =>
    itemsOf(has).reduce<RouteConditions>(withCondition, NO_CONDITIONS),
  );
}

const NO_CONDITIONS: RouteConditions = { parameters: [], when: {} };

function withCondition(conditions: RouteConditions, item: JsonValue): RouteConditions {
  const [type, key = '', value] = ['type', 'key', 'value'].map((name) => textOf(get(item, name)));
  const name = key.toLowerCase();
  if (type === 'host' || (type === 'header' && name === 'host')) return { ...conditions, hosts: hostsOf(value ?? '') };
  if (type === 'query') return { ...conditions, parameters: [...conditions.parameters, parameterOf(key, value)] };
  if (type === 'header' && name === 'x-vercel-ip-country') {
    return { ...conditions, when: { ...conditions.when, country: alternatives(value ?? '') } };
  }
  if (type !== 'header' && type !== 'cookie') throw new Untranslatable(`"has" with the type "${type}" is unknown`);
  const plain = value === undefined ? true : type === 'header' ? headerTest(value) : single(value);
  const before = conditions.when[type] instanceof Pairs ? (conditions.when[type] as Pairs).list : [];
  return {
    ...conditions,
    when: { ...conditions.when, [type]: new Pairs([...before, [type === 'header' ? name : key, plain]]) },
  };
}

/** `example.com`, or a regular expression that matches a few hosts. */
export function hostsOf(value: string): string[] {
  try {
    return alternatives(value.toLowerCase()).map((host) => host.replace(/:\d+$/, ''));
  } catch (fault) {
    if (!(fault instanceof Untranslatable)) throw fault;
    throw new Untranslatable(`the host ${JSON.stringify(value)} requires a pattern; write a rule for each host, or for `
      + 'https://*.example.com/…');
  }
}

function parameterOf(name: string, value: string | undefined): Parameter {
  if (value === undefined) return { name, is: 'present' };
  const capture = /^\^?\(\?<([A-Za-z_]\w*)>\.[*+]\)\$?$/.exec(value)?.[1];
  if (capture !== undefined) return { name, is: 'captured', value: capture };
  if (/^\^?\.[*+]\$?$/.test(value)) return { name, is: 'present' };
  return { name, is: 'equal', value: single(value) };
}

function headerTest(value: string): Plain {
  const whole = value.replace(/^\^|\$$/g, '');
  if (/^\.[*+]$/.test(whole)) return true;
  const [, inner] = /^\.\*(.+)\.\*$/.exec(whole) ?? [];
  return inner === undefined ? single(value) : new Pairs([['contains', single(inner)]]);
}

function single(value: string): string {
  const texts = alternatives(value);
  if (texts.length > 1) {
    throw new Untranslatable(`${JSON.stringify(value)} matches several values; write a rule for each`);
  }
  return texts[0];
}

/** The texts that a regular expression without wildcards matches. */
export function alternatives(value: string): string[] {
  const { nodes } = parseRegex(value);
  const flat = (list: readonly PatternNode[]): string[] => list.reduce<string[]>((texts, node) => {
    if (typeof node === 'string') return texts.map((text) => text + node);
    if (node.kind !== 'choice') {
      throw new Untranslatable(`${JSON.stringify(value)} requires a pattern, which conditions do not support`);
    }
    return texts.flatMap((text) => node.of.flatMap(flat).map((end) => text + end));
  }, ['']);
  return flat(nodes);
}
