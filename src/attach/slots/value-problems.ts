import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { DYNAMIC_REFERENCE } from './config-source';
import { FormedValue, valuesIn } from './deploy-value';
import { error, type Problem } from '../../core/problem';

/**
 * Reports values of a configuration that CloudFormation cannot fill in.
 *
 * CloudFormation replaces dynamic references (`{{resolve:ssm:...}}`) after its intrinsic functions: `Fn::Base64` would
 * encode the reference itself, and without it the value would be pasted into the code.
 */
export function valueProblems(scope: IConstruct, config: unknown): Problem[] {
  const values = new Set(valuesIn(config).map((value) => (value instanceof FormedValue ? value.value : value)));
  return [...values].flatMap((value) => {
    const resolved = resolvedOn(scope, value);
    const [reference] = /\{\{\s*resolve\s*:[^"]*/i.exec(JSON.stringify(resolved) ?? '') ?? [];
    return [
      ...(reference === undefined ? [] : [dynamicReference(reference)]),
      ...(isText(resolved) ? [] : [list(resolved)]),
    ];
  });
}

function dynamicReference(reference: string): Problem {
  return error(
    'EDGE_VALUE_DYNAMIC_REFERENCE',
    `holds a dynamic reference, got ${JSON.stringify(reference)}, which CloudFormation can only paste into the code `
      + 'of a function; '
      + 'use a parameter of the template: StringParameter.valueForStringParameter, or CfnParameter with type '
      + 'AWS::SSM::Parameter::Value<String>',
  );
}

function list(value: unknown): Problem {
  return error('EDGE_VALUE_LIST', `holds a list or an object where a text is needed, got ${JSON.stringify(value)}; `
    + 'use one of its values: Fn.select(0, list)');
}

/** Intrinsic functions count as text, because their result is only known at deploy time. */
function isText(resolved: unknown): boolean {
  if (typeof resolved !== 'object' || resolved === null) return true;
  const [name, ...more] = Object.keys(resolved);
  return more.length === 0 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'));
}

/** A name of another account or Region cannot be resolved here. */
function resolvedOn(scope: IConstruct, value: unknown): unknown {
  try {
    return Stack.of(scope).resolve(value);
  } catch {
    return undefined;
  }
}

/** Reports `{{resolve:` in the user's code, which CloudFormation would take for a dynamic reference. */
export function codeProblems(code: string, what: string): Problem[] {
  const [found] = code.match(DYNAMIC_REFERENCE) ?? [];
  return found === undefined
    ? []
    : [
      error(
        'EDGE_CODE_DYNAMIC_REFERENCE',
        `${what} has "{{resolve:" in its code, which CloudFormation would replace or refuse; write it in another `
            + 'way, such as '
            + '"{" + "{resolve:"',
      ),
    ];
}
