/**
 * The packed form of compiled rules: what the writer and the reader agree on.
 *
 * A program is read in place. Twelve little-endian words come first, then one hash table, then an automaton, then the
 * records:
 *
 *     word 0  magic        word 4  slots in the table                      word 8   words of the automaton
 *     word 1  version      word 5  root node of the rules for any host     word 9   atoms
 *     word 2  bytes        word 6  features (below)                        word 10  root state of paths, or 0
 *     word 3  checksum     word 7  bits of a hash in a slot                word 11  list of headers, or 0
 *
 * A slot of the table holds the place of an entry and, in the bits that places leave free, the end of its hash, so that
 * nearly every other entry is passed over unread. An entry is `seed, length, text, payload`; of a prefix or suffix it
 * is `seed, 2 * length, text, payload`, or where it goes on from a shorter one `seed, 2 * length + 1, node of that,
 * rest of the text, payload`. One
 * table serves everything that is looked up by text, told apart by the seed: hosts, complete paths, the edges of the
 * segment trie, and what conditions look for. Numbers in records are LEB128, text is ASCII or, in names and values of
 * conditions, UTF-16 units as numbers.
 *
 *     payload of a host    scope, root node
 *     payload of a path    rules
 *     payload of an edge   the node itself
 *     payload of a name    source; of one of many headers, its channel and its source
 *     payload of a value   atom
 *     payload of a choice  rules of a member
 *     node                 best rank, features, [wild child], [splat child], [lengths of prefixes],
 *                          [lengths of suffixes], [rules]
 *     rules                0 and one record; or 1 and the place of a choice;
 *                          or one more than their number and the places of their records
 *     record               rank, number, status - 200, flags, [distance back to the pattern],
 *                          [how much of it is compared at its beginning, at its end], [guard], [tests],
 *                          [names to keep], [distance back to the template]
 *     names to keep        whole names, beginnings of names in order and of which none begins with another
 *
 * A condition that can be looked for is an atom, numbered from 1: a parameter, cookie or header that is there or has a
 * value, a header that holds a text, a language, a country, a method, a status of the origin, a text in the path. Each
 * part of the request that atoms speak of is a channel, which is read at most once for a request and then says which of
 * its atoms hold.
 *
 *     tests                their number, and for each 2 * channel, + 1 if there are several atoms, [their number],
 *                          atoms of which one must hold; CAPTURED has one; PATH has one and what is known of its place;
 *                          START and END have a time
 *     source               atom of being there, 2 * root state of the texts looked for (or 0) + 1 if there are values
 *     headers              their number, and for each its name and its source
 *
 * Many rules of one place are a choice: each stands in the list of an atom without which it does not apply, and the
 * rest in a list of its own.
 *
 *     choice               place of the rest or 0, number of groups,
 *                          and for each: channel, best rank, number of members, place of its members
 *     members              for each, the best first: best rank, atom, rules of a member; of START one span instead
 *     rules of a member    2 * their place; or 2 * their place + 1, and channel and atom that they require besides
 *     span                 twice a place; odd if it parts further, 0 if no rule applies. At the place: rules;
 *                          or a time, the span before it and the span from then on
 *
 * The automaton finds all texts of a kind in one pass over the request. A state is five words: where its steps begin,
 * the state that leads to it, the state of the longest ending that is known too, the nearest of both that ends a text,
 * and the atom of that text.
 */
export const MAGIC = 0x52454643;
export const VERSION = 4;
export const HEADER_WORDS = 12;

/** Program features. */
export const FOLDED = 1;
export const HAS_HOSTS = 2;

/**
 * What a table entry is found by; its seed is `scope * 8 + EXACT`, `node * 8 + kind of edge`, `HOST`, `channel * 8 +
 * NAME`, `atom of the name * 8 + VALUE`, or `(choice * (atoms + 1) + atom) * 8 + CHOICE` without a text. A suffix is
 * hashed from its end.
 */
export const EXACT = 0;
export const LITERAL = 1;
export const PREFIX = 2;
export const SUFFIX = 3;
export const HOST = 4;
export const NAME = 5;
export const VALUE = 6;
export const CHOICE = 7;

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
/** Of its pattern, the table has compared so much at the beginning and at the end. */
export const COMPARED = 8;
/** Without any of these three, the query of the request is merged. */
export const QUERY_DROP = 16;
export const QUERY_REPLACE = 32;
export const QUERY_ONLY = 64;
/** The answer could be the URL of the request itself. */
export const MAY_REDIRECT_TO_SELF = 128;
/** `//` in a relative target becomes `/`. */
export const COLLAPSES = 256;
/** A capture is part of the host of the target. */
export const LENDS_HOST = 512;
/** A capture may be `..`, which would climb out of the folder of the target. */
export const MAY_TRAVERSE_UP = 262144;
/** The query of the target is captures alone: where they are empty, its `?` must go as well. */
export const MAY_LACK_QUERY = 524288;
export const NEEDS_CARE = 128 + 256 + 512 + 524288;
/** Parameters that the rule has looked for are sent on. */
export const KEEPS_MATCHED = 1024;
export const NEEDS_NO_SLASH = 2048;
export const NEEDS_SLASH = 4096;
/* 8192 and 65536 say how the pattern matches: see `pattern/alphabet`. */
/** What is under the target already is exempt. */
export const GUARDED = 16384;
/** Only the scheme may tell the answer from the request. */
export const CHANGES_SCHEME = 32768;
/** A path with a final slash is another one than without. */
export const SLASH_COUNTS = 131072;
/** Its tests look for texts in the path, which is cheaper than to judge the pattern. */
export const TESTS_FIRST = 1048576;

/**
 * What the test of a text in the path says: whether a slash was put behind it, whether the path must begin with it, how
 * many slashes stand before and behind it (one more, or 0 where any number may), and from which bit on its length.
 */
export const ADDED = 1;
export const LEADS = 2;
export const BEFORE = 2;
export const BEHIND = 7;
export const MOST_SLASHES = 31;
export const LENGTH = 12;
/** None of these bits is set where it may stand anywhere. */
// eslint-disable-next-line no-bitwise -- what is known of a text is bits
export const FREE = LEADS | (MOST_SLASHES << BEFORE) | (MOST_SLASHES << BEHIND);

/** Where a place of a record is kept with its rank in one number. */
export const PLACES = 0x100000000;

/** Words of a state of the automaton. */
export const STATE_WORDS = 5;
/** Steps are bytes. A character beyond ASCII takes three steps, of which no other character has the first. */
export const LEAD_STEP = 128;
export const NEXT_STEP = 144;
