import type { PatternNode, SourceVariant } from './pattern';
import { Untranslatable } from './untranslatable';

type Atom = Exclude<PatternNode, { kind: 'choice' }> | { readonly kind: 'open' | 'close'; readonly name: string };

interface State {
  readonly from: string;
  readonly captured: ReadonlyMap<string, string>;
  /** Captures that are not complete yet. */
  readonly open: readonly string[];
  readonly names: readonly string[];
  readonly splats: number;
}

/** A pattern that becomes more rules than this is reported instead. */
const MAX_VARIANTS = 200;
const SPLAT = /\u0000(\d+)\u0000/g;

/**
 * The sources that together match what a pattern matches. Throws `Untranslatable` if there are none. With `exact`, the
 * slash before a rest that requires it is required, in more sources: `/docs/:p1` and `/docs/:p1/*` for `^/docs/(.*)$`.
 */
export function sourceVariants(nodes: readonly PatternNode[], exact = false): SourceVariant[] {
  const start: State = { from: '', captured: new Map(), open: [], names: [], splats: 0 };
  const states = expanded(nodes).flatMap((atoms) => appendAll(atoms, [start], exact));
  const variants = new Map<string, SourceVariant>();
  for (const state of states) {
    // Several splats have numbers instead of the name `splat`; only at the end is their count known.
    const named = (found: string): string => found.replace(SPLAT, (_, n) => (state.splats === 1 ? ':splat' : `:${n}`));
    const key = state.from.replace(/(?<=.)\/$/, '').replace(/:\w+/g, ':');
    const captured = new Map([...state.captured].map(([name, found]) => [name, named(found)] as const));
    // Of two sources that differ by a trailing slash, the one without it is kept.
    const known = variants.get(key);
    if (known === undefined || known.from.length > state.from.length) {
      variants.set(key, { from: state.from || '/', captured });
    }
  }
  return [...variants.values()];
}

/** All combinations of alternatives. */
function expanded(nodes: readonly PatternNode[]): Atom[][] {
  return nodes.reduce<Atom[][]>((lists, node) => {
    const next: Atom[][] = typeof node === 'string' || node.kind !== 'choice' ? [[node]] : node.of.flatMap(expanded);
    const name = typeof node === 'string' || node.kind !== 'choice' ? undefined : node.name;
    const marked = name === undefined
      ? next
      : next.map((atoms): Atom[] => [{ kind: 'open', name }, ...atoms, { kind: 'close', name }]);
    if (lists.length * marked.length > MAX_VARIANTS) throw new Untranslatable('it would become more than 200 rules');
    return lists.flatMap((list) => marked.map((atoms) => [...list, ...atoms]));
  }, [[]]);
}

function appendAll(atoms: readonly Atom[], states: readonly State[], exact: boolean): State[] {
  return atoms.reduce<State[]>((all, atom, i) => {
    const rest = atoms.slice(i + 1);
    return all.flatMap((state) => (typeof atom === 'string' ? [text(state, atom)] : append(atom, rest, state, exact)));
  }, [...states]);
}

function append(atom: Exclude<Atom, string>, after: readonly Atom[], state: State, exact: boolean): State[] {
  switch (atom.kind) {
    case 'open': {
      return [{ ...state, open: [...state.open, atom.name], captured: new Map(state.captured).set(atom.name, '') }];
    }
    case 'close': return [{ ...state, open: state.open.filter((name) => name !== atom.name) }];
    case 'segment': return [placeholder(state, atom.name)];
    case 'below': return [emit(state, '', atom.bare), splat(text(state, '/'))];
    case 'rest': return remainder(atom, after.filter(isSeen), state, exact);
  }
}

function isSeen(atom: Atom): boolean {
  return typeof atom === 'string' ? atom !== '' : atom.kind !== 'open' && atom.kind !== 'close';
}

/** `*` must be a whole segment; a wildcard that begins or ends within a segment becomes several rules. */
function remainder(
  { least: wanted, between }: Extract<Atom, { kind: 'rest' }>, after: readonly Atom[], state: State, exact: boolean,
): State[] {
  const [next] = after;
  // Requests whose paths have two slashes in a row are ignored.
  const isBetween = next !== undefined || (exact && state.from.length > 1);
  const least = between === true && isBetween && state.from.endsWith('/') ? 1 : wanted;
  const several = least === 1 && after.some((atom) => typeof atom !== 'string' && atom.kind === 'rest');
  if (several) throw new Untranslatable('it has several wildcards, and a rule cannot know where each one ends');
  const starts = state.from === '' || state.from.endsWith('/');
  const ends = next === undefined || (typeof next === 'string' && next.startsWith('/'));
  const rooted = state.from === '' ? text(state, '/') : state;
  if (starts && ends) {
    if (least === 0) return [splat(rooted)];
    const first = placeholder(rooted);
    return [first, splat(text(first, '/'))];
  }
  if (starts && typeof next === 'string') {
    // A file named just `.html` is ignored.
    const bare = least === 0 && !next.startsWith('.') ? [rooted] : [];
    return [...bare, placeholder(rooted), placeholder(text(splat(rooted), '/'))];
  }
  if (next !== undefined) throw new Untranslatable('the wildcard is followed by another pattern instead of text');
  const begun = placeholder(state);
  return [...(least === 0 ? [state] : []), splat(text(state, '/')), begun, splat(text(begun, '/'))];
}

function text(state: State, literal: string): State {
  if (/:[A-Za-z_]\w*$/.test(state.from) && /^\w/.test(literal)) {
    throw new Untranslatable(
      `a letter follows a wildcard, at ${literal}; a rule requires a slash or a character such as - or . there`,
    );
  }
  return emit(state, literal.replace(/[*?#\\:{}<>^]/g, encodeCharacter), literal.replace(/:/g, '%3A'));
}

function encodeCharacter(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

function placeholder(state: State, wanted?: string): State {
  const part = state.from.slice(state.from.lastIndexOf('/') + 1);
  if (/:[A-Za-z_]|\*/.test(part)) throw new Untranslatable('it has two placeholders in one path segment');
  const usable = wanted !== undefined && /^[A-Za-z_]\w*$/.test(wanted) && wanted !== 'splat' ? wanted : 'p';
  let name = usable === 'p' ? 'p1' : usable;
  for (let i = 2; state.names.includes(name); i++) name = `${usable}${i}`;
  const rooted = state.from === '' ? text(state, '/') : state;
  const named = { ...rooted, names: [...rooted.names, name] };
  return emit(named, `:${name}`, `:${name}`);
}

function splat(state: State): State {
  const splats = state.splats + 1;
  return emit({ ...state, splats }, '*', `\u0000${splats}\u0000`);
}

function emit(state: State, from: string, captured: string): State {
  const all = new Map(state.captured);
  for (const name of state.open) all.set(name, all.get(name) + captured);
  return { ...state, from: state.from + from, captured: all };
}
