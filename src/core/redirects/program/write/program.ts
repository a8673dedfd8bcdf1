/* eslint-disable no-bitwise -- features of a node are bits */
import { Atoms } from './atoms';
import { ByteWriter } from './bytes';
import { MOST_TOGETHER } from './choice';
import { ListWriter } from './lists';
import { needsPattern, writeRule } from './record';
import { writeAtoms } from './sources';
import { Test, testsOf } from './tests';
import { START, END, CAPTURED } from '../../rule/channels';
import { isExact, RedirectRule } from '../../rule/model';
import { lendsHost } from '../../rule/origin';
import { Findings, effectiveExemptPrefix, effectiveTarget } from '../../traits/findings';
import { mayTraverseUp } from '../../traits/may-traverse-up';
import { insert, newNode, soleRule, TrieNode } from '../../traits/source-trie';
import { matchingFlags, patternText, templateText } from '../../traits/texts';
import * as form from '../format';
import { checksum, hash, hashBackwards, slotOf } from '../hash';

const NO_RULE = -1;
const isOfTime = ({ channel }: Test): boolean => channel === START || channel === END;

/** Rules for one host pattern. */
interface Scope {
  readonly exact: Map<string, number[]>;
  root?: TrieNode;
}

interface Parts {
  readonly anyHost: number;
  readonly hosts: boolean;
  readonly automaton: Uint32Array;
  readonly paths: number;
  readonly headers: number;
}

/**
 * Writes the program for rules that are given in the order in which they win. Equal rules give equal bytes: nothing
 * depends on time, on the machine or on the order in which a table was filled.
 */
export function writeProgram(
  rules: readonly RedirectRule[],
  order: readonly number[],
  findings: readonly Findings[],
): Uint8Array {
  return new ProgramWriter(rules, order, findings).write();
}

class ProgramWriter {
  private readonly out = new ByteWriter();
  /** The table, before it has places. */
  private readonly hashes: number[] = [];
  private readonly entries: number[] = [];
  /** Where texts of targets and of patterns stand: rules share them. */
  private readonly texts = new Map<string, number>();
  private readonly atoms = new Atoms();
  private readonly lists: ListWriter;
  private readonly folded: boolean;
  private readonly rankOf: Int32Array;
  private readonly prepared: {
    readonly tests: readonly Test[];
    readonly pattern?: number;
    readonly template?: number;
  }[] = [];

  constructor(
    private readonly rules: readonly RedirectRule[],
    private readonly order: readonly number[],
    private readonly findings: readonly Findings[],
  ) {
    this.folded = rules.some((rule) => !rule.caseSensitive);
    this.rankOf = new Int32Array(rules.length);
    order.forEach((index, rank) => {
      this.rankOf[index] = rank;
    });
    this.out.byte(0); // offset 0 means "nothing"
    this.lists = new ListWriter(
      this.out,
      this.atoms,
      (rule) => this.rankOf[rule],
      (rule) => this.record(rule),
    );
  }

  write(): Uint8Array {
    const scopes = this.scopes();
    let anyHost = 0;
    [...scopes].forEach(([host, scope], number) => {
      const root = this.writeScope(scope, number);
      if (number === 0) {
        anyHost = root;
      } else {
        this.head(form.HOST, host);
        [number, root].forEach((n) => this.out.number(n));
      }
    });
    const { roots, headers } = writeAtoms(this.out, this.atoms, (seed, text) => this.head(seed, text));
    this.lists.finish((seed) => this.head(seed, ''));
    return this.assemble({ anyHost, hosts: scopes.size > 1, automaton: roots.words, paths: roots.paths, headers });
  }

  private scopes(): Map<string, Scope> {
    const scopes = new Map<string, Scope>([['', { exact: new Map() }]]);
    for (const index of this.order) {
      const { source } = this.rules[index];
      const host = source.host ?? '';
      let scope = scopes.get(host);
      if (scope === undefined) scopes.set(host, (scope = { exact: new Map() }));
      if (isExact(source)) this.fileExact(scope, index);
      else insert((scope.root ??= newNode(index)), source.segments, index, this.folded);
    }
    return scopes;
  }

  private fileExact(scope: Scope, index: number): void {
    const key = this.cased(
      this.rules[index].source.segments.map((s) => (s.kind === 'literal' ? `/${s.text}` : '')).join(''),
    );
    const rules = scope.exact.get(key);
    if (rules === undefined) scope.exact.set(key, [index]);
    else rules.push(index);
  }

  private writeScope({ exact, root }: Scope, number: number): number {
    const offset = this.writeNode(root ?? newNode(NO_RULE));
    for (const [key, rules] of exact) {
      this.prepare(rules);
      this.head(number * 8 + form.EXACT, key);
      this.list(rules);
    }
    return offset;
  }

  /**
   * Writes a node and returns its place. Nodes with a name stand in their entry of the table, whose head is written
   * between them and what they refer to; their entry is found by the place of the parent, so that they follow it.
   */
  private writeNode(node: TrieNode, head?: () => void): number {
    const sole = soleRule(node);
    const { literals, prefixes, suffixes, wild, splat, rules } =
      sole === undefined ? node : { ...newNode(), rules: [sole] };
    const wildAt = wild && this.writeNode(wild);
    const splatAt = splat && this.writeNode(splat);
    this.prepare(rules);
    head?.();
    const offset = this.out.length;
    this.out.number(this.rankOf[node.best] ?? 0x7fffffff);
    this.out.number(
      (literals.size ? form.NODE_LITERALS : 0)
        | (wild ? form.NODE_WILD : 0)
        | (splat ? form.NODE_SPLAT : 0)
        | (prefixes.size ? form.NODE_PREFIXES : 0)
        | (suffixes.size ? form.NODE_SUFFIXES : 0)
        | (rules.length ? form.NODE_RULES : 0)
        | (sole === undefined ? 0 : form.NODE_SOLE),
    );
    if (wildAt) this.out.number(wildAt);
    if (splatAt) this.out.number(splatAt);
    if (prefixes.size) this.lengths(prefixes);
    if (suffixes.size) this.lengths(suffixes);
    if (rules.length) this.list(rules);
    for (const [kind, children] of [
      [form.LITERAL, literals],
      [form.PREFIX, prefixes],
      [form.SUFFIX, suffixes],
    ] as const) {
      for (const [text, child] of children) {
        this.writeNode(child, () => this.head(offset * 8 + kind, text, kind === form.SUFFIX));
      }
    }
    return offset;
  }

  /**
   * The lengths that texts have, the shortest first, so that the matcher asks the table once for each length and not
   * for each rule.
   */
  private lengths(children: ReadonlyMap<string, TrieNode>): void {
    const lengths = [...new Set([...children.keys()].map((text) => text.length))].sort((a, b) => a - b);
    this.out.number(lengths.length);
    for (const length of lengths) this.out.number(length);
  }

  /** Writes what a list of rules refers to; a list must follow. */
  private prepare(rules: readonly number[]): void {
    const inPath = rules.length > MOST_TOGETHER;
    for (const index of rules) {
      const rule = this.rules[index];
      const target = effectiveTarget(rule, this.findings[index] ?? {});
      this.prepared[index] = {
        tests: testsOf(rule, this.atoms, { inPath, folded: this.folded }),
        pattern: needsPattern(rule, this.folded)
          ? this.text(patternText(rule), `pattern ${matchingFlags(rule)} `)
          : undefined,
        template: target && this.text(templateText(target, rule.dialect), ''),
      };
    }
    if (rules.length === 1) return;
    this.lists.prepare(
      rules.map((rule) => {
        const { tests } = this.prepared[rule];
        const guard = this.guard(rule);
        if (!tests.some(isOfTime)) return { rule, tests, guard };
        const [start, end] = [START, END].map((channel) => tests.find((test) => test.channel === channel)?.number);
        return { rule, tests: tests.filter((test) => !isOfTime(test)), guard, start, end, closes: this.closes(rule) };
      }),
    );
  }

  /**
   * The atom of what a rule leaves alone. A guard is a beginning of the path and mostly ends with a slash, as a path is
   * read.
   */
  private guard(index: number): number | undefined {
    const guard = effectiveExemptPrefix(this.rules[index], this.findings[index] ?? {});
    if (guard === undefined) return undefined;
    const folder = guard.slice(guard.indexOf('/'));
    return folder.length < 2 || !guard.includes('/') || folder.includes('//') ? 0 : this.atoms.path(this.cased(folder));
  }

  /** The paths of a rule that answers whenever its tests are met, since nothing that it captures stops it. */
  private closes(index: number): number | undefined {
    const rule = this.rules[index];
    const { tests, pattern = 0 } = this.prepared[index];
    const target = effectiveTarget(rule, this.findings[index] ?? {});
    const isPlain =
      target === undefined || (!mayTraverseUp(rule, target) && !(target.origin && lendsHost(target.origin)));
    return isPlain && rule.dialect.slash !== 'strict' && tests.every(({ channel }) => channel !== CAPTURED)
      ? pattern
      : undefined;
  }

  private list(rules: readonly number[]): void {
    if (rules.length === 1) {
      this.out.number(0);
      this.record(rules[0]);
    } else {
      this.lists.write(rules);
    }
  }

  private record(index: number): void {
    const findings = this.findings[index] ?? {};
    writeRule(this.out, this.rules[index], { index, rank: this.rankOf[index], findings, ...this.prepared[index] });
  }

  private text(text: string, kind: string): number {
    const key = kind + text;
    let offset = this.texts.get(key);
    if (offset === undefined) {
      this.texts.set(key, (offset = this.out.length));
      this.out.number(text.length);
      this.out.ascii(text);
    }
    return offset;
  }

  /** Begins an entry of the table; what belongs to it must follow. */
  private head(seed: number, text: string, backwards = false): void {
    this.hashes.push(backwards ? hashBackwards(seed, text) : hash(seed, text, 0, text.length));
    this.entries.push(this.out.length);
    this.out.number(seed);
    this.out.string(text);
  }

  private cased(text: string): string {
    return this.folded ? text.toLowerCase() : text;
  }

  /** Puts header, table, automaton and records together; offsets in the records count from the first record. */
  private assemble({ anyHost, hosts, automaton, paths, headers }: Parts): Uint8Array {
    // What conditions look for is asked for by names that a viewer chooses, thousands in one request: fewer neighbours,
    // shorter ways.
    const capacity = Math.ceil(this.hashes.length * (this.atoms.count > 0 ? 2 : 1.4)) + 1;
    const tableEnd = form.HEADER_WORDS + capacity;
    const recordsAt = (tableEnd + automaton.length) * 4;
    // Places take the high bits of a slot; what they leave free is for the hash.
    const bits = Math.clz32(this.out.length);
    const bytes = (recordsAt + this.out.length + 3) & ~3;
    const words = new Uint32Array(bytes / 4);
    new Uint8Array(words.buffer).set(this.out.contents(), recordsAt);
    words.set(automaton, tableEnd);
    for (let i = 0; i < this.hashes.length; i++) {
      let slot = slotOf(this.hashes[i], capacity);
      while (words[form.HEADER_WORDS + slot] !== 0) slot = (slot + 1) % capacity;
      words[form.HEADER_WORDS + slot] = (this.entries[i] << bits) | (this.hashes[i] & (2 ** bits - 1));
    }
    const features = (this.folded ? form.FOLDED : 0) | (hosts ? form.HAS_HOSTS : 0);
    words.set([
      form.MAGIC,
      form.VERSION,
      bytes,
      0,
      capacity,
      anyHost,
      features,
      bits,
      automaton.length,
      this.atoms.count,
      paths,
      headers,
    ]);
    words[3] = checksum(words, 4);
    return new Uint8Array(words.buffer);
  }
}
