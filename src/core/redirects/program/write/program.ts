/* eslint-disable no-bitwise -- features of a node are bits */
import { Atoms } from './atoms';
import { ByteWriter } from './bytes';
import { inOrder } from './edges';
import { ListWriter } from './lists';
import { Compared, PreparedRules } from './prepared';
import { writeReads } from './reads';
import { writeAtoms } from './sources';
import { Shorter, TableWriter } from './table';
import { isExact, RedirectRule } from '../../rule/model';
import { cookiesChoose } from '../../traits/cookies-choose';
import type { Findings } from '../../traits/findings';
import { sourceKeys } from '../../traits/source-key';
import { insert, newNode, soleRule, TrieNode } from '../../traits/source-trie';
import { exactPath } from '../../traits/texts';
import * as form from '../format';

const NO_RULE = -1;

/** Rules for one host pattern. */
interface Scope {
  /** The rules of each path; nearly all paths have one, for which no list is kept. */
  readonly exact: Map<string, number | number[]>;
  root?: TrieNode;
}

/**
 * Writes the program for rules in the order of their precedence. Equal rules give equal bytes: nothing depends on the
 * time, the machine or the order in which a table was filled.
 */
export function writeProgram(
  rules: readonly RedirectRule[],
  order: readonly number[],
  findings: readonly Findings[],
  keyOf = sourceKeys(rules),
): Uint8Array {
  return new ProgramWriter(rules, order, findings, keyOf).write();
}

/** Files rules by host and path, and writes the nodes of the tree. */
class ProgramWriter {
  private readonly out = new ByteWriter();
  private readonly table = new TableWriter(this.out);
  private readonly atoms = new Atoms();
  private readonly records: PreparedRules;
  private readonly lists: ListWriter;
  private readonly folded: boolean;
  private readonly rankOf: Int32Array;

  constructor(
    private readonly rules: readonly RedirectRule[],
    private readonly order: readonly number[],
    findings: readonly Findings[],
    keyOf: (index: number) => string,
  ) {
    this.folded = rules.some((rule) => !rule.caseSensitive);
    this.rankOf = new Int32Array(rules.length);
    order.forEach((index, rank) => {
      this.rankOf[index] = rank;
    });
    this.out.byte(0); // offset 0 means "nothing"
    writeReads(this.out, rules, order, findings);
    this.records = new PreparedRules(this.out, this.atoms, rules, findings, this.folded, keyOf);
    const rank = (rule: number): number => this.rankOf[rule];
    this.lists = new ListWriter(this.out, this.atoms, rank, (rule) => this.records.record(rule, rank(rule)));
  }

  write(): Uint8Array {
    const scopes = this.scopes();
    let anyHost = 0;
    [...scopes].forEach(([host, scope], number) => {
      const root = this.writeScope(scope, number);
      if (number === 0) {
        anyHost = root;
      } else {
        this.table.entry(form.HOST, host);
        [number, root].forEach((n) => this.out.number(n));
      }
    });
    const entry = (seed: number, text: string): void => this.table.entry(seed, text);
    const { roots, headers } = writeAtoms(this.out, this.atoms, entry);
    this.lists.finish((seed) => entry(seed, ''));
    return this.table.assemble({
      anyHost,
      features:
        (this.folded ? form.FOLDED : 0)
        | (scopes.size > 1 ? form.HAS_HOSTS : 0)
        | (cookiesChoose(this.rules) ? form.COOKIES_CHOOSE : 0),
      automaton: roots.words,
      atoms: this.atoms.count,
      paths: roots.paths,
      headers,
    });
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
    const key = this.cased(exactPath(this.rules[index]));
    const rules = scope.exact.get(key);
    if (rules === undefined) scope.exact.set(key, index);
    else if (typeof rules === 'number') scope.exact.set(key, [rules, index]);
    else rules.push(index);
  }

  private writeScope({ exact, root }: Scope, number: number): number {
    const offset = this.writeNode(root ?? newNode(NO_RULE));
    for (const [key, filed] of exact) {
      const rules = this.prepare(typeof filed === 'number' ? [filed] : filed);
      this.table.entry(number * 8 + form.EXACT, key);
      this.list(rules);
    }
    return offset;
  }

  /**
   * Writes a node and returns its place. A node with a name is part of its entry in the table, so that `head` writes
   * the entry after all that the node refers to. The seed of the entry is the place of the parent, which is written
   * first.
   */
  private writeNode(node: TrieNode, head?: () => void): number {
    const sole = soleRule(node);
    const { literals, prefixes, suffixes, wild, splat, rules: all } =
      sole === undefined ? node : { ...newNode(), rules: [sole] };
    const wildAt = wild && this.writeNode(wild);
    const splatAt = splat && this.writeNode(splat);
    const rules = this.prepare(all, sole === undefined ? 'whole' : node.rules.length > 0 ? 'begun' : undefined);
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
    for (const [text, child] of literals) {
      this.writeNode(child, () => this.table.entry(offset * 8 + form.LITERAL, text));
    }
    this.writeEdges(offset * 8 + form.PREFIX, prefixes);
    this.writeEdges(offset * 8 + form.SUFFIX, suffixes);
    return offset;
  }

  /** Texts that continue others are written after them. */
  private writeEdges(seed: number, children: ReadonlyMap<string, TrieNode>): void {
    const nodes = new Map<string, Shorter>();
    for (const { text, shorter } of inOrder([...children.keys()], seed % 8 === form.SUFFIX)) {
      const known = shorter === undefined ? undefined : nodes.get(shorter);
      const node = this.writeNode(children.get(text)!, () => this.table.edge(seed, text, known));
      nodes.set(text, { text, node });
    }
  }

  /**
   * Writes the lengths of the texts, the shortest first, so that the matcher searches the table once for each length
   * and not for each rule.
   */
  private lengths(children: ReadonlyMap<string, TrieNode>): void {
    const lengths = [...new Set([...children.keys()].map((text) => text.length))].sort((a, b) => a - b);
    this.out.number(lengths.length);
    for (const length of lengths) this.out.number(length);
  }

  /** Writes what the rules of a place refer to, and returns those that can apply; their list must follow. */
  private prepare(all: readonly number[], compared?: Compared): readonly number[] {
    const rules = this.records.visible(all);
    this.records.prepare(rules, compared);
    if (rules.length > 1) this.lists.prepare(rules.map((rule) => this.records.candidate(rule)));
    return rules;
  }

  private list(rules: readonly number[]): void {
    if (rules.length === 1) {
      this.out.number(0);
      this.records.record(rules[0], this.rankOf[rules[0]]);
      this.records.forget(rules[0]);
    } else {
      this.lists.write(rules);
    }
  }

  private cased(text: string): string {
    return this.folded ? text.toLowerCase() : text;
  }
}
