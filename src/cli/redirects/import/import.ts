import { type AddedRules, withoutBareFolders } from './bare-folders';
import { byHand } from './cures';
import type { PatternNode, SourceVariant } from './pattern';
import { fill, type Template } from './template';
import { Untranslatable } from './untranslatable';
import { sourceVariants } from './variants';
import { readConditions } from '../../../core/redirects/formats/conditions';
import type { RuleFields } from '../../../core/redirects/formats/fields';
import type { JsonValue } from '../../../core/redirects/formats/json/tokens';
import type { Places } from '../../../core/redirects/formats/place';
import type { Place, QueryPolicy } from '../../../core/redirects/rule/model';
import type { Plain } from '../../../core/redirects/rule/plain';
import { quoted, type Report } from '../../../core/redirects/rule/report';

/** A query parameter that an entry requires. */
export interface Parameter {
  readonly name: string;
  readonly is: 'present' | 'equal' | 'captured';
  /** The value, or the name of the capture. */
  readonly value?: string;
}

/** One entry of a platform's file, in a form that fits all platforms. */
export interface Entry {
  readonly at: number;
  /** The name of the entry in messages: its source, unchanged. */
  readonly written: string;
  /** Parses the source; with `loose`, patterns become placeholders for any text, to suggest a rule. */
  readonly source: (loose: boolean) => readonly PatternNode[];
  readonly hosts?: readonly string[];
  readonly parameters?: readonly Parameter[];
  /** Whether required parameters are appended to the target, as on most platforms. */
  readonly keepsParameters?: boolean;
  /** Null leaves requests to the site. */
  readonly to?: (() => Template) | null;
  /** Absent only beside a target that is null. */
  readonly status?: number;
  readonly query?: QueryPolicy['kind'];
  readonly when?: Readonly<Record<string, Plain>>;
  readonly caseSensitive?: boolean;
  /** What conditions capture, by name. */
  readonly captured?: ReadonlyMap<string, string>;
  readonly note?: string;
}

/** Collects what a reader finds in a platform's file: rules, and problems with entries that rules cannot express. */
export class Import {
  private readonly added: AddedRules[] = [];
  /** The number of entries that are redirects. */
  entries = 0;

  constructor(private readonly places: Places, readonly report: Report) {}

  place(at: number): Place {
    return this.places.at(at);
  }

  /** Reports an entry without an equivalent, which is missing from the new list. */
  refuse(at: number, written: string, why: string): void {
    this.report.error('EDGE_REDIRECT_EQUIVALENT', this.place(at), `${quoted(written)}: ${why}`);
  }

  /** Reports an entry that never applies on its platform, or that behaves slightly differently here. */
  warn(at: number, written: string, what: string): void {
    this.report.warning('EDGE_REDIRECT_EQUIVALENT', this.place(at), `${quoted(written)}: ${what}`);
  }

  /** The entries of a list; anything else in its place is reported. */
  items(value: JsonValue | undefined, name: string, cure = `write ${quoted(name)}: [{…}]`): readonly JsonValue[] {
    if (value !== undefined && value.type !== 'array') {
      this.refuse(value.at, name, `it must be a list of entries, and is ${AN[value.type]}; ${cure}`);
    }
    return value?.type === 'array' ? value.items : [];
  }

  /** The result of `read`; undefined if it has no equivalent, which is reported. */
  attempt<T>(at: number, written: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (fault) {
      if (!(fault instanceof Untranslatable)) throw fault;
      return void this.refuse(at, written, fault.message);
    }
  }

  add(entry: Entry): void {
    this.entries++;
    const { at, written } = entry;
    const before = this.report.problems.length;
    const place = this.place(at);
    const conditions = Object.entries(entry.when ?? {}).map(([key, value]) => ({ key, place, value }));
    const when = readConditions(conditions, this.report);
    const rules = this.attempt(at, written, () => {
      const to = entry.to?.();
      const read = (exact: boolean): RuleFields[] => sourceVariants(entry.source(false), exact)
        .flatMap((variant) => rulesOf(entry, variant, to, place))
        .map((rule) => ({ ...rule, ...(conditions.length === 0 ? {} : { when }) }));
      try {
        return { rules: read(false), exact: () => this.tried(() => read(true)) };
      } catch (fault) {
        if (!(fault instanceof Untranslatable)) throw fault;
        throw new Untranslatable(`${fault.message}${hint(entry, to)}`);
      }
    });
    if (rules === undefined || this.report.problems.length > before) return;
    this.added.push(rules);
  }

  /** Adds rules as they are. */
  addFields(rules: readonly RuleFields[]): void {
    this.entries++;
    this.added.push({ rules });
  }

  /** The rules in the order of their entries. */
  get rules(): RuleFields[] {
    return withoutBareFolders(this.added);
  }

  private tried<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (fault) {
      if (!(fault instanceof Untranslatable)) throw fault;
      return undefined;
    }
  }
}

const AN: Readonly<Record<Exclude<JsonValue['type'], 'array'>, string>> = {
  object: 'an object', string: 'a text', number: 'a number', boolean: 'true or false', null: 'null',
};

/** Suggests a rule whose placeholders match any text in place of the pattern. */
function hint(entry: Entry, to: Template | undefined): string {
  try {
    const [variant] = sourceVariants(entry.source(true));
    const target = to && fill(to, new Map([...variant.captured, ...entry.captured ?? []]));
    return `; ${byHand(variant.from, target)}`;
  } catch (fault) {
    if (!(fault instanceof Untranslatable)) throw fault;
    return '';
  }
}

function rulesOf(entry: Entry, variant: SourceVariant, to: Template | undefined, place: Place): RuleFields[] {
  const { status, parameters = [], hosts = [''] } = entry;
  const names = new Set([...variant.from.matchAll(/:(\w+)/g)].map(([, name]) => name));
  const captured = new Map([...variant.captured, ...entry.captured ?? []]);
  const required = parameters.map((parameter, i) => {
    if (parameter.is === 'equal') return { ...parameter, text: encoded(parameter.value ?? '') };
    // A required parameter is removed from the query, so it is captured and repeated in the target.
    if (parameter.is === 'present' && (to === undefined || entry.keepsParameters === false)) {
      return { ...parameter, text: undefined };
    }
    const wanted = /^[A-Za-z_]\w*$/.test(parameter.value ?? '') ? parameter.value! : `q${i + 1}`;
    const name = names.has(wanted) ? `${wanted}_${i + 1}` : wanted;
    if (parameter.value !== undefined) captured.set(parameter.value, `:${name}`);
    return { ...parameter, text: `:${name}` };
  });
  const parameterTexts = required.map(({ name, text }) => `${encoded(name)}${text === undefined ? '' : `=${text}`}`);
  const from = variant.from + (parameterTexts.length === 0 ? '' : `?${parameterTexts.join('&')}`);
  const target = to && fill(to, captured);
  const keeps = entry.query === undefined || entry.query === 'merge'
    || (entry.query === 'replace' && !target?.includes('?'));
  const full =
    target !== undefined && keeps && entry.keepsParameters !== false && status !== 200
      ? withParameters(target, parameterTexts)
      : target;
  return hosts.map((host) => ({
    place,
    from: { value: host === '' ? from : `https://${host}${from}`, place },
    ...(entry.to === null ? { to: { value: null, place } } : full === undefined ? {} : { to: { value: full, place } }),
    ...(status !== undefined && { status: { value: status, place } }),
    // Repeated parameters give the target a query of its own; the other parameters are merged into it.
    ...(entry.query === undefined || (entry.query === 'replace' && full !== target)
      ? {} : { query: { kind: entry.query } as QueryPolicy }),
    ...(entry.caseSensitive === false ? { caseSensitive: false } : {}),
    ...(entry.note === undefined ? {} : { note: entry.note }),
  }));
}

/** Appends the required parameters that the target does not have. */
function withParameters(target: string, parameterTexts: readonly string[]): string {
  const [, url, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(target)!;
  const has = new Set((query ?? '').split('&').map((part) => part.split('=', 1)[0]));
  const added = parameterTexts.filter((part) => !has.has(part.split('=', 1)[0]));
  const all = [...query === undefined || query === '' ? [] : [query], ...added];
  return `${url}${all.length === 0 ? query === undefined ? '' : '?' : `?${all.join('&')}`}${fragment ?? ''}`;
}

/** Escapes characters with a meaning in the query of a source; existing escapes are kept. */
function encoded(text: string): string {
  return text.replace(/[\s&#=:*?]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
