import { CfnResource, Stage } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { renderedProperties } from '../../rendered/rendered-resource';

/**
 * The path of the custom resource that is given the object of a function's code: it replaces values in it before the
 * function is created, as SST does. Undefined if there is none.
 */
export function changedAtDeployment(resource: CfnFunction, key: unknown): string | undefined {
  const object = typeof key === 'string' ? key : JSON.stringify(key);
  const found = (Stage.of(resource) ?? resource.node.root).node.findAll().find((one) => (
    CfnResource.isCfnResource(one) && isCustom(one) && JSON.stringify(renderedProperties(one)).includes(object)));
  return found?.node.path.replace(/\/(Resource\/)?Default$/, '');
}

/** The deployment of a bucket only copies. */
function isCustom({ cfnResourceType: type }: CfnResource): boolean {
  return /^(Custom::|AWS::CloudFormation::CustomResource$)/.test(type) && type !== 'Custom::CDKBucketDeployment';
}
