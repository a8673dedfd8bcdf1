import { basename } from 'node:path';
import { Stack, Token } from 'aws-cdk-lib';
import { RuntimeFamily, type CfnFunction, type Runtime } from 'aws-cdk-lib/aws-lambda';
import { changedAtDeployment } from './changed-at-deployment';
import { codeTree, type CodeTree } from './code-tree';
import { ExistingLambda, type LambdaSettings } from './existing-lambda';
import { inlineProblems } from './inline-lambda';
import { assetPath, filesOf, HANDLER } from './lambda-files';
import { error, type Problem } from '../../../core/problem';
import { ZipError } from '../../../core/zip/read-zip';
import { checkFunction } from '../../rendered/check-lambda';
import { renderedProperties, type RenderedProperties } from '../../rendered/rendered-resource';
import { codeWithValues, type CodeWithValues } from '../code-with-values';

/** A function with its code; the code is absent if it is files. */
export interface FoundLambda extends Partial<CodeWithValues> {
  readonly lambda: ExistingLambda;
}

export interface LambdaRead {
  /** Undefined if it cannot be composed. */
  readonly found?: FoundLambda;
  readonly problems: readonly Problem[];
}

/** The path of the L2 construct, not of the L1 inside it. */
export function lambdaName({ node }: CfnFunction): string {
  return node.path.replace(/\/Resource$/, '').replace(/\/Fn$/, '');
}

/** Reads a Lambda function as it will be in the template. `stack` is that of the functions of this library. */
export function readLambda(resource: CfnFunction, stack: Stack): LambdaRead {
  const rendered = renderedProperties(resource);
  const name = lambdaName(resource);
  const problems = [...checkFunction(resource), ...runtimeProblems(name, resource, rendered)];
  if (problems.length > 0) return { problems };
  if (typeof rendered.Handler !== 'string' || typeof rendered.Code !== 'object') return { problems: [valueOnly(name)] };
  const settings = settingsOf(rendered);
  return rendered.Code.ZipFile === undefined
    ? readFiles(resource, name, rendered, settings) : readInline(resource, name, rendered, settings, stack);
}

/** What decides about the meaning of the code, to find a later change. */
export function fingerprint(resource: CfnFunction): string {
  const { Code: code, Handler: handler, Runtime: runtime } = renderedProperties(resource);
  return JSON.stringify([code, handler, runtime]);
}

function readFiles(
  resource: CfnFunction, name: string, { Code: code, Handler: handler }: RenderedProperties, settings: LambdaSettings,
): LambdaRead {
  const stack = Stack.of(resource);
  if (code.S3Key === undefined) return { problems: [valueOnly(name)] };
  const asset = assetPath(stack, code.S3Key);
  if (asset === undefined) {
    return { problems: [codeError(name, 'is an object in S3, which this app does not have', 'use Code.fromAsset')] };
  }
  const changing = changedAtDeployment(resource, code.S3Key);
  if (changing !== undefined) {
    const what = `is changed when the app is deployed, by the custom resource ${changing}`;
    return { problems: [codeError(name, what, 'take the step of this library to another event')] };
  }
  const tree = treeOf(asset);
  if (typeof tree === 'string') {
    const cure = `make it again, or unpack it and use Code.fromAsset with the folder instead of ${basename(asset)}`;
    return { problems: [codeError(name, `is an archive that ${tree}`, cure)] };
  }
  const files = filesOf(tree, handler);
  if (files !== undefined) {
    const { name: exported, ...rest } = files;
    return { found: { lambda: new ExistingLambda(resource, name, exported, settings, rest) }, problems: [] };
  }
  // Without bundling (`cdk synth OtherStack`) the folder is the source, and this stack is not deployed.
  if (!stack.bundlingRequired) return { problems: [] };
  return {
    problems: [codeError(name, `has no file for its handler ${JSON.stringify(handler)}`, 'correct the handler')],
  };
}

/** The files of an asset, or why its archive cannot be read. */
export function treeOf(asset: string): CodeTree | string {
  try {
    return codeTree(asset);
  } catch (thrown) {
    if (thrown instanceof ZipError) return thrown.message;
    throw thrown;
  }
}

function readInline(
  resource: CfnFunction, name: string, { Handler: handler }: RenderedProperties, settings: LambdaSettings, stack: Stack,
): LambdaRead {
  const own = Stack.of(resource);
  const { Code: { ZipFile: rendered } } = renderedProperties(resource);
  const declared = (resource.code as CfnFunction.CodeProperty).zipFile;
  const same = JSON.stringify(own.resolve(declared)) === JSON.stringify(rendered);
  const code = codeWithValues(own, same ? declared : rendered, own === stack);
  const elsewhere = own !== stack && Object.values(code?.values ?? {}).length > 0;
  if (code === undefined) return { problems: [valueOnly(name)] };
  if (elsewhere) return { problems: [valueElsewhere(name, own, Object.values(code.values))] };
  const problems = inlineProblems(code).map((what) => codeError(name, what, 'correct it'));
  const [, module, exported] = HANDLER.exec(handler) ?? [];
  if (module !== 'index') {
    const cure = 'inline code is in index.js, so that the handler is index.handler';
    return { problems: [codeError(name, `has no file for its handler ${JSON.stringify(handler)}`, cure)] };
  }
  if (problems.length > 0) return { problems };
  return { found: { lambda: new ExistingLambda(resource, name, exported!, settings), ...code }, problems };
}

function settingsOf({ MemorySize: memory, Timeout: timeout, Runtime: runtime }: RenderedProperties): LambdaSettings {
  const node = Number(NODE.exec(String(runtime))?.[1]);
  return {
    memoryMb: typeof memory === 'number' ? memory : 128,
    timeoutSec: typeof timeout === 'number' ? timeout : 3,
    ...(Number.isFinite(node) && { node }),
  };
}

const NODE = /^nodejs(\d+)\.x$/;

/** The latest runtime of a Region is a mapping in the template; the L2 knows what it is of. */
function runtimeProblems(name: string, { node }: CfnFunction, { Runtime: runtime }: RenderedProperties): Problem[] {
  const { runtime: known } = (node.scope ?? {}) as { runtime?: Runtime };
  if (typeof runtime === 'string' ? NODE.test(runtime) : known?.family === RuntimeFamily.NODEJS) return [];
  const shown =
    typeof runtime === 'string' && !Token.isUnresolved(runtime) ? runtime : 'a runtime that is not known here';
  return [
    error(
      'EDGE_EXISTING_RUNTIME',
      `cannot join the function ${name}, which is for ${shown}: the functions of this `
        + 'library run Node.js, and a function has one runtime; rewrite it for Node.js, choose another event, or '
        + 'leave its '
        + 'behaviors out with EdgeBehaviors.allExcept',
      'existing',
    ),
  ];
}

function codeError(name: string, what: string, cure: string): Problem {
  return error('EDGE_EXISTING_CODE', `cannot join the function ${name}, whose code ${what}; ${cure}, or leave its `
    + 'behaviors out with EdgeBehaviors.allExcept', 'existing');
}

function valueOnly(name: string): Problem {
  return error('EDGE_EXISTING_TOKEN', `cannot join the function ${name}, because its code or its handler is only known `
    + 'at deploy time; write it in the app (Code.fromAsset, or Code.fromInline)', 'existing');
}

/**
 * A stack of another Region always has its functions in a second stack, so that the user cannot bring the two together.
 */
function valueElsewhere(name: string, own: Stack, values: readonly string[]): Problem {
  const shown = [...new Set(values.map((value) => JSON.stringify(own.resolve(value))))].join(', ');
  return error(
    'EDGE_EXISTING_TOKEN',
    `cannot join the function ${name}, because its code has a value of its stack ${
      own.node.path
    } that only the deployment knows, got ${shown}, and joined code would be in another stack; write the value `
      + 'as text, use Code.fromAsset with code that reads it when it runs, choose another event, or leave its '
      + 'behaviors '
      + 'out with EdgeBehaviors.allExcept',
    'existing',
  );
}
