import { Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-cloudfront';
import { codeWithValues, type CodeWithValues } from './code-with-values';
import { globalsByProperty } from '../../core/javascript/global-object';
import { isClosedHole } from '../../core/javascript/holes';
import { declaresHandler, hostOfFile } from '../../core/javascript/host-of-file';
import { lostIn20 } from '../../core/javascript/runtime-versions';
import { nodesIn, type Parsed } from '../../core/javascript/syntax';
import { error, type Problem } from '../../core/problem';
import { parseJavaScript } from '../javascript';
import { renderedProperties } from '../rendered/rendered-resource';

/** A CloudFront Function of this app, whose code joins our steps. */
export interface ExistingFunction extends CodeWithValues {
  readonly resource: CfnFunction;
  /** Construct path. */
  readonly name: string;
  /** ARNs of its KeyValueStores. */
  readonly stores: readonly string[];
}

export interface FunctionRead {
  /** Undefined if it cannot be composed. */
  readonly found?: ExistingFunction;
  readonly problems: readonly Problem[];
}

const RUNTIME_1_0 = 'cloudfront-js-1.0';

/** The path of the L2 construct, not of the L1 inside it. */
export function functionName({ node }: CfnFunction): string {
  return node.path.replace(/\/Resource$/, '');
}

/** What decides about whether a function can join and with which code, to find a later change. */
export function fingerprint(resource: CfnFunction): string {
  const { FunctionCode: code, FunctionConfig: config } = renderedProperties(resource);
  return JSON.stringify([code, config]);
}

/** Reads a function as it will be in the template. `stack` is that of the distribution. */
export function readFunction(resource: CfnFunction, stack: Stack): FunctionRead {
  const own = Stack.of(resource);
  const rendered = renderedProperties(resource);
  const name = functionName(resource);
  const code = codeWithValues(own, codeOf(resource, rendered.FunctionCode), own === stack);
  if (code === undefined) return { problems: [valueOnly(name)] };
  const stores = storesOf(resource, rendered.FunctionConfig, own === stack);
  const problems = codeProblems(name, code, rendered.FunctionConfig?.Runtime);
  return problems.length > 0 ? { problems } : { found: { ...code, resource, name, stores }, problems };
}

/** The code as the user wrote it, since the tokens in it may name other stacks; with an override, as rendered. */
function codeOf(resource: CfnFunction, rendered: unknown): unknown {
  const declared: unknown = resource.functionCode;
  const same = JSON.stringify(Stack.of(resource).resolve(declared)) === JSON.stringify(rendered);
  return same ? declared : rendered;
}

function storesOf(resource: CfnFunction, rendered: any, isLocal: boolean): string[] {
  const { functionConfig: config } = resource;
  const declared: unknown = config && !Tokenization.isResolvable(config)
    ? (config as CfnFunction.FunctionConfigProperty).keyValueStoreAssociations : undefined;
  const tokens = Array.isArray(declared) ? declared.map(({ keyValueStoreArn }) => keyValueStoreArn as unknown) : [];
  const arns: unknown[] = (Array.isArray(rendered?.KeyValueStoreAssociations) ? rendered.KeyValueStoreAssociations : [])
    .map((association: any) => association?.KeyValueStoreARN);
  return (isLocal ? arns : tokens).map((arn) => (typeof arn === 'string' ? arn : Token.asString(arn)));
}

function codeProblems(name: string, { code, values }: CodeWithValues, runtime: unknown): Problem[] {
  const file = parsed(code);
  if (typeof file === 'string') {
    return [Object.keys(values).length > 0 ? valueOnly(name) : codeError(name, `cannot be read: ${file}`)];
  }
  if (Object.keys(values).some((hole) => !isClosedHole(file, hole))) return [valueOnly(name)];
  if (hostOfFile(file) === 'lambda-edge') return [codeError(name, 'is a handler of Lambda@Edge')];
  const globals = globalsByProperty(file);
  const exported = [...nodesIn(file.program)].some(({ type }) => /^Export/.test(type));
  if (exported) return [codeError(name, 'exports something, which CloudFront Functions cannot')];
  return [
    ...(declaresHandler(file) ? [] : [codeError(name, 'declares no function named "handler" at its top level')]),
    ...(globals.length > 0 ? [codeError(name, 'reads its own declarations as properties of the global object '
      + `(${globals.map((global) => (global === '*' ? 'globalThis or this' : global)).join(', ')}), which are not `
      + 'there in a scope of their own; use their names alone')] : []),
    ...runtimeProblems(name, file, runtime),
  ];
}

function parsed(code: string): Parsed | string {
  try {
    return parseJavaScript(code);
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

/** Ours is a function of runtime 2.0. */
function runtimeProblems(name: string, file: Parsed, runtime: unknown): Problem[] {
  const lost = runtime === RUNTIME_1_0 ? lostIn20(file) : [];
  return lost.length === 0 ? [] : [error('EDGE_EXISTING_RUNTIME', `cannot join the function ${name}, which is for `
    + `${RUNTIME_1_0} and uses ${lost.join(', ')}: runtime 2.0, which this library uses, does not have it; rewrite it, `
    + 'e.g. with Buffer, and set the runtime of the function to cloudfront-js-2.0', 'existing')];
}

function codeError(name: string, what: string): Problem {
  return error('EDGE_EXISTING_CODE', `cannot join the function ${name}, whose code ${what}; correct it, or leave its `
    + 'behaviors out with EdgeBehaviors.allExcept', 'existing');
}

function valueOnly(name: string): Problem {
  return error(
    'EDGE_EXISTING_TOKEN',
    `cannot join the function ${name}, because its code is only known at deploy `
      + 'time, or a value in it is outside of texts and expressions; write the code in the app '
      + '(FunctionCode.fromInline or '
      + 'fromFile), with values inside of quotes',
    'existing',
  );
}
