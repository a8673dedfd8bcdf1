import { Lazy, Stack, type CfnResource } from 'aws-cdk-lib';

/** Protected in the CDK: subclasses decide whether they are in the template. */
interface Renderable {
  shouldSynthesize: () => boolean;
}

const readNow = new WeakSet<CfnResource>();

/**
 * Leaves a resource out of the template while it is equal to another one, to which everything that refers to it then
 * refers.
 */
export function replaceWhile(isEqual: () => boolean, resource: CfnResource, kept: CfnResource): void {
  const stack = Stack.of(resource);
  const own = stack.getLogicalId(resource);
  resource.overrideLogicalId(Lazy.uncachedString({ produce: () => (isEqual() ? kept.logicalId : own) }));
  // The id may be overridden once more.
  const isLeft = () => stack.resolve(resource.logicalId) === stack.resolve(kept.logicalId);
  (resource as unknown as Renderable).shouldSynthesize = () => readNow.has(resource) || !isLeft();
}

/** Whether the resource is in the template. */
export function isRendered(resource: CfnResource): boolean {
  return (resource as unknown as Renderable).shouldSynthesize();
}

/** The resource as it is in the template, or would be: with overrides applied. */
export function rendered(resource: CfnResource): Readonly<Record<string, any>> {
  const stack = Stack.of(resource);
  readNow.add(resource);
  try {
    // `_toCloudFormation` is what the CDK renders from; there is no public way to read a resource with its overrides.
    const part = stack.resolve((resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation());
    return Object.values(part.Resources)[0] as Readonly<Record<string, any>>;
  } finally {
    readNow.delete(resource);
  }
}
