import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckedResponse, Loaded } from './judged';
import { pathOf, type Members, type Resource, type Template } from './template';
import { policyOf, type PolicyUse } from './template-policy';
import { unusable } from './unusable';
import { mayServeDocuments } from '../../core/facts/documents';
import { branchesOf, isAbsent } from '../../core/headers-policy/intrinsics';

/** The response headers policies of all distributions in a folder that "cdk synth" wrote, each once. */
export function templateResponses(folder: string): Loaded {
  const uses = templatesOf(folder).flatMap(usesOf);
  if (uses.length === 0) {
    throw unusable(`${folder}: has no template with a distribution; is it the output of "cdk synth"?`);
  }
  const notes = uses.filter(({ policy }) => typeof policy === 'string')
    .map(({ policy, behavior }) => `${behavior}: ${policy as string}`);
  const byTitle = new Map<string, CheckedResponse & { behaviors: string[] }>();
  for (const { policy, behavior, pattern } of uses) {
    if (typeof policy === 'string') continue;
    const before = byTitle.get(policy.title);
    const withoutDocuments = !mayServeDocuments(pattern) && (before?.withoutDocuments ?? true);
    byTitle.set(policy.title, { ...policy, behaviors: [...before?.behaviors ?? [], behavior], withoutDocuments });
  }
  return { responses: [...byTitle.values()], notes };
}

function templatesOf(folder: string): Template[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.template.json'),
  );
  return files.sort().map((file) => {
    const path = join(folder, file);
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Template;
    } catch (error) {
      throw unusable(`${path}: ${(error as Error).message}`);
    }
  });
}

/** Each behavior with the policy that it has. */
function usesOf(template: Template): PolicyUse[] {
  const resources = Object.entries(Object(template.Resources) as Readonly<Record<string, Resource>>);
  return resources.filter(([, { Type }]) => Type === 'AWS::CloudFront::Distribution').flatMap(([id, resource]) => {
    const name = pathOf(id, resource);
    return behaviorsOf(resource).flatMap(([pattern, { ResponseHeadersPolicyId: policyId }]) => {
      const behavior = `${name} ${pattern}`;
      if (isAbsent(policyId)) {
        return [
          { behavior, pattern, policy: 'has no response headers policy; its origin may send headers of its own' },
        ];
      }
      return branchesOf(policyId).map((one) => ({ behavior, pattern, policy: policyOf(one, template) }));
    });
  });
}

function behaviorsOf({ Properties }: Resource): [pattern: string, behavior: Members][] {
  const config = Object(Object(Properties).DistributionConfig) as Members;
  const others = branchesOf(config.CacheBehaviors).flat().flatMap(branchesOf).map((one) => Object(one) as Members);
  return [
    ['*', Object(config.DefaultCacheBehavior) as Members],
    ...others.map((one): [string, Members] => [String(one.PathPattern), one]),
  ];
}
