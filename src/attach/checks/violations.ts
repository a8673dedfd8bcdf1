import { basename } from 'node:path';
import { Stack, type CfnResource, type PolicyViolation } from 'aws-cdk-lib';
import type { SiteFinding } from '../../core/explain/checks/checked-site';

/** Whether a resource is in the templates that a plugin checks: those of the stage that it was added to. */
export function isIn(resource: CfnResource, templates: readonly string[]): boolean {
  let stack = Stack.of(resource);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  return templateOf(stack, templates) !== undefined;
}

/** A finding as the CDK reports it. */
export function violationOf(
  finding: SiteFinding, resource: CfnResource, templates: readonly string[],
): PolicyViolation {
  const { code, severity, path, message, cure } = finding;
  const stack = Stack.of(resource);
  const templatePath = templateOf(stack, templates);
  const location = `Properties/DistributionConfig/${path.replace(/[.[]/g, '/').replace(/\]/g, '')}`;
  return {
    ruleName: code,
    severity: severity === 'note' ? 'info' : severity,
    description: `${path} ${message}`,
    fix: cure,
    violatingResources: [{
      locations: [location],
      // The template of a nested stack is an asset.
      ...(templatePath === undefined ? { constructPath: resource.node.path }
        : { resourceLogicalId: String(stack.resolve(resource.logicalId)), templatePath }),
    }],
  };
}

function templateOf({ templateFile }: Stack, templates: readonly string[]): string | undefined {
  return templates.find((path) => basename(path) === templateFile);
}
