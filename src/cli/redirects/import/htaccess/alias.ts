import type { Directive } from './directives';
import { plural } from '../../plural';
import { anchored } from '../anchors';
import type { Import } from '../import';
import type { PatternNode } from '../pattern';
import { parseRegex } from '../regex';
import { template } from '../template';

const WORDS: Readonly<Record<string, number>> = { permanent: 301, temp: 302, seeother: 303, gone: 410 };
const FIXED: Readonly<Record<string, number>> = { redirectpermanent: 301, redirecttemp: 302 };
const REST = { ref: 'rest', written: 'the rest of the path' };

export function isAlias(name: string): boolean {
  return name === 'redirect' || name === 'redirectmatch' || name in FIXED;
}

/** `Redirect` and the other directives of mod_alias. */
export function readAlias(directive: Directive, into: Import): void {
  const { at, name, written } = directive;
  const [first = ''] = directive.words;
  const given = FIXED[name] ?? WORDS[first.toLowerCase()] ?? (/^\d+$/.test(first) ? Number(first) : undefined);
  const words = given === undefined || name in FIXED ? directive.words : directive.words.slice(1);
  const status = given ?? 302;
  const [source, target] = words;
  const ends = status >= 400;
  const fault = countFault(words, ends ? ['source'] : ['source', 'target']);
  if (fault !== undefined) return into.refuse(at, written, fault);
  const common = { at, written, status, query: 'replace' as const };
  if (name === 'redirectmatch') {
    return into.add({
      ...common,
      source: (loose) => anchored(parseRegex(source, loose)),
      ...(target === undefined ? {} : { to: () => template(target, /\$(\d)/g) }),
    });
  }
  if (!source.startsWith('/')) return into.refuse(at, written, 'a source must begin with a slash');
  const whole = source.endsWith('/');
  if (whole && target !== undefined && /^https?:\/\/[^/]*$/.test(target)) {
    return into.refuse(
      at,
      written,
      `Apache appends the rest of the path to the host, as in ${target}page; end the target with a slash`,
    );
  }
  // Two adjacent slashes become one.
  const joins = !whole && target?.endsWith('/') === true;
  const rest: PatternNode = whole
    ? { kind: 'rest', least: 0, between: true } : { kind: 'below', bare: joins ? '/' : '' };
  into.add({
    ...common,
    source: () => [source, { kind: 'choice', name: 'rest', of: [[rest]] }],
    ...(target === undefined ? {} : { to: () => [joins ? target.slice(0, -1) : target, REST] }),
  });
}

/** The fault of a directive that does not have exactly these words. */
function countFault({ length }: readonly string[], wanted: readonly string[]): string | undefined {
  if (length < wanted.length) {
    const missing = wanted.slice(length);
    return `it has no ${missing.join(' and no ')}; write ${some(missing)} at its end`;
  }
  return length === wanted.length ? undefined
    : `it has ${plural(length, 'word')} instead of ${some(wanted)}; put text with `
      + 'a space into double quotes, or write %20';
}

function some(words: readonly string[]): string {
  return words.map((word) => `a ${word}`).join(' and ');
}
