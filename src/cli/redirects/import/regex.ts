import type { PatternNode } from './pattern';
import { Untranslatable } from './untranslatable';

export interface Expression {
  readonly nodes: readonly PatternNode[];
  /** Whether the expression begins with `^`, and ends with `$`. */
  readonly start: boolean;
  readonly end: boolean;
}

/**
 * Parses the regular expressions that are common for paths: text, `.*`, `[^/]+`, groups and alternatives. With `loose`,
 * anything else becomes a placeholder, to suggest a rule.
 */
export function parseRegex(source: string, loose = false): Expression {
  const start = source.startsWith('^');
  const end = /(?<!\\)(?:\\\\)*\$$/.test(source);
  const reader = new RegexReader(source.slice(start ? 1 : 0, end ? -1 : undefined), loose);
  return { nodes: reader.document(), start, end };
}

type Atom = { readonly node: PatternNode } | { readonly set: 'any' | 'no slash' };

class RegexReader {
  private at = 0;
  private groups = 0;

  constructor(private readonly text: string, private readonly loose: boolean) {}

  document(): PatternNode[] {
    const of = this.alternatives();
    if (this.at < this.text.length) throw new Untranslatable('it has a ) without a (');
    return of.length === 1 ? of[0] : [{ kind: 'choice', of }];
  }

  private alternatives(): PatternNode[][] {
    const all = [this.sequence()];
    while (this.text[this.at] === '|') {
      this.at++;
      all.push(this.sequence());
    }
    return all;
  }

  private sequence(): PatternNode[] {
    const nodes: PatternNode[] = [];
    while (this.at < this.text.length && !'|)'.includes(this.text[this.at])) nodes.push(this.repeated(this.atom()));
    return nodes;
  }

  private repeated(atom: Atom): PatternNode {
    const [mark = ''] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.text.slice(this.at)) ?? [];
    this.at += mark.length;
    const times = mark[0];
    if ('set' in atom) {
      const isAny = atom.set === 'any';
      if (times === '+') return isAny ? { kind: 'rest', least: 1 } : { kind: 'segment' };
      if (times === '*') {
        return isAny ? { kind: 'rest', least: 0, between: true } : { kind: 'choice', of: [[{ kind: 'segment' }], []] };
      }
      // `index.php` means a literal dot, although it is not escaped.
      if (times === undefined && isAny) return '.';
      return this.foreign(`${isAny ? '.' : '[^/]'}${mark}`);
    }
    if (times === undefined) return atom.node;
    if (times === '?') return { kind: 'choice', of: [[atom.node], [emptied(atom.node)]] };
    return this.foreign(mark);
  }

  private atom(): Atom {
    const char = this.text[this.at++];
    switch (char) {
      case '\\': return this.escape();
      case '.': return { set: 'any' };
      case '[': return this.set();
      case '(': return { node: this.group() };
      case '^': case '$': return { node: this.foreign(char) };
      default: return { node: char };
    }
  }

  private escape(): Atom {
    const char = this.text[this.at++] ?? '\\';
    if (!/[A-Za-z0-9]/.test(char)) return { node: char };
    return { node: this.foreign(`\\${char}${this.quantifier()}`) };
  }

  private set(): Atom {
    const [, inner = ''] = /^(\^?\]?(?:\\.|[^\]\\])*)\]/.exec(this.text.slice(this.at)) ?? [];
    this.at += inner.length + 1;
    if (/^\^(?:\\?[/?#&])*$/.test(inner) && inner.includes('/')) return { set: 'no slash' };
    const [, only] = /^\\?([^\w^])$/.exec(inner) ?? [];
    return { node: only ?? this.foreign(`[${inner}]${this.quantifier()}`) };
  }

  private group(): PatternNode {
    const [mark = '', name] = /^\?(?::|P?<([A-Za-z_]\w*)>)/.exec(this.text.slice(this.at)) ?? [];
    if (mark === '' && this.text[this.at] === '?') return this.lookaround();
    this.at += mark.length;
    const captured = mark === '?:' ? undefined : name ?? String(++this.groups);
    if (name !== undefined) this.groups++;
    const of = this.alternatives();
    if (this.text[this.at++] !== ')') throw new Untranslatable('a ) is missing');
    const [only] = of;
    const named = captured !== undefined && of.length === 1 && only.length === 1 && isNameless(only[0])
      ? [[{ ...only[0] as object, name: captured } as PatternNode]]
      : of;
    return { kind: 'choice', ...(captured === undefined ? {} : { name: captured }), of: named };
  }

  /** `(?!uk/)`: rules have no lookahead or lookbehind. */
  private lookaround(): PatternNode {
    const from = this.at - 1;
    for (let depth = 1; depth > 0 && this.at < this.text.length; this.at++) {
      if (this.text[this.at] === '\\') this.at++;
      else if (this.text[this.at] === '(') depth++;
      else if (this.text[this.at] === ')') depth--;
    }
    this.foreign(this.text.slice(from, this.at));
    return '';
  }

  private quantifier(): string {
    const [mark = ''] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.text.slice(this.at)) ?? [];
    this.at += mark.length;
    return mark;
  }

  private foreign(what: string): PatternNode {
    if (!this.loose) throw new Untranslatable(`${what} requires a pattern, which rules do not support`);
    return { kind: 'segment' };
  }
}

function isNameless(node: PatternNode): boolean {
  return typeof node !== 'string' && node.kind === 'segment';
}

/** A group that is absent captures nothing. */
function emptied(node: PatternNode): PatternNode {
  return typeof node !== 'string' && node.kind === 'choice' && node.name !== undefined
    ? { kind: 'choice', name: node.name, of: [[]] }
    : '';
}
