/* eslint-disable no-bitwise -- a slot is made of two numbers */
import type { ByteWriter } from './bytes';
import * as form from '../format';
import { checksum, hash, hashBackwards, slotOf } from '../hash';

/** Contents of the header besides sizes. */
export interface Contents {
  /** Root node of the rules for any host. */
  readonly anyHost: number;
  readonly features: number;
  readonly automaton: Uint32Array;
  readonly atoms: number;
  /** Root state for the texts of paths, or 0. */
  readonly paths: number;
  /** The list of headers, or 0. */
  readonly headers: number;
}

/** The hash table of a program. Entries get their slots when all are known. */
export class TableWriter {
  private readonly hashes: number[] = [];
  private readonly entries: number[] = [];

  constructor(private readonly out: ByteWriter) {}

  /** Begins an entry; its payload must follow. */
  entry(seed: number, text: string): void {
    this.begin(seed, hash(seed, text, 0, text.length));
    this.out.string(text);
  }

  /**
   * Begins the entry of a prefix or suffix of a segment. If the text continues a shorter one, only the rest is written:
   * a request that has a thousand of them is only compared with the longest.
   */
  edge(seed: number, text: string, shorter: Shorter | undefined): void {
    const isSuffix = seed % 8 === form.SUFFIX;
    this.begin(seed, isSuffix ? hashBackwards(seed, text) : hash(seed, text, 0, text.length));
    this.out.number(2 * text.length + (shorter ? 1 : 0));
    if (shorter) this.out.number(shorter.node);
    const known = shorter?.text.length ?? 0;
    this.out.units(isSuffix ? text.slice(0, text.length - known) : text.slice(known));
  }

  /** Joins header, table, automaton and records; places are counted from the first record. */
  assemble({ anyHost, features, automaton, atoms, paths, headers }: Contents): Uint8Array {
    // Names of conditions are looked up by those that a request has, which can be thousands: a sparse table finds
    // faster that a name is absent.
    const slots = Math.ceil(this.hashes.length * (atoms > 0 ? 2 : 1.4)) + 1;
    // States of the automaton begin at multiples of their size.
    const capacity = automaton.length > 0 ? (slots | (form.STATE_WORDS - 1)) + 1 : slots;
    const tableEnd = form.HEADER_WORDS + capacity;
    const recordsAt = (tableEnd + automaton.length) * 4;
    // Places take the high bits of a slot; the other bits are for the hash.
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
    const sizes = [capacity, anyHost, features, bits, automaton.length, atoms, paths, headers];
    words.set([form.MAGIC, form.VERSION, bytes, 0, ...sizes]);
    words[3] = checksum(words, 4);
    return new Uint8Array(words.buffer);
  }

  private begin(seed: number, hashed: number): void {
    this.hashes.push(hashed);
    this.entries.push(this.out.length);
    this.out.number(seed);
  }
}

/** A text that others continue, and its node. */
export interface Shorter {
  readonly text: string;
  readonly node: number;
}
