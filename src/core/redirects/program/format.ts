/**
 * The packed form of compiled rules: what the writer and the reader agree on.
 *
 * A program is read in place. Eight little-endian words come first, then one hash table, then the records:
 *
 *     word 0  magic        word 4  slots in the table
 *     word 1  version      word 5  root node of the rules for any host
 *     word 2  bytes        word 6  features (below)
 *     word 3  checksum     word 7  bits of a hash in a slot
 *
 * A slot of the table holds the place of an entry and, in the bits that places leave free, the end of its hash, so that nearly every other entry is
 * passed over unread. An entry is `seed, length, text, payload`. One table serves everything that is looked up by text, told apart by the seed: hosts,
 * complete paths, and the edges of the segment trie. Numbers in records are LEB128, text is ASCII.
 *
 *     payload of a host    scope, root node
 *     payload of a path    rules
 *     payload of an edge   the node itself
 *     node                 best rank, features, [wild child], [splat child], [lengths of prefixes], [lengths of suffixes], [rules]
 *     rules                0 and one record, or their number and the places of their records
 *     record               rank, number, status - 200, flags, [pattern], [guard], [tests], [names to keep], [distance back to the template]
 */
export const MAGIC = 0x52454643;
export const VERSION = 1;
export const HEADER_WORDS = 8;

/** Program features. */
export const FOLDED = 1;
export const HAS_HOSTS = 2;

/** What a table entry is found by; its seed is `scope * 8 + EXACT`, `node * 8 + kind of edge`, or `HOST`. */
export const EXACT = 0;
export const LITERAL = 1;
export const PREFIX = 2;
export const SUFFIX = 3;
export const HOST = 4;

/** What a trie node has. */
export const NODE_WILD = 1;
export const NODE_SPLAT = 2;
export const NODE_PREFIXES = 4;
export const NODE_SUFFIXES = 8;
export const NODE_RULES = 16;
export const NODE_LITERALS = 32;
/** No other rule is at or under it, so that its rule is judged however the path goes on. */
export const NODE_SOLE = 64;
/** There are steps for the next segment. */
export const NODE_STEPS = NODE_WILD + NODE_PREFIXES + NODE_SUFFIXES + NODE_LITERALS;

/** What a rule record has. */
export const HAS_TARGET = 1;
export const HAS_PATTERN = 2;
export const HAS_TESTS = 4;
/** Without any of these three, the query of the request is merged. */
export const QUERY_DROP = 16;
export const QUERY_REPLACE = 32;
export const QUERY_ONLY = 64;
/** The answer could be the address of the request itself. */
export const MAY_STAY = 128;
/** `//` in a relative target becomes `/`. */
export const COLLAPSES = 256;
/** A capture is part of the host of the target. */
export const LENDS_HOST = 512;
/** A capture may be `..`, which would climb out of the folder of the target. */
export const MAY_CLIMB = 262144;
/** The query of the target is captures alone: where they are empty, its `?` must go as well. */
export const MAY_LACK_QUERY = 524288;
export const NEEDS_CARE = 128 + 256 + 512 + 524288;
/** Parameters that the rule has looked for are sent on. */
export const KEEPS_MATCHED = 1024;
export const NEEDS_NO_SLASH = 2048;
export const NEEDS_SLASH = 4096;
export const IGNORES_CASE = 8192;
/** What is under the target already is left alone. */
export const GUARDED = 16384;
/** Only the scheme may tell the answer from the request. */
export const CHANGES_SCHEME = 32768;
/** The pattern sees the slash at the end of a path: a splat at its end takes it, and a star counts characters. */
export const SEES_SLASH = 65536;
/** An address with a final slash is another one than without. */
export const SLASH_COUNTS = 131072;

/** Bytes of a pattern that are not text. */
export const PLACEHOLDER = 1;
/** Any number of whole segments. */
export const SPLAT = 2;
/** Any characters, inside a segment too: only the `_redirects` dialects have it. */
export const STAR = 3;
/** In a template, bytes from here up stand for captures: which part of the address it lands in, and five bits for its number. */
export const CAPTURE = 128;
export const IN_QUERY = 32;
export const IN_FRAGMENT = 64;
export const MOST_CAPTURES = 32;

/** Tests that a request must pass. */
export const TEST_METHOD = 1;
export const TEST_COUNTRY = 2;
export const TEST_LANGUAGE = 3;
export const TEST_COOKIE = 4;
export const TEST_HEADER = 5;
export const TEST_ORIGIN_STATUS = 6;
export const TEST_START = 7;
export const TEST_END = 8;
export const TEST_QUERY = 9;

/** How a text is compared. */
export const PRESENT = 0;
export const EQUALS = 1;
export const CONTAINS = 2;
export const CAPTURES = 3;
