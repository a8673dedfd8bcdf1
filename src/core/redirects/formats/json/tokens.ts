import { strange } from './strange';
import { quoted } from '../../rule/report';

/**
 * JSON with offsets. `JSON.parse` does not say where a value is, and the second of two equal keys silently replaces the
 * first: if two editors add the same source, a redirect is lost.
 */
export type JsonValue =
  | { readonly type: 'object'; readonly at: number; readonly members: readonly JsonMember[] }
  | { readonly type: 'array'; readonly at: number; readonly items: readonly JsonValue[] }
  | { readonly type: 'string'; readonly at: number; readonly value: string }
  | { readonly type: 'number'; readonly at: number; readonly value: number }
  | { readonly type: 'boolean'; readonly at: number; readonly value: boolean }
  | { readonly type: 'null'; readonly at: number };

/** One `"key": value`. A list of members instead of an object: `__proto__` is a key like any other. */
export interface JsonMember {
  readonly key: string;
  readonly at: number;
  readonly value: JsonValue;
}

/** Why a text is not JSON, as a message for its author. */
export class JsonFault extends Error {
  constructor(message: string, readonly at: number) {
    super(message);
  }
}

/** More levels than any file of rules has, and far fewer than the stack allows. */
const DEEPEST = 100;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- control characters must be escaped
const PLAIN = /"[^"\\\u0000-\u001f]*"/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  'b': '\b',
  'f': '\f',
  'n': '\n',
  'r': '\r',
  't': '\t',
};

/** Reads a JSON text; throws a `JsonFault` at the first character that is not valid. */
export function readJson(text: string): JsonValue {
  return new JsonReader(text).document();
}

/** The keys of a map of rules. */
const URL_KEY = /^(?:\/|https?:)/;

/** The object of a rule, read again for each use: a million of them take more memory than the rules. */
class LaterObject {
  readonly type = 'object';

  constructor(readonly at: number, private readonly reader: JsonReader) {}

  get members(): readonly JsonMember[] {
    return this.reader.again(this.at);
  }
}

class JsonReader {
  private at: number;
  private depth = 0;
  private isFirst = true;

  constructor(private readonly text: string) {
    // Editors on Windows put a byte order mark at the beginning.
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  document(): JsonValue {
    this.space();
    if (this.at === this.text.length) this.fault('the file is empty; write {} for no rules');
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fault('there is more text after the end of the JSON value');
    return value;
  }

  /** The members of an object that was read before without a fault. */
  again(at: number): JsonMember[] {
    this.at = at;
    this.depth = 0;
    this.isFirst = false;
    return this.members();
  }

  private value(): JsonValue {
    const { at } = this;
    switch (this.text[at]) {
      case '"': return { type: 'string', at, value: this.string() };
      case '{': return { type: 'object', at, members: this.members() };
      case '[': return { type: 'array', at, items: this.items() };
      default: return this.word();
    }
  }

  private word(): JsonValue {
    const { at } = this;
    const number = this.pattern(NUMBER);
    if (number !== undefined) return { type: 'number', at, value: Number(number) };
    const word = this.pattern(WORD);
    if (word === 'true' || word === 'false') return { type: 'boolean', at, value: word === 'true' };
    if (word === 'null') return { type: 'null', at };
    this.at = at;
    return this.fault(
      word === undefined
        ? this.unexpected()
        : `${quoted(word).slice(1, -1)} is not JSON; text must stand in double quotes`,
    );
  }

  private members(): JsonMember[] {
    const members: JsonMember[] = [];
    this.open();
    while (this.more('}', members.length === 0)) {
      const { at } = this;
      if (this.text[at] !== '"') this.fault(strange(this.text[at]) ?? 'a key in double quotes must stand here');
      const key = this.string();
      this.space();
      if (this.text[this.at] !== ':') this.fault(strange(this.text[this.at]) ?? 'a colon must follow the key');
      this.at++;
      this.space();
      members.push({ key, at, value: this.depth === 1 && URL_KEY.test(key) ? this.rule() : this.value() });
    }
    return members;
  }

  private items(): JsonValue[] {
    const items: JsonValue[] = [];
    this.open();
    while (this.more(']', items.length === 0)) items.push(this.depth <= 2 ? this.rule() : this.value());
    return items;
  }

  /** A value that is probably a rule: an object is only read for its faults. */
  private rule(): JsonValue {
    const { at } = this;
    const value = this.value();
    return value.type === 'object' && this.isFirst ? new LaterObject(at, this) : value;
  }

  private open(): void {
    if (++this.depth > DEEPEST) this.fault(`nested deeper than ${DEEPEST} levels`);
    this.at++;
  }

  /** Whether an entry of a list follows. Passes the comma before it, or the end. */
  private more(end: string, isFirst: boolean): boolean {
    this.space();
    if (this.text[this.at] === end) {
      this.at++;
      this.depth--;
      return false;
    }
    if (isFirst) return true;
    if (this.text[this.at] !== ',') {
      this.fault(
        strange(this.text[this.at])
          ?? (this.at < this.text.length ? `a comma or ${end} must stand here` : `the file ends before its ${end}`),
      );
    }
    this.at++;
    this.space();
    if (this.text[this.at] === end) this.fault(this.trailingComma());
    return true;
  }

  private string(): string {
    const start = this.at++;
    // One call of built-in code for nearly every text, where a loop would be compiled for as long as it runs.
    PLAIN.lastIndex = start;
    if (PLAIN.test(this.text)) {
      this.at = PLAIN.lastIndex;
      return this.text.slice(start + 1, this.at - 1);
    }
    let value = '';
    let plain = this.at;
    for (;; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === 34) break;
      if (code !== code || code < 32) {
        this.fault('the text that begins here is not closed; a double quote is missing', start);
      }
      if (code !== 92) continue;
      value += this.text.slice(plain, this.at) + this.escape();
      plain = this.at + 1;
    }
    return value + this.text.slice(plain, this.at++);
  }

  /** Reads an escape and stays on its last character. */
  private escape(): string {
    const char = this.text[++this.at];
    if (char in ESCAPES) return ESCAPES[char];
    const hex = /^[0-9A-Fa-f]{4}/.exec(this.text.slice(this.at + 1, this.at + 5))?.[0];
    if (char !== 'u' || hex === undefined) this.fault('a backslash must be doubled', this.at - 1);
    this.at += 4;
    return String.fromCharCode(parseInt(hex!, 16));
  }

  private pattern(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private space(): void {
    let code = this.text.charCodeAt(this.at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = this.text.charCodeAt(++this.at);
    if (code === 35 || (code === 47 && '/*'.includes(this.text.charAt(this.at + 1) || ' '))) {
      this.fault('JSON has no comments; use the "note" of a rule');
    }
  }

  private trailingComma(): string {
    return 'the comma before this place is one too many: the last entry has none';
  }

  private unexpected(): string {
    if (this.at >= this.text.length) return 'the file ends where a value must stand';
    return (
      strange(this.text[this.at])
      ?? `unexpected ${JSON.stringify(String.fromCodePoint(this.text.codePointAt(this.at)!))}`
    );
  }

  private fault(message: string, at = this.at): never {
    throw new JsonFault(message, at);
  }
}
