import { own } from './json';
import { isObject } from '../../core/values/is-object';

type Shape = readonly [fits: (argument: unknown) => boolean, expected: string];

const isText = (value: unknown) => typeof value === 'string';
const isList = (length: number, first: (value: unknown) => boolean = () => true) => (argument: unknown) => (
  Array.isArray(argument) && argument.length === length && first(argument[0])
);
const someConditions: Shape = [(argument) => Array.isArray(argument) && argument.length > 0, 'a list of conditions'];

/** The arguments of CloudFormation's intrinsic functions, as far as they can be checked without evaluating them. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'Ref': [isText, 'a name'],
  'Fn::GetAtt': [
    (argument) => (isText(argument) ? /^[^.]+\../.test(String(argument)) : isList(2, isText)(argument)),
    '[logical id, attribute]',
  ],
  'Fn::Join': [isList(2, isText), '[delimiter, values]'],
  'Fn::Sub': [
    (argument) => isText(argument) || (isList(2, isText)(argument) && isObject((argument as unknown[])[1])),
    'a text, or [text, variables]',
  ],
  'Fn::Select': [isList(2), '[index, values]'],
  'Fn::Split': [isList(2, isText), '[delimiter, text]'],
  'Fn::If': [isList(3, isText), '[condition, value if true, value if false]'],
  'Fn::Equals': [isList(2), '[left, right]'],
  'Fn::Not': [isList(1), '[condition]'],
  'Fn::And': someConditions,
  'Fn::Or': someConditions,
  'Fn::FindInMap': [(argument) => Array.isArray(argument) && argument.length >= 3, '[map, key, key]'],
  'Fn::ImportValue': [(argument) => isText(argument) || isObject(argument), 'the name of an export'],
  'Fn::GetStackOutput': [isObject, '{ StackName, OutputName }'],
};

/** What the function expects, if the argument does not have that shape. */
export function expectedArgument(name: string, argument: unknown): string | undefined {
  const [fits, expected] = own(SHAPES, name) ?? [() => true, ''];
  return fits(argument) ? undefined : expected;
}
