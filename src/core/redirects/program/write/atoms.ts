import { addText, newTexts, TextState } from './automaton';
import { COOKIE, FIRST_HEADER, PATH, QUERY } from '../../rule/channels';
import type { TextTest } from '../../rule/model';

/** A name that conditions test, with the atoms of its values and texts. */
export interface AtomName {
  readonly channel: number;
  readonly text: string;
  readonly atom: number;
  readonly values: Map<string, number>;
  readonly holding: Map<string, number>;
  readonly texts: TextState;
}

/** Numbers the tests of all conditions, equal ones once. */
export class Atoms {
  /** The channel of each atom. */
  readonly channels: number[] = [0];
  readonly names: AtomName[] = [];
  readonly headers: AtomName[] = [];
  readonly pathTexts: TextState = newTexts();
  /** Whether headers must be found by their names, too. */
  hasManyHeaders = false;
  private readonly known: Map<string, AtomName>[] = [];
  private readonly headerChannels = new Map<string, number>();
  private readonly inPath = new Map<string, number>();

  /** The number of the last atom. */
  get count(): number {
    return this.channels.length - 1;
  }

  /** A name of a parameter or cookie; or a language, country, method or status. */
  name(channel: number, text: string): AtomName {
    const known = this.known[channel] ??= new Map();
    let name = known.get(text);
    if (name === undefined) {
      known.set(
        text,
        (name = { channel, text, atom: this.next(channel), values: new Map(), holding: new Map(), texts: newTexts() }),
      );
      (channel >= FIRST_HEADER ? this.headers : this.names).push(name);
    }
    return name;
  }

  parameter(name: string, value?: string): number {
    const found = this.name(QUERY, name);
    return value === undefined ? found.atom : this.valued(found, found.values, value);
  }

  cookie(name: string, test: TextTest): number {
    return this.text(this.name(COOKIE, name), test);
  }

  header(name: string, test: TextTest): AtomTest {
    const channel = this.headerChannels.get(name) ?? FIRST_HEADER + this.headers.length;
    this.headerChannels.set(name, channel);
    const header = this.name(channel, name);
    return { channel: header.channel, atoms: [this.text(header, test)] };
  }

  /** A text somewhere in the path. */
  path(text: string): number {
    let atom = this.inPath.get(text);
    if (atom === undefined) {
      this.inPath.set(text, atom = this.next(PATH));
      addText(this.pathTexts, text, atom);
    }
    return atom;
  }

  private text(name: AtomName, test: TextTest): number {
    switch (test.is) {
      case 'present': return name.atom;
      case 'equal': return this.valued(name, name.values, test.value);
      case 'containing': return this.valued(name, name.holding, test.value);
    }
  }

  private valued(name: AtomName, known: Map<string, number>, value: string): number {
    // All texts contain the empty text.
    if (known === name.holding && value === '') return name.atom;
    let atom = known.get(value);
    if (atom === undefined) {
      known.set(value, atom = this.next(name.channel));
      if (known === name.holding) addText(name.texts, value, atom);
    }
    return atom;
  }

  private next(channel: number): number {
    return this.channels.push(channel) - 1;
  }
}

/** A test: one of these atoms must hold. */
export interface AtomTest {
  readonly channel: number;
  readonly atoms: readonly number[];
}
