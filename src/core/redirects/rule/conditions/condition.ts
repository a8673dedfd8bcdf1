import type { RequestPart } from '../../../cache-key/request-part';
import type { CodeOf } from '../../../problem';
import type { Conditions, RedirectRule, TextTest } from '../model';
import type { Plain } from '../plain';
import type { Address, Draft, Probe } from '../probe';

/**
 * What the engine knows of one condition of rules. Every member must be there, so that a part which is forgotten does
 * not compile.
 */
export interface Condition<Value = unknown> {
  /** What a rule says of it; undefined where it says nothing. */
  from(rule: RedirectRule): Value | undefined;
  /** The rule with another value. */
  withValue(rule: RedirectRule, value: Value): RedirectRule;
  /** How many conditions it counts for: more specific rules take precedence. */
  count(value: Value): number;
  /** As a person would say it, a text for each. */
  describe(value: Value): string[];

  /**
   * Whether each request that meets the other value meets this one too. `true` is a proof, `false` means "not
   * provable".
   */
  isImpliedBy(value: Value, other: Value): boolean;
  /** Keys of a lookup: of each of these lists, a value that implies this one offers one at least. */
  requires(value: Value): string[][];
  offers(value: Value): string[];
  /** What meets both, as far as that can be told; `undefined` is a proof that nothing does. */
  intersect(a: Value, b: Value): Value | undefined;

  /** In how many ways it can be met: each value of a list may be hidden by another rule. */
  choices(value: Value): number;
  /** Changes a probe as little as it takes to meet the condition with a later request. */
  meet(value: Value, probe: Draft, how: Meeting): void;
  /** Probes that fail it, and are otherwise the same. */
  fail(value: Value, probe: Probe, how: Failing): Probe[];

  /** What its record at the edge says, all of which must hold. */
  tests(value: Value, atoms: AtomNumbers): EdgeTest[];
  /** What of a request decides it: behind the cache, that must be in the cache key. */
  parts(value: Value): Part[];
}

/** A condition that stands under `when` in JSON, and in a column of its own in CSV. */
export interface WhenCondition<Key extends keyof Conditions = keyof Conditions> extends Condition<ValueOf<Key>> {
  /** Where a rule keeps it. */
  readonly key: Key;
  /** How files call it. */
  readonly name: string;
  /** How a sentence calls it, as in "a condition on the method". */
  readonly noun: string;
  /** How lines of Netlify say it; undefined if they cannot. */
  readonly line: LineWord<ValueOf<Key>> | undefined;
  /** Where a function cannot know it. */
  readonly unseen: readonly Unseen[];
  /** Reads what a file says, which is in a `cell` of a text or a value of JSON. */
  read(value: Plain, cell: boolean): Read<ValueOf<Key>>;
  /** A cell as JSON would have it. */
  readCell(text: string): Plain;
  writeJson(value: ValueOf<Key>): unknown;
  /** Throws `Unwritable` where a cell cannot hold it. */
  writeCell(value: ValueOf<Key>): string;
}

export type ValueOf<Key extends keyof Conditions> = NonNullable<Conditions[Key]>;

/** A value, or what is wrong with the text: "must be …". */
export type Read<Value> = { readonly value: Value } | { readonly fault: string };

/** `Country=de,at` */
export interface LineWord<Value> {
  readonly word: string;
  read(values: readonly string[]): Plain;
  /** What a line stands for: any of these is enough. */
  alternatives(value: Value): Value[];
  write(value: Value): string;
  /** What it asks for that the word cannot express. */
  refuses(value: Value): string | undefined;
}

export interface Unseen {
  readonly on: readonly ('viewer-request' | 'origin-request' | 'origin-response')[];
  readonly code: CodeOf<'error'>;
  /** Goes on from "/a". */
  readonly message: string;
}

export interface Meeting {
  /** Which of several ways, counted from 0. */
  readonly choice: number;
  /** The request that is to meet it. */
  readonly at: Address;
  /** The value of a name that only has to be there. */
  readonly anything: string;
}

export interface Failing {
  /** The request that is to fail it. */
  readonly at: Address;
  /** The earliest time that counts. */
  readonly since: number;
}

export type Part = Pick<RequestPart, 'kind' | 'name' | 'dispensable'>;

/** A test as the record of a rule says it: one of the atoms must hold. */
export interface EdgeTest {
  readonly channel: number;
  readonly atoms: readonly number[];
  /** Of START and END the time; of PATH how long its text is. */
  readonly number?: number;
}

/** Numbers whatever conditions look for, each thing once: what is there, has a value, or holds a text. */
export interface AtomNumbers {
  /** A language, country, method or status. */
  name(channel: number, text: string): { readonly atom: number };
  parameter(name: string, value?: string): number;
  cookie(name: string, test: TextTest): number;
  header(name: string, test: TextTest): EdgeTest;
}
