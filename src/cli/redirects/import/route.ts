import type { PatternNode } from './pattern';
import { parseRegex } from './regex';
import { Untranslatable } from './untranslatable';

/** Parses a source in the grammar of path-to-regexp, which Vercel and Next.js use: `/blog/:slug`, `/docs/:path*`. */
export function parseRoute(text: string, loose = false): PatternNode[] {
  const nodes: PatternNode[] = [];
  let unnamed = 0;
  for (let at = 0; at < text.length;) {
    const char = text[at];
    const name = char === ':' ? /^\w+/.exec(text.slice(at + 1))?.[0] : undefined;
    if (char === '\\' && at + 1 < text.length) {
      nodes.push(text[at + 1]);
      at += 2;
    } else if (name !== undefined || char === '(') {
      at += name === undefined ? 0 : name.length + 1;
      const pattern = patternAt(text, at);
      at += pattern === undefined ? 0 : pattern.length + 2;
      const modifier = /[?*+]/.exec(text[at] ?? '')?.[0];
      if (modifier !== undefined) at++;
      const prefix = nodes[nodes.length - 1] === '/' ? '/' : '';
      const node = parameter(name ?? String(++unnamed), pattern, modifier, loose);
      // An optional segment includes the slash before it.
      if (modifier === '?') nodes.splice(prefix === '' ? nodes.length : -1, 1, optional(prefix, node));
      else nodes.push(node);
    } else if ('{}*+?'.includes(char)) {
      // Without it, a rule would be suggested for another path: `/ax=1` for `/a?x=1`.
      if (!loose || char === '?') throw new Untranslatable(unsupported(char, text[at - 1]));
      at++;
    } else {
      nodes.push(char);
      at++;
    }
  }
  return nodes;
}

function unsupported(char: string, before?: string): string {
  return char === '?' && before !== '}'
    ? 'a source has no query; require parameters with "has"'
    : `${char} is not supported at this position; neither are groups in braces`;
}

type Choice = Extract<PatternNode, { kind: 'choice' }>;

function parameter(name: string, pattern: string | undefined, modifier: string | undefined, loose: boolean): Choice {
  const many = modifier === '*' || modifier === '+';
  if (many && pattern === undefined) {
    return { kind: 'choice', name, of: [[{ kind: 'rest', least: modifier === '*' ? 0 : 1 }]] };
  }
  if (many && !loose) throw new Untranslatable(`:${name}(${pattern})${modifier} repeats a pattern`);
  if (pattern === undefined || many) return { kind: 'choice', name, of: [[{ kind: 'segment', name }]] };
  try {
    return { kind: 'choice', name, of: [parseRegex(pattern, loose).nodes.map((node) => named(node, name))] };
  } catch (fault) {
    if (!(fault instanceof Untranslatable)) throw fault;
    throw new Untranslatable(`:${name}(${pattern}): ${fault.message}`);
  }
}

/** A placeholder gets the name of its parameter. */
function named(node: PatternNode, name: string): PatternNode {
  return typeof node !== 'string' && node.kind === 'segment' ? { ...node, name } : node;
}

function optional(prefix: string, node: Choice): PatternNode {
  return { kind: 'choice', of: [[prefix, node], [{ kind: 'choice', name: node.name, of: [[]] }]] };
}

/** The text in the parentheses that open at an offset. */
function patternAt(text: string, at: number): string | undefined {
  if (text[at] !== '(') return undefined;
  for (let i = at + 1, depth = 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return text.slice(at + 1, i);
  }
  throw new Untranslatable('a ) is missing');
}
