import { Token, Tokenization, type IResolvable } from 'aws-cdk-lib';
import { Base64Value, FormedValue, piecesOf } from './deploy-value';

/** The values of one function that CloudFormation fills in, each once. The code looks them up by number. */
export class ValueTable {
  private readonly values = new Map<IResolvable, number>();

  get size(): number {
    return this.values.size;
  }

  /** JavaScript that stands for the value. */
  lookUp(token: IResolvable): string {
    const formed = token instanceof FormedValue ? token : undefined;
    const value = formed?.value ?? token;
    const index = this.values.get(value) ?? this.values.size;
    this.values.set(value, index);
    return `edgeValue(${[index, ...(formed ? [JSON.stringify(formed.form)] : [])].join(', ')})`;
  }

  /** JavaScript for the list of all of them. In backticks a line break in base64 would do no harm. */
  source(): string {
    return `[${[...this.values.keys()].map((value) => `\`${new Base64Value(value).toString()}\``).join(',')}]`;
  }
}

/**
 * A configuration as JavaScript.
 *
 * What `JSON.stringify` writes is no program: `__proto__` sets a prototype there, and CloudFormation puts any text into
 * the place of a parameter. Here every text is a literal or an entry of the table.
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
  // Two values without a text between them are none the less added up as texts.
  return pieces.join('+');
}

/** CloudFormation looks for dynamic references in all texts of a template, in code as well. */
export const DYNAMIC_REFERENCE = /\{\{(?=\s*resolve\s*:)/gi;

/** U+2028 and U+2029 end a line in older JavaScript, such as that of CloudFront Functions. */
function literal(text: string): string {
  const escaped = JSON.stringify(text).replace(DYNAMIC_REFERENCE, '{\\u007b');
  return escaped.replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029');
}
