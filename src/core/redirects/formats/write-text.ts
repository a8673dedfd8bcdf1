import { hasDots } from '../rule/dots';
import { isOpen, ParameterTest, RedirectRule, Segment } from '../rule/model';
import { printTarget } from '../rule/print-target';
import { Unwritable } from '../rule/unwritable';
import { encodeText } from '../url/path';

/**
 * The source as our own formats write it. Those keep what their author wrote; `_redirects` lines are put together from
 * what they mean.
 */
export function sourceText(rule: RedirectRule): string {
  if (rule.dialect.order !== 'first') return rule.from;
  const { source } = rule;
  const query = source.query.length === 0 ? '' : `?${source.query.map(parameterText).join('&')}`;
  return `${source.host === undefined ? '' : `https://${source.host}`}${pathText(source.segments)}${source.slash ? '/' : ''}${query}`;
}

export function targetText(rule: RedirectRule): string | undefined {
  const { target, source } = rule;
  // Other engines send dot segments as they stand, or resolve them at another time.
  if (target === undefined || (rule.dialect.order !== 'first' && !hasDots(rule.to!))) return rule.to;
  const splats = source.segments.filter(isOpen).length;
  const name = (capture: number): string => {
    const known = source.captures[capture];
    if (!/^\d+$/.test(known)) return word(known);
    // Only Netlify's placeholders may have a number for a name.
    return splats === 1 ? 'splat' : rule.dialect.names === 'words' ? known : word(known);
  };
  return printTarget(target, name);
}

/** A note, and who wrote it, as a line of its own; nothing where there is neither. */
export function commentOf({ note, owner }: RedirectRule): string {
  const words = [note, owner && `(${owner})`].filter((part) => part).join(' ').replace(/\s+/g, ' ');
  return words === '' ? '' : `# ${words}\n`;
}

function pathText(segments: readonly Segment[]): string {
  const text = (segment: Segment): string => {
    switch (segment.kind) {
      case 'literal':
        return escaped(segment.text);
      case 'splat':
        return '*';
      case 'placeholder':
        return segment.pieces
          .map((piece) => (typeof piece === 'string' ? escaped(piece) : `:${word(piece.name)}`))
          .join('');
      case 'star':
        if (segment.pieces.length > 1) {
          throw new Unwritable('a * inside a part of a path is only known to _redirects files');
        }
        return '*';
    }
  };
  return segments.length === 0 ? '/' : segments.map((segment) => `/${text(segment)}`).join('');
}

/** A colon that some dialect takes for text. */
function escaped(text: string): string {
  return text.replace(/:(?=[A-Za-z_])/g, '%3A');
}

export function parameterText(test: ParameterTest): string {
  const name = encodeText(test.name);
  if (test.is === 'present') return name;
  return `${name}=${test.is === 'equal' ? encodeText(test.value) : `:${word(test.as)}`}`;
}

/** Netlify's names may hold hyphens or begin with a digit. */
function word(name: string): string {
  const text = name.replace(/\W/g, '_');
  return /^\d/.test(text) ? `p${text}` : text;
}

export function dateText(time: number): string {
  return new Date(time).toISOString().replace(/(?::00)?\.000Z$/, 'Z');
}
