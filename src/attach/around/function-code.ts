import { Stack } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnFunction as CfnLambda } from 'aws-cdk-lib/aws-lambda';
import type { Parsed } from '../../core/javascript/syntax';
import { codeWithValues } from '../existing/code-with-values';
import { assetPath, filesOf } from '../existing/lambda/lambda-files';
import { treeOf } from '../existing/lambda/read-lambda';
import { parseJavaScript, type FileKind } from '../javascript';
import { renderedProperties } from '../rendered/rendered-resource';

/** Bundles with more are those of whole libraries: reading them takes seconds and proves nothing. */
const MAX_CHARACTERS = 1_000_000;

/** The code of a CloudFront Function of this app; undefined if it cannot be read. */
export function codeOfFunction(resource: CfnFunction): Parsed | undefined {
  return parsed(codeWithValues(Stack.of(resource), renderedProperties(resource).FunctionCode, true)?.code);
}

/** The file with the handler of a Lambda function of this app; undefined if it cannot be read. */
export function codeOfLambda(resource: CfnLambda): Parsed | undefined {
  const stack = Stack.of(resource);
  const { Code: code, Handler: handler } = renderedProperties(resource);
  if (code?.ZipFile !== undefined) return parsed(codeWithValues(stack, code.ZipFile, true)?.code, 'commonjs');
  const asset = code?.S3Key === undefined || typeof handler !== 'string' ? undefined : assetPath(stack, code.S3Key);
  const tree = asset === undefined ? undefined : treeOf(asset);
  if (tree === undefined || typeof tree === 'string') return undefined;
  const file = filesOf(tree, handler);
  const text = file && tree.text(file.entry);
  return text === undefined || text.length > MAX_CHARACTERS ? undefined : parsed(text, 'commonjs');
}

/** A file of the user; undefined if it is not JavaScript. */
export function parsed(code: string | undefined, kind: FileKind = 'cloudfront-function'): Parsed | undefined {
  try {
    return code === undefined ? undefined : parseJavaScript(code, kind);
  } catch {
    return undefined;
  }
}
