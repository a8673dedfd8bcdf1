import { assetByKey, assetExists } from './assets';
import { numberOf } from './checked-values';
import { constructPath } from './cloud-assembly';
import type { CloudFrontFunction, EdgeFunction, LambdaCode, LambdaEdgeFunction } from './distribution';
import { followAcrossRegions } from './outputs';
import { readKeyValues } from './read-key-values';
import type { Reading } from './reading';
import { listOf, member, Reference, scalar, type Value } from './reference';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { note } from '../../core/problem';
import { ZipError } from '../../core/zip/read-zip';

/** The functions of a behavior by event, with their code. A function that cannot be found is left out, with a note. */
export function readFunctions(
  behavior: Value | undefined,
  pathPattern: string,
  reading: Reading,
): Partial<Record<EdgeEvent, EdgeFunction>> {
  const found: Partial<Record<EdgeEvent, EdgeFunction>> = {};
  const add = (event: string, arn: Value | undefined, read: (reference: Reference) => EdgeFunction | string) => {
    const reference = followAcrossRegions(arn, reading.here);
    const result =
      reference instanceof Reference
        ? read(reference)
        : `${reading.here.text(arn) || 'its ARN'} is not a function of this app`;
    if (typeof result !== 'string') {found[event as EdgeEvent] = result;} else {
      reading.problems.push(
        note(
          'EDGE_PREVIEW_FUNCTION_SKIPPED',
          `the ${event} function of behavior ${pathPattern} will not run: ${result}`,
        ),
      );
    }
  };
  for (const association of listOf(member(behavior, 'LambdaFunctionAssociations'))) {
    const includeBody = member(association, 'IncludeBody') === true;
    add(scalar(member(association, 'EventType')), member(association, 'LambdaFunctionARN'), (arn) =>
      readLambda(arn, includeBody, reading),
    );
  }
  for (const association of listOf(member(behavior, 'FunctionAssociations'))) {
    add(scalar(member(association, 'EventType')), member(association, 'FunctionARN'), (arn) =>
      readCloudFrontFunction(arn, reading),
    );
  }
  return found;
}

function readLambda(version: Reference, includeBody: boolean, reading: Reading): LambdaEdgeFunction | string {
  const { here } = reading;
  if (version.resource.Type !== 'AWS::Lambda::Version') {
    return `${version.logicalId} is not an AWS::Lambda::Version`;
  }
  const target = member(here.properties(version), 'FunctionName');
  if (!(target instanceof Reference) || target.resource.Type !== 'AWS::Lambda::Function') {
    return `version ${version.logicalId} is not of an AWS::Lambda::Function in this app`;
  }
  const where = `Resources.${target.logicalId}.Properties`;
  const properties = here.properties(target);
  const runtime = here.text(member(properties, 'Runtime'));
  if (!runtime.startsWith('nodejs')) {
    return `its runtime is ${runtime || 'a container image'}, and the preview runs Node.js only`;
  }
  const code = lambdaCode(target, properties, reading);
  if (typeof code === 'string') return code;
  return {
    host: 'lambda-edge',
    key: `${version.stack.name}/${version.logicalId}`,
    name: constructPath(target.stack, target.logicalId),
    template: target.stack.file,
    logicalId: target.logicalId,
    runtime,
    handler: here.text(member(properties, 'Handler')) || 'index.handler',
    code,
    timeoutMs: numberOf(member(properties, 'Timeout'), `${where}.Timeout`, 3, [1, 900], reading) * 1000,
    memoryMb: numberOf(member(properties, 'MemorySize'), `${where}.MemorySize`, 128, [64, 10_240], reading),
    includeBody,
  };
}

function lambdaCode(target: Reference, properties: Value, { here, problems }: Reading): LambdaCode | string {
  const inline = member(properties, 'Code', 'ZipFile');
  if (inline !== undefined) return { inline: here.text(inline) };
  const key = here.text(member(properties, 'Code', 'S3Key'));
  const asset = assetByKey(target.stack.assets, key);
  if (asset === undefined) return `its code ${key} is not an asset of this app`;
  if (!assetExists(asset, `function ${target.logicalId}`, problems)) return `its code ${asset.path} does not exist`;
  if (asset.packaging === 'zip') return { directory: asset.path };
  try {
    return { directory: here.assembly.archives.folderOf(asset.path) };
  } catch (thrown) {
    if (thrown instanceof ZipError) return `its code ${asset.path} is an archive that ${thrown.message}`;
    throw thrown;
  }
}

function readCloudFrontFunction(target: Reference, reading: Reading): CloudFrontFunction | string {
  const { here } = reading;
  if (target.resource.Type !== 'AWS::CloudFront::Function') {
    return `${target.logicalId} is not an AWS::CloudFront::Function`;
  }
  const properties = here.properties(target);
  return {
    host: 'cloudfront-function',
    key: `${target.stack.name}/${target.logicalId}`,
    name: constructPath(target.stack, target.logicalId),
    template: target.stack.file,
    logicalId: target.logicalId,
    runtime: here.text(member(properties, 'FunctionConfig', 'Runtime')),
    code: here.text(member(properties, 'FunctionCode')),
    ...readKeyValues(listOf(member(properties, 'FunctionConfig', 'KeyValueStoreAssociations'))[0], reading),
  };
}
