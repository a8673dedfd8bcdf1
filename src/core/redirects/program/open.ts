/* eslint-disable no-bitwise -- features and flags of a program are bits */
import type { RedirectDecision, RedirectMatcher, RedirectRequest } from '../types';
import { Cursor, readNumber } from './cursor';
import {
  EXACT, FOLDED, HAS_HOSTS, HEADER_WORDS, HOST, LITERAL, MAGIC, NODE_PREFIXES, NODE_RULES, NODE_SPLAT, NODE_SUFFIXES, NODE_WILD, PREFIX,
  SUFFIX, VERSION,
} from './format';
import { checksum, hash, slotOf } from './hash';
import { normalizePath } from './path';
import { decide } from './rule';

/**
 * Makes a program ready to answer. Nothing is parsed: the program is read in place, so that a hundred thousand rules are ready in milliseconds.
 *
 * Throws on bytes that are no program of this version; callers keep the one that they have.
 */
export function openProgram(program: Uint8Array): RedirectMatcher {
  const bytes = program.byteOffset % 4 === 0 ? program : program.slice();
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
  if (words[0] !== MAGIC || words[1] !== VERSION || words[2] !== bytes.byteLength || words[3] !== checksum(words, 4)) {
    throw new Error('not a redirect program of this version, or damaged');
  }
  const records = bytes.subarray(4 * (HEADER_WORDS + 2 * words[4]));
  return { match: (request) => new Search(records, words, request).run() };
}

/** Looks for the best rule for one request: the tables propose, `decide` judges, the lowest rank wins. */
class Search {
  private readonly c: Cursor;
  private readonly path: string;
  /** What the tables are asked for: without the final slash, and in lower case if any rule ignores case. */
  private readonly key: string;
  private best = Infinity;
  private decision: RedirectDecision | undefined;

  constructor(bytes: Uint8Array, private readonly words: Uint32Array, private readonly request: RedirectRequest) {
    this.c = { bytes, at: 0 };
    this.path = normalizePath(request.path);
    const key = this.path.endsWith('/') ? this.path.slice(0, -1) : this.path;
    this.key = words[6] & FOLDED ? key.toLowerCase() : key;
  }

  run(): RedirectDecision | undefined {
    if (this.words[6] & HAS_HOSTS && this.request.host !== undefined) this.ofHost(this.request.host.toLowerCase().replace(/:\d*$/, ''));
    this.within(this.words[5]);
    return this.decision;
  }

  /** Rules for this very host, then for `*.` and each of its parents. */
  private ofHost(host: string): void {
    for (let from = 0, name = host; ; name = `*${host.slice(from)}`) {
      if (this.find(HOST, name, 0, name.length)) this.within(readNumber(this.c));
      from = host.indexOf('.', from + 1);
      if (from < 0) return;
    }
  }

  private within(root: number): void {
    if (this.find(root * 8 + EXACT, this.key, 0, this.key.length)) this.consider();
    this.walk(root, 0, this.key.length, false);
  }

  /**
   * Visits the rules that can fit the segments of `key` between two places: forwards until a splat, then backwards from the end.
   * A node whose best rule ranks behind what has been found is left out with all that is under it.
   */
  private walk(node: number, from: number, to: number, backwards: boolean): void {
    const { c, key } = this;
    c.at = node;
    if (readNumber(c) >= this.best) return;
    const has = readNumber(c);
    const wild = has & NODE_WILD ? readNumber(c) : 0;
    const splat = has & NODE_SPLAT ? readNumber(c) : 0;
    const prefixes = has & NODE_PREFIXES ? this.lengths() : undefined;
    const suffixes = has & NODE_SUFFIXES ? this.lengths() : undefined;
    if (has & NODE_RULES && (backwards || from === to)) this.consider();
    if (from < to) {
      const start = backwards ? key.lastIndexOf('/', to - 1) : from;
      const slash = backwards ? to : key.indexOf('/', from + 1);
      const end = slash < 0 ? to : slash;
      const rest = (child: number): void => (backwards ? this.walk(child, from, start, true) : this.walk(child, end, to, false));
      this.edge(node, LITERAL, start + 1, end, rest);
      prefixes?.forEach((n) => n < end - start && this.edge(node, PREFIX, start + 1, start + 1 + n, rest));
      suffixes?.forEach((n) => n < end - start && this.edge(node, SUFFIX, end - n, end, rest));
      if (wild && end - start > 1) rest(wild);
    }
    if (splat) this.walk(splat, from, to, true);
  }

  private edge(node: number, kind: number, from: number, to: number, rest: (child: number) => void): void {
    if (this.find(node * 8 + kind, this.key, from, to)) rest(readNumber(this.c));
  }

  private lengths(): number[] {
    const list: number[] = [];
    for (let left = readNumber(this.c); left > 0; left--) list.push(readNumber(this.c));
    return list;
  }

  /** Rules of one list are in the order of their ranks, so the first that fits is the best of them. */
  private consider(): void {
    const { c } = this;
    for (let left = readNumber(c); left > 0; left--) {
      const record = readNumber(c);
      const behind = c.at;
      c.at = record;
      const rank = readNumber(c);
      if (rank >= this.best) return;
      const decision = decide(c, this.path, this.request);
      if (decision !== undefined) {
        this.best = rank;
        this.decision = decision ?? undefined;
        return;
      }
      c.at = behind;
    }
  }

  /** Finds a table entry and leaves the cursor on its payload. */
  private find(seed: number, text: string, from: number, to: number): boolean {
    const capacity = this.words[4];
    const hashed = hash(seed, text, from, to);
    for (let slot = slotOf(hashed, capacity); ; slot = (slot + 1) % capacity) {
      const entry = this.words[HEADER_WORDS + 2 * slot + 1];
      if (entry === 0) return false;
      if (this.words[HEADER_WORDS + 2 * slot] === hashed && this.isEntry(entry, seed, text, from, to)) return true;
    }
  }

  private isEntry(entry: number, seed: number, text: string, from: number, to: number): boolean {
    const { c } = this;
    c.at = entry;
    if (readNumber(c) !== seed || readNumber(c) !== to - from) return false;
    for (let i = from; i < to; i++) if (c.bytes[c.at++] !== text.charCodeAt(i)) return false;
    return true;
  }
}
