import type { Stack } from './cloud-assembly';
import { NO_VALUE, type Evaluation } from './evaluation';
import { own } from './json';
import { exportedValue, stackOutput } from './outputs';
import { isListType, listOfTexts } from './parameter-fault';
import { Reference, type Value } from './reference';
import { isObject } from '../../core/values/is-object';

type Intrinsic = (argument: unknown, here: Evaluation) => Value;

/** CloudFormation's intrinsic functions, as far as templates with distributions use them. */
export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'Ref': (name, here) => ref(String(name), here),
  'Fn::GetAtt': (argument, here) => getAtt(argument, here),
  'Fn::Join': (argument, here) => {
    const [delimiter, items] = argument as [string, unknown];
    const values = here.value(items);
    return Array.isArray(values) ? values.map((item) => here.text(item)).join(delimiter) : values;
  },
  'Fn::Sub': (argument, here) => substitute(argument, here),
  'Fn::Select': (argument, here) => {
    const [index, items] = (argument as unknown[]).map((part) => here.value(part));
    return Array.isArray(items) ? items[Number(here.text(index))] ?? null : null;
  },
  'Fn::Split': (argument, here) => {
    const [delimiter, text] = argument as [string, unknown];
    return here.text(here.value(text)).split(delimiter);
  },
  'Fn::If': (argument, here) => {
    const [condition, then, otherwise] = argument as unknown[];
    return here.value(conditionHolds({ Condition: condition }, here) ? then : otherwise);
  },
  // A property may be named Condition, too: its value is then an object.
  'Condition': (name, here) => (
    typeof name === 'string'
      ? conditionHolds(own(here.stack.template.Conditions, name), here)
      : { Condition: here.value(name) }
  ),
  'Fn::Equals': (argument, here) => {
    const [left, right] = (argument as unknown[]).map((side) => here.text(here.value(side)));
    return left === right;
  },
  'Fn::Not': (argument, here) => !conditionHolds((argument as unknown[])[0], here),
  'Fn::And': (argument, here) => (argument as unknown[]).every((part) => conditionHolds(part, here)),
  'Fn::Or': (argument, here) => (argument as unknown[]).some((part) => conditionHolds(part, here)),
  'Fn::FindInMap': (argument, here) => {
    const [map, first, second] = (argument as unknown[]).map((part) => here.text(here.value(part)));
    return here.value(own(own(own(here.stack.template.Mappings, map!), first!), second!) ?? null);
  },
  'Fn::Base64': (argument, here) => Buffer.from(here.text(here.value(argument))).toString('base64'),
  'Fn::ToJsonString': (argument, here) => JSON.stringify(here.value(argument)),
  'Fn::ImportValue': (argument, here) => exportedValue(here.text(here.value(argument)), here),
  'Fn::GetStackOutput': (argument, here) => {
    const { StackName, OutputName } = isObject(argument) ? argument : {};
    return stackOutput(here.text(here.value(StackName)), here.text(here.value(OutputName)), here);
  },
};

function conditionHolds(condition: unknown, here: Evaluation): boolean {
  const value = here.value(condition ?? false);
  return value === true || value === 'true';
}

function ref(name: string, here: Evaluation): Value {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const pseudo = own(PSEUDO_PARAMETERS, name);
  if (pseudo !== undefined) return pseudo(here.stack);
  const { parent, template } = here.stack;
  if (own(template.Resources, name) !== undefined) return new Reference(here.stack, name);
  const parameter = own(parent?.parameters, name);
  if (parameter !== undefined) return here.at(parent!.stack).value(parameter);
  const value = here.assembly.parameters.valueOf(here.stack, name) ?? '';
  return isListType(own(template.Parameters, name)?.Type) ? listOfTexts(value) : value;
}

const PSEUDO_PARAMETERS: Readonly<Record<string, (stack: Stack) => string>> = {
  'AWS::Region': (stack) => stack.region,
  'AWS::AccountId': (stack) => stack.account,
  'AWS::Partition': () => 'aws',
  'AWS::URLSuffix': () => 'amazonaws.com',
  'AWS::StackName': (stack) => stack.name,
  'AWS::StackId': (stack) => `arn:aws:cloudformation:${stack.region}:${stack.account}:stack/${stack.name}/preview`,
};

function getAtt(argument: unknown, here: Evaluation): Value {
  const [logicalId, ...rest] = Array.isArray(argument)
    ? argument.map((part) => here.text(here.value(part)))
    : String(argument).split('.');
  const attribute = rest.join('.');
  const nested = here.assembly.stacks.find((s) => s.parent?.stack === here.stack && s.parent.logicalId === logicalId);
  if (nested !== undefined && attribute.startsWith('Outputs.')) {
    return here.at(nested).value(own(nested.template.Outputs, attribute.slice('Outputs.'.length))?.Value);
  }
  return new Reference(here.stack, logicalId!, attribute);
}

/**
 * `${!Literal}` becomes `${Literal}`; `${Name}` is a variable of the call or else a Ref; `${Name.Attribute}` is a
 * GetAtt.
 */
function substitute(argument: unknown, here: Evaluation): Value {
  const [text, variables] = Array.isArray(argument) ? [String(argument[0]), argument[1]] : [String(argument), {}];
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (isObject(variables) && Object.hasOwn(variables, name)) return here.text(here.value(variables[name]));
    return here.text(name.includes('.') ? getAtt(name, here) : ref(name, here));
  });
}
