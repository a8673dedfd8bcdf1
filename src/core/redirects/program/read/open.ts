/* eslint-disable no-bitwise -- features of a program are bits */
import { Cursor, readNumber } from './cursor';
import { factsOf } from './facts';
import {
  EXACT,
  FOLDED,
  HAS_HOSTS,
  HEADER_WORDS,
  HOST,
  LITERAL,
  MAGIC,
  NODE_LITERALS,
  NODE_PREFIXES,
  NODE_RULES,
  NODE_SOLE,
  NODE_SPLAT,
  NODE_STEPS,
  NODE_SUFFIXES,
  NODE_WILD,
  PLACES,
  PREFIX,
  SUFFIX,
  VERSION,
} from '../format';
import { checksum, hashesOf, hashText, seeded } from '../hash';
import { hostNames } from './host-names';
import { looker } from './lists';
import { hashOfPlain } from './plain-path';
import { decide, fitted, Visit } from './rule';
import { finders } from './table';
import { viewerPath } from '../../../facts/root-object';
import type { RedirectDecision, RedirectMatcher } from '../../rule/types';
import { endsWithSlash, normalizePath } from '../../url/path';
import { objectPathOf } from '../../url/root-object';
import { slashBefore } from '../../url/slashes';

/**
 * Opens a program. Nothing is parsed: it is read in place, so that a hundred thousand rules are ready in milliseconds.
 *
 * Throws if the bytes are not a valid program of this version; callers keep the program that they have.
 *
 * @param rootObject The default root object: a request for it is matched as one for `/`.
 * @param refusing The rules that never apply: see `refusedRules`.
 */
export function openProgram(
  program: Uint8Array, rootObject = '', refusing?: (c: Cursor, words: Uint32Array) => ReadonlySet<number>,
): RedirectMatcher {
  const bytes = program.byteOffset % 4 === 0 ? program : program.slice();
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
  if (words[0] !== MAGIC || words[1] !== VERSION || words[2] !== bytes.byteLength || words[3] !== checksum(words, 4)) {
    throw new Error('damaged rules');
  }
  const c = { bytes: bytes.subarray(4 * (HEADER_WORDS + words[4] + words[8])), at: 0 };
  return { match: search(words, c, objectPathOf(rootObject), refusing?.(c, words)) };
}

/** Greater than all ranks, and a small integer like them, which V8 stores without allocation. */
const NO_RANK = 0x7fffffff;
/** Longer segments are hashed once. */
const LONG = 256;

/**
 * Finds the rule that applies to a request: the table proposes candidates, `decide` matches them in the order of their
 * ranks, and the first that applies is the result.
 */
function search(
  words: Uint32Array, c: Cursor, object: string, refused?: ReadonlySet<number>,
): RedirectMatcher['match'] {
  const [,,,, capacity, anyHost, features] = words;
  const [find, findEdge] = finders(words, capacity, c);
  const visit: Visit = {
    path: '',
    query: '',
    key: '',
    object,
    refused,
    places: undefined,
    fitted: undefined,
    sent: undefined,
    spelling: undefined,
  };
  const facts = factsOf(words, c, find, visit);
  let best: number;
  let decision: RedirectDecision | null | undefined;
  /** Rules that may apply, as numbers that are sorted by rank. */
  let proposed = new Float64Array(64);
  let proposals: number;

  const propose = (rank: number, place: number): void => {
    if (rank >= best) return;
    if (proposals === proposed.length) {
      const more = new Float64Array(2 * proposals);
      more.set(proposed);
      proposed = more;
    }
    proposed[proposals++] = rank * PLACES + place;
  };

  /** Matches the proposed rules that rank before a limit: all rules still to be proposed rank behind it. */
  const judge = (limit: number): void => {
    if (proposals === 0) return;
    if (proposals > 1) {
      proposed.subarray(0, proposals).sort();
      visit.fitted ??= new Map();
    }
    let judged = 0;
    for (; judged < proposals; judged++) {
      const rank = proposed[judged] / PLACES | 0;
      if (rank >= best || rank >= limit) break;
      c.at = proposed[judged] - rank * PLACES | 0;
      const found = decide(c, visit, facts);
      if (found === undefined) continue;
      best = rank;
      decision = found;
    }
    if (judged < proposals) proposed.copyWithin(0, judged, proposals);
    proposals -= judged;
  };
  const look = looker(c, find, facts, words[9], {
    counts: (rank) => rank < best,
    propose,
    fits: (pattern, flags) => !!fitted(c, pattern, flags, visit),
    judge,
  });

  /** Hashes of long segments, which many nodes need. */
  let known: Map<number, number> | undefined;
  const hashOf = (from: number, to: number): number => {
    if (to - from < LONG) return hashText(visit.key, from, to);
    const place = from * PLACES + to;
    let hashed = (known ??= new Map()).get(place);
    if (hashed === undefined) known.set(place, hashed = hashText(visit.key, from, to));
    return hashed;
  };
  const finds = (seed: number, from: number, to: number): boolean =>
    find(seed, visit.key, from, to, seeded(seed, hashOf(from, to)));

  /**
   * Proposes the rules that can match the segments of `key` between two offsets: forwards until a splat, then backwards
   * from the end. A node is skipped with all nodes under it if its best rule ranks behind the one that was found.
   */
  const walk = (node: number, from: number, to: number, backwards: boolean): void => {
    c.at = node;
    if (readNumber(c) >= best) return;
    const has = readNumber(c);
    const wild = has & NODE_WILD ? readNumber(c) : 0;
    const splat = has & NODE_SPLAT ? readNumber(c) : 0;
    const prefixes = has & NODE_PREFIXES ? lengths(c) : undefined;
    const suffixes = has & NODE_SUFFIXES ? lengths(c) : undefined;
    if (has & NODE_RULES && (backwards || from === to || has & NODE_SOLE)) look();
    if (from < to && has & NODE_STEPS) {
      const slash = backwards ? slashBefore(visit, to) : visit.key.indexOf('/', from + 1);
      const start = (backwards ? slash : from) + 1;
      const end = backwards || slash < 0 ? to : slash;
      const first = backwards ? from : end;
      const last = backwards ? slash : to;
      if (has & NODE_LITERALS && finds(node * 8 + LITERAL, start, end)) walk(c.at, first, last, backwards);
      if (prefixes) edges(node * 8 + PREFIX, prefixes, start, end, first, last, backwards);
      if (suffixes) edges(node * 8 + SUFFIX, suffixes, start, end, first, last, backwards);
      if (wild && start < end) walk(wild, first, last, backwards);
    }
    if (splat) walk(splat, from, to, true);
  };

  const edges = (
    seed: number,
    sizes: readonly number[],
    start: number,
    end: number,
    first: number,
    last: number,
    backwards: boolean,
  ): void => {
    const leads = seed % 8 === PREFIX;
    const hashes = hashesOf(seed, visit.key, leads ? start : end - 1, leads ? 1 : -1, sizes, end - start);
    // Each text that is found continues the one before, so that no character is compared twice.
    const found: number[] = [];
    let [node, done] = [0, 0];
    for (let i = 0; i < hashes.length; i++) {
      const size = sizes[i];
      const [from, to] = leads ? [start + done, start + size] : [end - size, end - done];
      if (!findEdge(seed, visit.key, from, to, hashes[i], 2 * size + (node && 1), node)) continue;
      found.push(node = c.at);
      done = size;
    }
    // The longest is the most specific.
    for (let i = found.length - 1; i >= 0; i--) walk(found[i], first, last, backwards);
  };

  /** `hashed` is the hash of the key without a seed. */
  const within = (scope: number, root: number, hashed: number): void => {
    const seed = scope * 8 + EXACT;
    if (find(seed, visit.key, 0, visit.key.length, seeded(seed, hashed))) {
      // Mostly it applies, and nothing else needs to be matched: so it is matched at once, unless a rule was found.
      if (best < NO_RANK || proposals > 0 || c.bytes[c.at] > 0) {
        look();
        if (best === NO_RANK) judge(NO_RANK);
      } else {
        // Nearly always it is one rule, which needs no sorting.
        c.at++;
        const rank = readNumber(c);
        const found = decide(c, visit, facts);
        if (found !== undefined) {
          best = rank;
          decision = found;
        }
      }
    }
    walk(root, 0, visit.key.length, false);
  };

  return (asked) => {
    let hashed = features & FOLDED ? -1 : hashOfPlain(asked.path);
    const normalized = hashed < 0 ? normalizePath(asked.path) : asked.path;
    const path = object === '' ? normalized : viewerPath(normalized, object);
    visit.query = asked.query;
    visit.path = path;
    visit.places = visit.fitted = visit.spelling = undefined;
    // The path of the object is not what the viewer sent.
    visit.sent = path === asked.path || path === '/' ? undefined : asked.path;
    const key = endsWithSlash(path) ? path.slice(0, -1) : path;
    visit.key = features & FOLDED ? key.toLowerCase() : key;
    if (hashed < 0 || path !== asked.path) hashed = hashText(visit.key, 0, visit.key.length);
    best = NO_RANK;
    decision = undefined;
    proposals = 0;
    known = undefined;
    facts.begin(asked);
    if (features & HAS_HOSTS) {
      for (const name of hostNames(asked.host)) {
        if (find(HOST, name, 0, name.length)) within(readNumber(c), readNumber(c), hashed);
      }
    }
    within(0, anyHost, hashed);
    if (proposals > 0) judge(NO_RANK);
    return decision ?? undefined;
  };
}

function lengths(c: Cursor): number[] {
  const list: number[] = [];
  for (let left = readNumber(c); left > 0; left--) list.push(readNumber(c));
  return list;
}
