import { askedBy, type Asked } from './conditions';
import type { Directive } from './directives';
import { anchored } from '../anchors';
import { NOT_UNLESS, PROXY } from '../cures';
import type { Import } from '../import';
import type { PatternNode } from '../pattern';
import { parseRegex } from '../regex';
import { template } from '../template';
import { Untranslatable } from '../untranslatable';

const IRRELEVANT = ['L', 'LAST', 'END', 'PT', 'PASSTHROUGH', 'DPI', 'B', 'BNP', 'NS'];
const UNLIKE = 'has no like in rules';

/** A `RewriteRule` and the conditions in front of it. */
export function readRewrite(
  rule: Directive, conditions: readonly Directive[], base: string, into: Import,
): void {
  const { at, written, words: [pattern = '', target = '', marks = ''] } = rule;
  const flags = flagsOf(marks);
  // A variable for others is not a redirect.
  if (target === '-' && [...flags.keys()].every((flag) => flag === 'E' || flag === 'ENV' || IRRELEVANT.includes(flag))
    && (flags.has('E') || flags.has('ENV'))) return;
  const asked = into.attempt(at, written, () => {
    refuseFlags(flags);
    if (pattern.startsWith('!')) throw new Untranslatable(NOT_UNLESS);
    return askedBy(conditions, into);
  });
  if (asked === undefined) return;
  const gone = flags.has('G') || flags.has('GONE');
  if (target === '-' && !gone) {
    return into.refuse(at, written, 'it keeps later rules from the path; a rule that leads to itself does so');
  }
  if (/^\/(?!\?)/.test(pattern.replace(/^\^/, '')) && asked.path === undefined) {
    return into.mention(at, written, 'in .htaccess a path has no slash in front, so that it never applies; left out');
  }
  const external = /^https?:\/\//i.test(target);
  const given = flags.get('R') ?? flags.get('REDIRECT');
  const status = gone ? 410 : given !== undefined ? statusOf(given) : external ? 302 : 200;
  if (status === 200 && external) return into.refuse(at, written, PROXY);
  if (given !== undefined && !['L', 'LAST', 'END'].some((flag) => flags.has(flag))) {
    into.mention(at, written, 'without [L] later rules may change its target at Apache; here they do not');
  }
  const drops = flags.has('QSD') || flags.has('QSDISCARD') || /\?$/.test(target);
  const appends = flags.has('QSA') || flags.has('QSAPPEND');
  into.add({
    at,
    written,
    source: (loose) => sourceOf(pattern, asked, loose),
    ...asked,
    ...(gone ? {} : { to: () => targetOf(target, base, asked, flags) }),
    status,
    query: drops ? 'drop' : appends ? 'merge' : 'replace',
    ...(flags.has('NC') || flags.has('NOCASE') ? { caseSensitive: false } : {}),
  });
}

/** By name, in capital letters. */
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
    if (!KNOWN.includes(flag) && !IRRELEVANT.includes(flag)) throw new Untranslatable(`the flag [${flag}] ${UNLIKE}`);
  }
}

function statusOf(given: string): number {
  const words: Readonly<Record<string, number>> = { '': 302, 'permanent': 301, 'temp': 302, 'seeother': 303 };
  return words[given.toLowerCase()] ?? Number(given);
}

/** In .htaccess the path that is compared has no slash in front. What a target may repeat of the whole is captured. */
function sourceOf(pattern: string, asked: Asked, loose: boolean): PatternNode[] {
  const anything = /^(?:\^|\.|\^?\(?\.[*+]?\)?\$?)$/.test(pattern) && pattern !== '^.$';
  const written = anything ? '^(.*)$' : pattern.replace(/^(\^?)\/\?/, '$1');
  const { nodes, start, end } = parseRegex(written, loose);
  const own = anchored({ nodes, start, end });
  if (asked.path !== undefined && !anything) {
    throw new Untranslatable('both its pattern and %{REQUEST_URI} require a path; write one of them as .*');
  }
  const path = asked.path?.(loose) ?? ['/', { kind: 'choice', name: '0', of: [own] }];
  return [{ kind: 'choice', name: 'REQUEST_URI', of: [path] }];
}

function targetOf(target: string, base: string, { hosts }: Asked, flags: ReadonlyMap<string, string>) {
  const rooted = /^(?:https?:\/\/|\/|%\{REQUEST_URI\})/i.test(target)
    ? target
    : `${base.replace(/\/?$/, '/')}${target}`;
  const written = rooted.replace(/\?$/, '')
    .replace(/%\{(?:HTTP_HOST|SERVER_NAME)\}/gi, (variable) => {
      if (hosts?.length === 1 && !hosts[0].startsWith('*')) return hosts[0];
      throw new Untranslatable(`the target has ${variable}, and a rule leads to a host that is written out; for https `
        + 'on every host use ViewerProtocolPolicy.REDIRECT_TO_HTTPS');
    })
    .replace(/#/g, flags.has('NE') || flags.has('NOESCAPE') ? '#' : ESCAPED_HASH)
    // A host may be followed by the whole path, which has a slash.
    .replace(/(?<!:)\/%\{REQUEST_URI\}/g, '%{REQUEST_URI}');
  return template(written, /\$(\d)|(%\d)|%\{(REQUEST_URI)\}|%\{([^}]*)\}/g)
    .map((part) => (typeof part === 'string' ? part.replaceAll(ESCAPED_HASH, '%23') : part));
}

/** Stands for `%23` while `%2` is looked for. */
const ESCAPED_HASH = '\u0001';
