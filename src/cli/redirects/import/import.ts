import { byHand } from './cures';
import type { PatternNode, Way } from './pattern';
import { fill, type Template } from './template';
import { Untranslatable } from './untranslatable';
import { waysOf } from './ways';
import { readConditions } from '../../../core/redirects/formats/conditions';
import type { RuleFields } from '../../../core/redirects/formats/fields';
import type { Places } from '../../../core/redirects/formats/place';
import type { Place, QueryPolicy } from '../../../core/redirects/rule/model';
import type { Plain } from '../../../core/redirects/rule/plain';
import { quoted, type Report } from '../../../core/redirects/rule/report';

/** A parameter of the query that an entry looks for. */
export interface Parameter {
  readonly name: string;
  readonly is: 'present' | 'equal' | 'captured';
  /** The value, or the name of the capture. */
  readonly value?: string;
}

/** One entry of a platform's file, as all of them can be said. */
export interface Entry {
  readonly at: number;
  /** How the entry is called in messages: its source as written. */
  readonly written: string;
  /** Reads the source; loosely, with any text in place of patterns, for a hint. */
  readonly source: (loose: boolean) => readonly PatternNode[];
  readonly hosts?: readonly string[];
  readonly parameters?: readonly Parameter[];
  /** Whether required parameters are handed on to the target, as most platforms do. */
  readonly handsOn?: boolean;
  readonly to?: () => Template;
  readonly status: number;
  readonly query?: QueryPolicy['kind'];
  readonly when?: Readonly<Record<string, Plain>>;
  readonly caseSensitive?: boolean;
  /** Captures of conditions. */
  readonly captured?: ReadonlyMap<string, string>;
  readonly note?: string;
}

/** What a reader of a platform's file has found: rules, and what is not like ours. */
export class Import {
  readonly rules: RuleFields[] = [];
  /** Entries that are redirects, in whatever words. */
  entries = 0;

  constructor(private readonly places: Places, readonly report: Report) {}

  place(at: number): Place {
    return this.places.at(at);
  }

  /** An entry without an equivalent: the list that is written lacks it. */
  refuse(at: number, written: string, why: string): void {
    this.report.error('EDGE_REDIRECT_EQUIVALENT', this.place(at), `${quoted(written)}: ${why}`);
  }

  /** What the platform does not do either, or what is a little different. */
  mention(at: number, written: string, what: string): void {
    this.report.warning('EDGE_REDIRECT_EQUIVALENT', this.place(at), `${quoted(written)}: ${what}`);
  }

  /** A source, or whatever else is read: what has no equivalent is refused, and `undefined`. */
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
      try {
        return waysOf(entry.source(false)).flatMap((way) => rulesOf(entry, way, to, place));
      } catch (fault) {
        if (!(fault instanceof Untranslatable)) throw fault;
        throw new Untranslatable(`${fault.message}${hint(entry, to)}`);
      }
    });
    if (rules === undefined || this.report.problems.length > before) return;
    for (const rule of rules) this.rules.push({ ...rule, ...(conditions.length === 0 ? {} : { when }) });
  }
}

/** How the rule would be written by hand where its pattern takes any text. */
function hint(entry: Entry, to: Template | undefined): string {
  try {
    const [way] = waysOf(entry.source(true));
    const target = to && fill(to, new Map([...way.captured, ...entry.captured ?? []]));
    return `; ${byHand(way.from, target)}`;
  } catch (fault) {
    if (!(fault instanceof Untranslatable)) throw fault;
    return '';
  }
}

function rulesOf(entry: Entry, way: Way, to: Template | undefined, place: Place): RuleFields[] {
  const { status, parameters = [], hosts = [''] } = entry;
  const names = new Set([...way.from.matchAll(/:(\w+)/g)].map(([, name]) => name));
  const captured = new Map([...way.captured, ...entry.captured ?? []]);
  const asked = parameters.map((parameter, i) => {
    if (parameter.is === 'equal') return { ...parameter, text: encoded(parameter.value ?? '') };
    // To hand on a parameter that a rule requires, it is captured and said again.
    if (parameter.is === 'present' && (to === undefined || entry.handsOn === false)) {
      return { ...parameter, text: undefined };
    }
    const wanted = /^[A-Za-z_]\w*$/.test(parameter.value ?? '') ? parameter.value! : `q${i + 1}`;
    const name = names.has(wanted) ? `${wanted}_${i + 1}` : wanted;
    if (parameter.value !== undefined) captured.set(parameter.value, `:${name}`);
    return { ...parameter, text: `:${name}` };
  });
  const said = asked.map(({ name, text }) => `${encoded(name)}${text === undefined ? '' : `=${text}`}`);
  const from = way.from + (said.length === 0 ? '' : `?${said.join('&')}`);
  const target = to && fill(to, captured);
  const keeps = entry.query === undefined || entry.query === 'merge'
    || (entry.query === 'replace' && !target?.includes('?'));
  const full =
    target !== undefined && keeps && entry.handsOn !== false && status !== 200 ? withParameters(target, said) : target;
  return hosts.map((host) => ({
    place,
    from: { value: host === '' ? from : `https://${host}${from}`, place },
    ...(full === undefined ? {} : { to: { value: full, place } }),
    status: { value: status, place },
    // What a target repeats by itself is its query, behind which the rest is merged.
    ...(entry.query === undefined || (entry.query === 'replace' && full !== target)
      ? {} : { query: { kind: entry.query } as QueryPolicy }),
    ...(entry.caseSensitive === false ? { caseSensitive: false } : {}),
    ...(entry.note === undefined ? {} : { note: entry.note }),
  }));
}

/** The target with the required parameters, but for those that it has. */
function withParameters(target: string, said: readonly string[]): string {
  const [, url, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(target)!;
  const has = new Set((query ?? '').split('&').map((part) => part.split('=', 1)[0]));
  const added = said.filter((part) => !has.has(part.split('=', 1)[0]));
  const all = [...query === undefined || query === '' ? [] : [query], ...added];
  return `${url}${all.length === 0 ? query === undefined ? '' : '?' : `?${all.join('&')}`}${fragment ?? ''}`;
}

/** What has a meaning in the query of a source; escapes stay as they are. */
function encoded(text: string): string {
  return text.replace(/[\s&#=:*?]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
