import type { TemplateParameter } from './cloud-assembly';
import { isObject } from '../../core/values/is-object';

/** Why CloudFormation would refuse a value of a parameter; undefined if it would not. */
export function parameterFault(value: string, parameter: TemplateParameter): string | undefined {
  const { Type, NoEcho, AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = parameter;
  const secret = NoEcho === true || NoEcho === 'true';
  const must = (what: string) => `must be ${what}, got ${secret ? 'something else' : JSON.stringify(value)}`;
  const numbers = Type === 'Number' ? [value] : Type === 'List<Number>' ? listOfTexts(value) : [];
  if (!numbers.every(isNumber)) return must(Type === 'Number' ? 'a number' : 'numbers, separated by commas');
  if (Array.isArray(AllowedValues)) {
    const allowed = AllowedValues.map(String);
    const given = isListType(Type) ? listOfTexts(value) : [value];
    if (!given.every((one) => allowed.includes(one))) return must(`one of ${allowed.join(', ')}`);
  }
  if (typeof AllowedPattern === 'string' && isText(Type) && !matchesWhole(AllowedPattern, value)) {
    return must(`a text that matches ${AllowedPattern}`);
  }
  if (isText(Type)) {
    if (value.length < limit(MinLength, 0)) return must(`at least ${String(MinLength)} characters long`);
    if (value.length > limit(MaxLength, Infinity)) return must(`at most ${String(MaxLength)} characters long`);
  }
  if (Type !== 'Number') return undefined;
  if (Number(value) < limit(MinValue, -Infinity)) return must(`at least ${String(MinValue)}`);
  return Number(value) > limit(MaxValue, Infinity) ? must(`at most ${String(MaxValue)}`) : undefined;
}

/** Whether a parameter is a list, given as a text with commas. */
export function isListType(type: unknown): boolean {
  return typeof type === 'string'
    && /^(AWS::SSM::Parameter::Value<)?(CommaDelimitedList|List<.*>)>?$/.test(type);
}

/** The items of a list that is given as a text. */
export function listOfTexts(value: string): string[] {
  return value.split(',').map((item) => item.trim());
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
}

function isText(type: unknown): boolean {
  return type === undefined || type === 'String';
}

function limit(declared: unknown, without: number): number {
  const number = declared === undefined || isObject(declared) ? NaN : Number(declared);
  return Number.isNaN(number) ? without : number;
}

/** A pattern that only the regular expressions of Java have is not checked. */
function matchesWhole(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return true;
  }
}
