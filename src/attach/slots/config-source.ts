import { Token, Tokenization, type IResolvable } from 'aws-cdk-lib';
import { Base64Value, FormedValue, piecesOf } from './deploy-value';

/** The values of a function that CloudFormation fills in, without duplicates. The code looks them up by index. */
export class ValueTable {
  private readonly values = new Map<IResolvable, number>();

  get size(): number {
    return this.values.size;
  }

  /** A JavaScript expression for the value. */
  lookUp(token: IResolvable): string {
    const formed = token instanceof FormedValue ? token : undefined;
    const value = formed?.value ?? token;
    const index = this.values.get(value) ?? this.values.size;
    this.values.set(value, index);
    return `edgeValue(${[index, ...(formed ? [JSON.stringify(formed.form)] : [])].join(', ')})`;
  }

  /** A JavaScript expression for the list of values. Backticks, because base64 may contain line breaks. */
  source(): string {
    return `[${[...this.values.keys()].map((value) => `\`${new Base64Value(value).toString()}\``).join(',')}]`;
  }
}

/**
 * A configuration as a JavaScript expression.
 *
 * `JSON.stringify` is not enough: as code, its `__proto__` sets a prototype, and CloudFormation may insert any text for
 * a parameter. Here every string is a literal or an entry of the table.
 */
export function configSource(config: unknown, table: ValueTable): string {
  if (Tokenization.isResolvable(config)) return table.lookUp(config);
  if (typeof config === 'string') return textSource(config, table);
  if (typeof config === 'number') return numberSource(config, table);
  if (Array.isArray(config)) return `[${config.map((item) => configSource(item, table)).join(',')}]`;
  if (typeof config !== 'object' || config === null) return JSON.stringify(config) ?? 'null';
  const members = Object.entries(config).filter(([, value]) => value !== undefined);
  return `{${members.map(([name, value]) => `${nameSource(name, table)}:${configSource(value, table)}`).join(',')}}`;
}

function numberSource(number: number, table: ValueTable): string {
  const token = Tokenization.reverseNumber(number);
  return token ? `Number(${table.lookUp(token)})` : JSON.stringify(number);
}

function nameSource(name: string, table: ValueTable): string {
  return name === '__proto__' || Token.isUnresolved(name) ? `[${textSource(name, table)}]` : literal(name);
}

function textSource(text: string, table: ValueTable): string {
  const pieces = piecesOf(text).map((piece) => (typeof piece === 'string' ? literal(piece) : table.lookUp(piece)));
  // Values are strings, so that `+` concatenates two values without a literal between them, too.
  return pieces.join('+');
}

/** CloudFormation looks for dynamic references in every string of a template, also in code. */
export const DYNAMIC_REFERENCE = /\{\{(?=\s*resolve\s*:)/gi;

/** U+2028 and U+2029 end a line in older JavaScript, such as that of CloudFront Functions. */
function literal(text: string): string {
  const escaped = JSON.stringify(text).replace(DYNAMIC_REFERENCE, '{\\u007b');
  return escaped.replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029');
}
