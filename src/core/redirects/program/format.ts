/**
 * The format of compiled rules, shared by writer and reader.
 *
 * A program is read in place. Twelve little-endian words come first, then one hash table, then an automaton, then the
 * records:
 *
 *     word 0  magic        word 4  slots in the table                      word 8   words of the automaton
 *     word 1  version      word 5  root node of the rules for any host     word 9   atoms
 *     word 2  bytes        word 6  features (below)                        word 10  root state of paths, or 0
 *     word 3  checksum     word 7  bits of a hash in a slot                word 11  list of headers, or 0
 *
 * A place is an offset in the records. A slot of the table has the place of an entry and, in the remaining bits, the
 * end of its hash, so that nearly every other entry is skipped unread. An entry is `seed, length, text, payload`. That
 * of a prefix or suffix is `seed, 2 * length, text, payload`, or, if it continues a shorter one, `seed, 2 * length + 1,
 * node of the shorter one, rest of the text, payload`. One table has all that is looked up by text, distinguished by
 * the seed: hosts, complete paths, the edges of the tree of segments, and names and values of conditions. Numbers in
 * records are LEB128. Text is ASCII or, in names and values of conditions, UTF-16 units as numbers.
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
 *     record               rank, number, status - 200, flags, [seconds in caches, Retry-After],
 *                          [distance back to the pattern],
 *                          [characters compared at its beginning, at its end], [guard], [tests],
 *                          [names to keep], [distance back to the template]
 *     pattern              its length, its characters; for captures that may leave the folder of the target, also the
 *                          part of the template that decides about that, with its length
 *     names to keep        whole names, sorted prefixes of names (none is a prefix of another)
 *
 * A record with status 200 and without a target leaves its requests to the site: no rule that ranks behind it applies.
 *
 * An atom is a test of a condition, numbered from 1: a parameter, cookie or header that is present or has a value, a
 * header that contains a text, a language, a country, a method, a status of the origin, a text in the path. Each part
 * of the request that has atoms is a channel, which is read at most once for a request; then all its atoms that hold
 * are marked.
 *
 *     tests                their number, and for each 2 * channel, + 1 if there are several atoms, [their number],
 *                          atoms of which one must hold; CAPTURED has one; PATH has one and its possible positions;
 *                          START and END have a time
 *     source               atom of presence, 2 * root state of the texts (or 0) + 1 if there are values
 *     headers              their number, and for each its name and its source
 *
 * Many rules of one place are a choice: each rule is in the list of an atom without which it does not apply, and the
 * rest in a list of their own.
 *
 *     choice               4 * its number, + 1 if there is a rest, + 2 if all rules have one pattern whose captures may
 *                          leave the folder of their targets, [place of the rest], [place of the pattern, its flags],
 *                          number of groups,
 *                          and for each: channel, best rank, number of members, place of its members
 *     members              for each, the best first: best rank, atom, rules of a member; of START one span instead
 *     rules of a member    2 * their place; or 2 * their place + 1, and channel and atom of a second test
 *     span                 2 * a place, + 1 if it is divided; 0 if no rule applies. At the place: rules;
 *                          or a time, the span before it and the span from then on
 *
 * The automaton finds all texts of a channel in one pass over the request. A state is four words, which one line of the
 * processor's cache holds: the base of its steps, its parent, the state of its longest suffix (where a search continues
 * that fails), the first of itself and these suffixes at which a text ends. Behind all states there is a word for each:
 * the atom of the text that ends there.
 *
 * Behind offset 0, which means "nothing", the records begin with what the rules read besides the path, so that a
 * function behind the cache can refuse rules that read more than its cache key has:
 *
 *     reads                number of readings, and for each: its text, 1 if it only decides about the answer of a rule
 *                          that applies (0 if about whether it applies), the number of spans, and for each span how
 *                          many rules are before it since the last one, and how many rules it has
 */
export const MAGIC = 0x52454643;
export const VERSION = 7;
export const HEADER_WORDS = 12;
/** The offset of the readings in the records. */
export const READS = 1;

/** Program features. */
export const FOLDED = 1;
export const HAS_HOSTS = 2;
/** The cookies `nf_country` and `nf_lang` choose the country and the language, as at Netlify. */
export const COOKIES_CHOOSE = 4;

/**
 * Kinds of table entries. Their seeds are `scope * 8 + EXACT`, `node * 8 + kind of edge`, `HOST`,
 * `channel * 8 + NAME`, `atom of the name * 8 + VALUE`, or, without a text,
 * `(number of the choice * (atoms + 1) + atom) * 8 + CHOICE`. A suffix is hashed from its end.
 */
export const EXACT = 0;
export const LITERAL = 1;
export const PREFIX = 2;
export const SUFFIX = 3;
export const HOST = 4;
export const NAME = 5;
export const VALUE = 6;
export const CHOICE = 7;

/** Features of a node. */
export const NODE_WILD = 1;
export const NODE_SPLAT = 2;
export const NODE_PREFIXES = 4;
export const NODE_SUFFIXES = 8;
export const NODE_RULES = 16;
export const NODE_LITERALS = 32;
/** No other rule is at or under it, so that its rule is matched however the path continues. */
export const NODE_SOLE = 64;
/** It has steps for the next segment. */
export const NODE_STEPS = NODE_WILD + NODE_PREFIXES + NODE_SUFFIXES + NODE_LITERALS;

/** Flags of a record. */
export const HAS_TARGET = 1;
export const HAS_PATTERN = 2;
export const HAS_TESTS = 4;
/** The table has compared characters at the beginning and at the end of its pattern. */
export const COMPARED = 8;
/** Without any of these three, the query of the request is merged. */
export const QUERY_DROP = 16;
export const QUERY_REPLACE = 32;
export const QUERY_ONLY = 64;
/** The target could be the URL of the request itself. */
export const MAY_REDIRECT_TO_SELF = 128;
/** `//` in a relative target becomes `/`. */
export const COLLAPSES = 256;
/** A capture is part of the host of the target. */
export const LENDS_HOST = 512;
/** A capture of the path may be `..`, which would leave the folder of the target: see the text behind the pattern. */
export const MAY_TRAVERSE_UP = 262144;
/** The same, but a capture of the query has to be known too: the template tells. */
export const MAY_TRAVERSE_UP_AT_LAST = 4194304;
/** The query or the fragment of the target has only captures: if they are empty, its `?` or `#` is removed too. */
export const MAY_LACK_PART = 524288;
export const NEEDS_CARE = 128 + 256 + 512 + 524288;
/** Parameters that the rule has tested are kept. */
export const KEEPS_MATCHED = 1024;
export const NEEDS_NO_SLASH = 2048;
export const NEEDS_SLASH = 4096;
/* 8192 and 65536 are flags of the pattern: see `pattern/alphabet`. */
/** Requests under the target are exempt. */
export const GUARDED = 16384;
/** The target may differ from the request only by the scheme. */
export const CHANGES_SCHEME = 32768;
/** Paths with and without a final slash are different. */
export const SLASH_COUNTS = 131072;
/** Without any of these, the template itself is the location for a request without a query. */
export const NEEDS_MORE = HAS_PATTERN + HAS_TESTS + QUERY_ONLY + GUARDED + NEEDS_CARE + 8388608;
/** It tests texts in the path, which takes less time than matching the pattern. */
export const TESTS_FIRST = 1048576;
/** A stray `%` at the end of a capture could become an escape with what follows it. */
export const MAY_MAKE_ESCAPE = 2097152;
/** It states how long its answer may be cached. */
export const TIMED = 8388608;

/**
 * Bits of the test of a text in the path: whether a slash was added to its end, whether the path must begin with it,
 * the number of slashes before and behind it (plus one; 0 for any number), and the first bit of its length.
 */
export const ADDED = 1;
export const LEADS = 2;
export const BEFORE = 2;
export const BEHIND = 7;
export const MOST_SLASHES = 31;
export const LENGTH = 12;
/** None of these bits is set if the text may be anywhere. */
// eslint-disable-next-line no-bitwise -- the position of a text is packed into bits
export const FREE = LEADS | (MOST_SLASHES << BEFORE) | (MOST_SLASHES << BEHIND);

/** Factor by which a rank and a place are kept in one number. */
export const PLACES = 0x100000000;

/** Words of a state of the automaton. */
export const STATE_WORDS = 4;
/** Steps are bytes. A character beyond ASCII takes three; the values of the first are used for nothing else. */
export const LEAD_STEP = 128;
export const NEXT_STEP = 144;
