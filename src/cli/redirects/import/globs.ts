import type { PatternNode } from './pattern';
import { Untranslatable } from './untranslatable';

/** Parses a glob of Firebase Hosting: `*`, `**`, `:name`, `:name*`, `@(a|b)` and `{a,b}`. */
export function parseGlob(text: string, loose = false): PatternNode[] {
  if (text.startsWith('!')) {
    throw new Untranslatable('it applies to paths that do not match, and rules have no negated sources');
  }
  const rooted = text.startsWith('/') ? text : `/${text}`;
  const { nodes, end } = sequence(rooted, 0, '', loose);
  if (end < rooted.length) throw new Untranslatable(`the ${rooted[end]} at position ${end + 1} has no opening bracket`);
  return nodes;
}

function sequence(text: string, from: number, until: string, loose: boolean): { nodes: PatternNode[]; end: number } {
  const nodes: PatternNode[] = [];
  let at = from;
  const foreign = (what: string, length: number): void => {
    if (!loose) throw new Untranslatable(`${what} requires a pattern, which rules do not support`);
    nodes.push({ kind: 'segment' });
    at += length;
  };
  while (at < text.length && !until.includes(text[at])) {
    const rest = text.slice(at);
    const [name] = /^:[A-Za-z_]\w*\*?/.exec(rest) ?? [];
    const [group] = /^[!?+*@]\(/.exec(rest) ?? [];
    const [brace] = /^\{[^{}]*,[^{}]*\}/.exec(rest) ?? [];
    const [set] = /^\[[^\]]+\]/.exec(rest) ?? [];
    if (name !== undefined) {
      const bare = name.replace(/[:*]/g, '');
      nodes.push({
        kind: 'choice',
        name: bare,
        of: [[name.endsWith('*') ? { kind: 'rest', least: 0 } : { kind: 'segment', name: bare }]],
      });
      at += name.length;
    } else if (group === '@(') {
      const of: PatternNode[][] = [];
      at++;
      do {
        const inner = sequence(text, at + 1, '|)', loose);
        of.push(inner.nodes);
        at = inner.end;
      } while (text[at] === '|');
      if (text[at] !== ')') throw new Untranslatable('a ) is missing');
      nodes.push({ kind: 'choice', of });
      at++;
    } else if (group !== undefined) {
      foreign(rest.slice(0, rest.indexOf(')') + 1), Math.max(rest.indexOf(')') + 1, 2));
    } else if (brace !== undefined) {
      nodes.push({ kind: 'choice', of: brace.slice(1, -1).split(',').map((one) => sequence(one, 0, '', loose).nodes) });
      at += brace.length;
    } else if (rest.startsWith('**')) {
      // `/a/**/b` matches `/a/b`, but `/a/**` does not match `/a`.
      nodes.push({ kind: 'rest', least: 0, ...(at + 2 === text.length ? { between: true } : {}) });
      at += 2;
    } else if (rest.startsWith('*')) {
      const starts = at === 0 || text[at - 1] === '/';
      nodes.push(starts ? { kind: 'segment' } : { kind: 'choice', of: [[{ kind: 'segment' }], []] });
      at++;
    } else if (set !== undefined || rest.startsWith('?')) {
      foreign(set ?? '?', set?.length ?? 1);
    } else {
      nodes.push(text[at++]);
    }
  }
  return { nodes, end: at };
}
