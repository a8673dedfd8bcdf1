/**
 * The packed form of compiled rules: what the writer and the reader agree on.
 *
 * A program is read in place. Eight little-endian words come first, then one hash table, then the records:
 *
 *     word 0  magic        word 4  slots in the table
 *     word 1  version      word 5  offset of the root node of rules for any host
 *     word 2  bytes        word 6  features (below)
 *     word 3  checksum     word 7  0
 *
 * The table holds pairs (hash, offset of an entry); an entry is `seed, length, text, payload`. One table serves everything that is
 * looked up by text: hosts, complete paths, and the edges of the segment trie. Numbers in records are LEB128, text is ASCII.
 */
export const MAGIC = 0x52454643;
export const VERSION = 1;
export const HEADER_WORDS = 8;

/** Program features. */
export const FOLDED = 1;
export const HAS_HOSTS = 2;

/** What a table entry is keyed by; the seed of an entry is `node * 8 + kind`. */
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

/** What a rule record has. */
export const HAS_TARGET = 1;
export const HAS_PATTERN = 2;
export const HAS_TESTS = 4;
export const QUERY_SHIFT = 3;
export const KEEPS_MATCHED = 32;
export const COLLAPSES = 64;
export const NEEDS_NO_SLASH = 128;
export const NEEDS_SLASH = 256;
export const IGNORES_CASE = 512;
export const GUARDED = 1024;
export const CHANGES_SCHEME = 2048;

/** Query policies, in the order of their codes. */
export const QUERY_MERGE = 0;
export const QUERY_DROP = 1;
export const QUERY_REPLACE = 2;
export const QUERY_ONLY = 3;

/** Bytes of a pattern that are not text. */
export const PLACEHOLDER = 1;
/** Any number of whole segments. */
export const SPLAT = 2;
/** Any characters, inside a segment too: only the `_redirects` dialects have it. */
export const STAR = 3;
/** In a template, bytes from here up to 31 stand for captures, so that a rule has at most 30. */
export const CAPTURE = 1;
export const MOST_CAPTURES = 30;

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
