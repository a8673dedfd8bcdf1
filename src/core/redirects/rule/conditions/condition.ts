import type { RequestPart } from '../../../cache-key/request-part';
import type { EdgeHost } from '../../../facts/edge-events';
import type { CodeOf } from '../../../problem';
import type { FunctionTest } from '../function-test';
import type { Conditions, RedirectRule, TextTest } from '../model';
import type { Plain } from '../plain';
import type { RequestUrl, Draft, Probe } from '../probe';

/**
 * All that the engine knows of one kind of condition. Every member is required, so that a forgotten part does not
 * compile.
 */
export interface Condition<Value = unknown> {
  /** The value in a rule; undefined where the rule has none. */
  from(rule: RedirectRule): Value | undefined;
  /** A copy of the rule with another value. */
  withValue(rule: RedirectRule, value: Value): RedirectRule;
  /** The number of conditions for the order of rules: more specific rules take precedence. */
  count(value: Value): number;
  /** Descriptions for messages and listings, one for each part. */
  describe(value: Value): string[];

  /**
   * Whether each request that satisfies the other value satisfies this one too. `true` is a proof, `false` means "not
   * provable".
   */
  isImpliedBy(value: Value, other: Value): boolean;
  /** Keys of a lookup: of each of these lists, a value that implies this one offers at least one. */
  requires(value: Value): string[][];
  offers(value: Value): string[];
  /** The intersection of two values, as far as known; `undefined` is a proof that it is empty. */
  intersect(a: Value, b: Value): Value | undefined;

  /** The number of ways to satisfy it: each value of a list may be shadowed by another rule. */
  choices(value: Value): number;
  /** Changes a probe as little as possible, so that a later request satisfies the condition. */
  satisfy(value: Value, probe: Draft, how: SatisfyOptions): void;
  /** Probes that fail it and are otherwise the same. */
  fail(value: Value, probe: Probe, how: FailOptions): Probe[];

  /** The tests of its record at the edge, all of which must pass. */
  tests(value: Value, atoms: AtomNumbers): EdgeTest[];
  /** The same tests for a CloudFront Function. */
  inFunction(value: Value): FunctionTest[];
  /** The parts of a request that decide it: behind the cache, they must be in the cache key. */
  parts(value: Value): Part[];
}

/** A condition under `when` in JSON, and in a column of its own in CSV. */
export interface WhenCondition<Key extends keyof Conditions = keyof Conditions> extends Condition<ValueOf<Key>> {
  /** Its member of `Conditions`. */
  readonly key: Key;
  /** Its name in files. */
  readonly name: string;
  /** Its name in sentences, as in "a condition on the method". */
  readonly noun: string;
  /** Its word in lines of Netlify; undefined if they have none. */
  readonly line: LineWord<ValueOf<Key>> | undefined;
  /** The events on which a function cannot see it. */
  readonly unseen: readonly Unseen[];
  /** Parses the value of a file: the text of a `cell`, or a JSON value. */
  read(value: Plain, cell: boolean): Read<ValueOf<Key>>;
  /** A cell as the equivalent JSON value. */
  readCell(text: string): Plain;
  writeJson(value: ValueOf<Key>): unknown;
  /** Throws `Unwritable` where a cell cannot hold the value. */
  writeCell(value: ValueOf<Key>): string;
}

export type ValueOf<Key extends keyof Conditions> = NonNullable<Conditions[Key]>;

/** A value, or an error: "must be …". */
export type Read<Value> = { readonly value: Value } | { readonly fault: string };

/** `Country=de,at` */
export interface LineWord<Value> {
  readonly word: string;
  /** Continues "write …" in messages. */
  readonly examples: string;
  read(values: readonly string[]): Plain;
  /** The values of a line, any of which is enough. */
  alternatives(value: Value): Value[];
  write(value: Value): string;
  /** The part of a value that the word cannot express. */
  refuses(value: Value): string | undefined;
}

export interface Unseen {
  readonly on: readonly ('viewer-request' | 'origin-request' | 'origin-response')[];
  /** The only host that cannot see it there; absent if none can. */
  readonly by?: EdgeHost;
  readonly code: CodeOf<'error'>;
  /** Continues after the source: `"/a" looks at …`. */
  readonly message: string;
}

export interface SatisfyOptions {
  /** The number of the way, counted from 0. */
  readonly choice: number;
  /** The request that is to satisfy it. */
  readonly at: RequestUrl;
  /** The value for a name that only has to be present. */
  readonly anything: string;
}

export interface FailOptions {
  /** The request that is to fail it. */
  readonly at: RequestUrl;
  /** The earliest time that counts. */
  readonly since: number;
}

export type Part = Pick<RequestPart, 'kind' | 'name' | 'dispensable'>;

/** A test in the record of a rule: one of the atoms must hold. */
export interface EdgeTest {
  readonly channel: number;
  readonly atoms: readonly number[];
  /** The time of START and END; the text length of PATH. */
  readonly number?: number;
}

/** Numbers the atoms that conditions test, each once: a name is present, has a value, or contains a text. */
export interface AtomNumbers {
  /** A language, country, method or status. */
  name(channel: number, text: string): { readonly atom: number };
  parameter(name: string, value?: string): number;
  cookie(name: string, test: TextTest): number;
  header(name: string, test: TextTest): EdgeTest;
}
