import type { Dialect } from '../rule/dialects';
import { hasDots } from '../rule/dots';
import { isOpen, ParameterTest, RedirectRule, Segment } from '../rule/model';
import { printTarget } from '../rule/print-target';
import { Unwritable } from '../rule/unwritable';
import { encodeText } from '../url/path';

/**
 * The source for JSON and CSV. Rules of these formats keep the text of the file; those of `_redirects` are printed from
 * the parsed source.
 */
export function sourceText(rule: RedirectRule, stars: Dialect['stars'] = 'no'): string {
  if (rule.dialect.order !== 'first') return rule.from;
  const { source } = rule;
  const query = source.query.length === 0 ? '' : `?${source.query.map(parameterText).join('&')}`;
  return `${source.host === undefined ? '' : `https://${source.host}`}${pathText(source.segments, stars)}${source.slash ? '/' : ''}${query}`;
}

export function targetText(rule: RedirectRule): string | undefined {
  const { target, source } = rule;
  // Other engines keep dot segments, or resolve them at another time.
  if (target === undefined || (rule.dialect.order !== 'first' && !hasDots(rule.to!))) return rule.to;
  const splats = source.segments.filter(isOpen).length;
  const name = (capture: number): string => {
    const known = source.captures[capture];
    if (!/^\d+$/.test(known)) return word(known);
    // Only placeholders of Netlify may have a number as their name.
    return splats === 1 ? 'splat' : rule.dialect.names === 'words' ? known : word(known);
  };
  return printTarget(target, name);
}

/** Note and owner as a comment line; empty without either. */
export function commentOf({ note, owner }: RedirectRule): string {
  const words = [note, owner && `(${owner})`].filter((part) => part).join(' ').replace(/\s+/g, ' ');
  return words === '' ? '' : `# ${words}\n`;
}

function pathText(segments: readonly Segment[], stars: Dialect['stars']): string {
  const textOf = (segment: Segment): string => {
    switch (segment.kind) {
      case 'literal':
        return escaped(segment.text);
      case 'splat':
        return '*';
      case 'placeholder':
        return segment.pieces
          .map((piece) => (typeof piece === 'string' ? escaped(piece) : `:${word(piece.name)}`))
          .join('');
      case 'star': {
        const [text, star, ...more] = segment.pieces;
        if (star === undefined) return '*';
        if (stars === 'at the end' && typeof text === 'string' && more.length === 0) return `${escaped(text)}*`;
        throw new Unwritable('a * inside a part of a path with other wildcards can only be expressed for Cloudflare');
      }
    }
  };
  return segments.length === 0 ? '/' : segments.map((segment) => `/${textOf(segment)}`).join('');
}

/** Escapes colons that only some dialects take for text. */
function escaped(text: string): string {
  return text.replace(/:(?=[A-Za-z_])/g, '%3A');
}

export function parameterText(test: ParameterTest): string {
  const name = encodeText(test.name);
  if (test.is === 'present') return name;
  return `${name}=${test.is === 'equal' ? encodeText(test.value) : `:${word(test.as)}`}`;
}

/** A placeholder name that is valid here: those of Netlify may contain hyphens or begin with a digit. */
function word(name: string): string {
  const text = name.replace(/\W/g, '_');
  return /^\d/.test(text) ? `p${text}` : text;
}

export function dateText(time: number): string {
  return new Date(time).toISOString().replace(/(?::00)?\.000Z$/, 'Z');
}
