import { Token, Tokenization, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { ValueForm } from '../../core/values/value-form';

/** A value that is only known at deploy time, inside of JSON: a quote in it must not end the string around it. */
export class FormedValue implements IResolvable {
  /** Returns the same object for the same value, so that equal pages stay equal and can share a function. */
  static of(value: IResolvable, form: ValueForm): FormedValue {
    const known = FORMED[form].get(value) ?? new FormedValue(value, form);
    FORMED[form].set(value, known);
    return known;
  }

  readonly creationStack: string[] = [];

  private constructor(readonly value: IResolvable, readonly form: ValueForm) {}

  resolve(): unknown {
    return this.value;
  }

  toString(): string {
    return Token.asString(this);
  }
}

const FORMED: Readonly<Record<ValueForm, WeakMap<IResolvable, FormedValue>>> = {
  'json': new WeakMap(), 'json-number': new WeakMap(),
};

/** A value that CloudFormation encodes as base64: no value can then change the code around it. */
export class Base64Value implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(private readonly value: IResolvable) {}

  resolve(context: IResolveContext): unknown {
    const value: unknown = context.resolve(this.value);
    // A lazy value is resolved by now, and `Fn::Base64` does not take numbers.
    if (typeof value === 'object' && value !== null) return { 'Fn::Base64': value };
    return Buffer.from(String(value ?? '')).toString('base64');
  }

  toString(): string {
    return Token.asString(this);
  }
}

/** Splits a text into literals and tokens. */
export function piecesOf(text: string): (string | IResolvable)[] {
  if (!Token.isUnresolved(text)) return [text];
  const pieces = Tokenization.reverseString(text).mapTokens({ mapToken: (token) => [token] });
  const all: unknown = pieces.join({ join: (left, right) => [left, right].flat() });
  return [all].flat() as (string | IResolvable)[];
}

/** All values of a configuration that are tokens: only known at deploy time, or computed lazily. */
export function valuesIn(config: unknown): IResolvable[] {
  if (Tokenization.isResolvable(config)) return [config];
  if (typeof config === 'string') return piecesOf(config).filter((piece) => typeof piece !== 'string');
  if (typeof config === 'number') return Token.isUnresolved(config) ? [Tokenization.reverseNumber(config)!] : [];
  if (Array.isArray(config) && Token.isUnresolved(config)) return [Tokenization.reverseList(config)!];
  return typeof config === 'object' && config !== null ? Object.entries(config).flat().flatMap(valuesIn) : [];
}
