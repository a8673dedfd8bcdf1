import { rewriteConditions, type RewriteConditions } from './conditions';
import type { Directive } from './directives';
import { anchored } from '../anchors';
import { NOT_UNLESS, PROXY } from '../cures';
import type { Import } from '../import';
import type { PatternNode } from '../pattern';
import { parseRegex } from '../regex';
import { template } from '../template';
import { Untranslatable } from '../untranslatable';

const IRRELEVANT = ['L', 'LAST', 'END', 'PT', 'PASSTHROUGH', 'DPI', 'B', 'BNP', 'NS'];

/** Reads a `RewriteRule` and the conditions before it. */
export function readRewrite(
  rule: Directive, conditions: readonly Directive[], base: string, into: Import,
): void {
  const { at, written, words: [pattern, target, marks = ''] } = rule;
  if (pattern === undefined || target === undefined) return into.refuse(at, written, 'it needs a pattern and a target');
  const flags = flagsOf(marks);
  // A rule that only sets a variable is not a redirect.
  if (target === '-' && [...flags.keys()].every((flag) => flag === 'E' || flag === 'ENV' || IRRELEVANT.includes(flag))
    && (flags.has('E') || flags.has('ENV'))) return;
  const required = into.attempt(at, written, () => {
    refuseFlags(flags);
    if (pattern.startsWith('!')) throw new Untranslatable(NOT_UNLESS);
    return rewriteConditions(conditions, into);
  });
  if (required === undefined) return;
  const gone = flags.has('G') || flags.has('GONE');
  const given = flags.get('R') ?? flags.get('REDIRECT');
  const exempts = target === '-' && !gone && ['L', 'LAST', 'END'].some((flag) => flags.has(flag));
  if (target === '-' && !gone && (!exempts || given !== undefined)) {
    return into.refuse(at, written, given === undefined ? 'without [L] it does nothing, and later rules apply; remove it'
      : `the status ${statusOf(given)} without a target is not a redirect`);
  }
  if (/^\/(?!\?)/.test(pattern.replace(/^\^/, '')) && required.path === undefined) {
    return into.warn(at, written, 'in .htaccess paths have no leading slash, so it never applies; left out');
  }
  const external = /^https?:\/\//i.test(target);
  const status = gone ? 410 : given !== undefined ? statusOf(given) : external ? 302 : 200;
  if (status === 200 && external) return into.refuse(at, written, PROXY);
  if (given !== undefined && !['L', 'LAST', 'END'].some((flag) => flags.has(flag))) {
    into.warn(at, written, 'without [L], later rules of Apache may change its target; here they do not');
  }
  const drops = flags.has('QSD') || flags.has('QSDISCARD') || /\?$/.test(target);
  const appends = flags.has('QSA') || flags.has('QSAPPEND');
  into.add({
    at,
    written,
    source: (loose) => sourceOf(pattern, required, loose),
    ...required,
    ...(gone ? {} : exempts ? { to: null } : { to: () => targetOf(target, base, required, flags) }),
    ...(exempts ? {} : { status }),
    ...(!exempts && { query: drops ? 'drop' as const : appends ? 'merge' as const : 'replace' as const }),
    ...(flags.has('NC') || flags.has('NOCASE') ? { caseSensitive: false } : {}),
  });
}

/** Flags by name, in upper case. */
function flagsOf(marks: string): Map<string, string> {
  const list = marks.replace(/^\[|\]$/g, '').split(',').map((flag) => flag.trim()).filter((flag) => flag !== '');
  return new Map(list.map((flag) => {
    const [name, value = ''] = flag.split('=', 2);
    return [name.toUpperCase(), value] as const;
  }));
}

const KNOWN = ['R', 'REDIRECT', 'NC', 'NOCASE', 'QSA', 'QSAPPEND', 'QSD', 'QSDISCARD', 'NE', 'NOESCAPE', 'G', 'GONE'];

function refuseFlags(flags: ReadonlyMap<string, string>): void {
  for (const flag of flags.keys()) {
    if (flag === 'P' || flag === 'PROXY') throw new Untranslatable(PROXY);
    if (flag === 'F' || flag === 'FORBIDDEN') {
      throw new Untranslatable('403 is not a redirect; use AWS WAF, or an EdgeCustomStep');
    }
    if (!KNOWN.includes(flag) && !IRRELEVANT.includes(flag)) {
      throw new Untranslatable(`the flag [${flag}] has no equivalent in rules`);
    }
  }
}

function statusOf(given: string): number {
  const words: Readonly<Record<string, number>> = { '': 302, 'permanent': 301, 'temp': 302, 'seeother': 303 };
  return words[given.toLowerCase()] ?? Number(given);
}

/** In .htaccess, paths have no leading slash. The whole path is captured, because targets may refer to it. */
function sourceOf(pattern: string, required: RewriteConditions, loose: boolean): PatternNode[] {
  const anything = /^(?:\^|\.|\^?\(?\.[*+]?\)?\$?)$/.test(pattern) && pattern !== '^.$';
  const written = anything ? '^(.*)$' : pattern.replace(/^(\^?)\/\?/, '$1');
  const { nodes, start, end } = parseRegex(written, loose);
  const own = anchored({ nodes, start, end });
  if (required.path !== undefined && !anything) {
    throw new Untranslatable('both its pattern and %{REQUEST_URI} require a path; write one of them as .*');
  }
  const path = required.path?.(loose) ?? ['/', { kind: 'choice', name: '0', of: [own] }];
  return [{ kind: 'choice', name: 'REQUEST_URI', of: [path] }];
}

function targetOf(target: string, base: string, { hosts }: RewriteConditions, flags: ReadonlyMap<string, string>) {
  const rooted = /^(?:https?:\/\/|\/|%\{REQUEST_URI\})/i.test(target)
    ? target
    : `${base.replace(/\/?$/, '/')}${target}`;
  const written = rooted.replace(/\?$/, '')
    .replace(/%\{(?:HTTP_HOST|SERVER_NAME)\}/gi, (variable) => {
      if (hosts?.length === 1 && !hosts[0].startsWith('*')) return hosts[0];
      throw new Untranslatable(`the target has ${variable}, and the host of a target must be fixed text; for https `
        + 'on every host use ViewerProtocolPolicy.REDIRECT_TO_HTTPS');
    })
    .replace(/#/g, flags.has('NE') || flags.has('NOESCAPE') ? '#' : ESCAPED_HASH)
    // The path begins with a slash already.
    .replace(/(?<!:)\/%\{REQUEST_URI\}/g, '%{REQUEST_URI}');
  return template(written, /\$(\d)|(%\d)|%\{(REQUEST_URI)\}|%\{([^}]*)\}/g)
    .map((part) => (typeof part === 'string' ? part.replaceAll(ESCAPED_HASH, '%23') : part));
}

/** Replaces `%23` while the target is searched for references such as `%2`. */
const ESCAPED_HASH = '\u0001';
