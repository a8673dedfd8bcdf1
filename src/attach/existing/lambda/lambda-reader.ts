import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { fingerprint, lambdaName, readLambda, type LambdaRead } from './read-lambda';
import { LambdaFinder } from './referred-lambda';
import { error, type Problem } from '../../../core/problem';
import { referenceName } from '../../reference-name';
import { notAVersion } from '../../rendered/check-lambda';

/** Reads each Lambda function on a distribution once. */
export class LambdaReader {
  private readonly finder: LambdaFinder;
  private readonly known = new Map<CfnFunction, LambdaRead & { readonly fingerprint: string }>();

  /** `stack` is that of the functions of this library. */
  constructor(private readonly resource: CfnDistribution, private readonly stack: Stack) {
    this.finder = new LambdaFinder(resource);
  }

  /** `arn` is that of an association on `place`. */
  read(arn: unknown, place: string): LambdaRead {
    const found = this.finder.find(arn);
    if (found === undefined) return { problems: [imported(place, referenceName(Stack.of(this.resource), arn))] };
    if ('serverless' in found) return { problems: [serverless(found.serverless)] };
    if ('madeBy' in found) return { problems: [madeLater(place, found.madeBy)] };
    if ('unversioned' in found) return { problems: [notAVersion(found.unversioned)] };
    const { lambda } = found;
    const read = this.known.get(lambda) ?? { ...readLambda(lambda, this.stack), fingerprint: fingerprint(lambda) };
    this.known.set(lambda, read);
    return read;
  }

  /** Problems with functions that were changed since they were read. */
  changed(): Problem[] {
    return [...this.known].filter(([lambda, read]) => read.found && fingerprint(lambda) !== read.fingerprint)
      .map(([lambda]) => late(lambda));
  }
}

function imported(place: string, name: string): Problem {
  return error('EDGE_EXISTING_IMPORTED', `cannot join the function ${name} on ${place}: its code is not known here, `
    + 'because it is imported or because only the deployment knows which function it is; create it in this app '
    + '(lambda.Function with currentVersion, or experimental.EdgeFunction), or copy its code to a file for '
    + 'EdgeStep.fromFile and remove its association', 'existing');
}

/** A transform makes its function when it is deployed. */
function serverless(resource: CfnResource): Problem {
  return error('EDGE_EXISTING_CODE', `cannot join the function ${resource.node.path}, which is an ${
    resource.cfnResourceType}: only the transform of a deployment makes a function of it; write it as `
    + 'AWS::Lambda::Function with AWS::Lambda::Version, or leave its behaviors out with EdgeBehaviors.allExcept',
  'existing');
}

function madeLater(place: string, { node }: CfnResource): Problem {
  return error('EDGE_EXISTING_IMPORTED', `cannot join the function on ${place}, whose version is made at deploy time `
    + `by the custom resource ${node.path.replace(/\/(Resource\/)?Default$/, '')}, so that its code is not known here; `
    + 'take the step of this library to another event (redirects: RedirectEventType.ORIGIN_REQUEST), or leave the '
    + 'function out of the behavior, if a construct of this library does what it is for', 'existing');
}

function late(lambda: CfnFunction): Problem {
  return error(
    'EDGE_EXISTING_LATE',
    `the code of the function ${lambdaName(lambda)} was changed after it had joined the `
      + 'steps of this library; change it before synthesis, or in an aspect that visits the distribution itself',
  );
}
