import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { CheckedResponse, Loaded } from './judged';
import { pathOf, type Members, type Resource, type Template } from './template';
import { responseFunctions, type ResponseFunction } from './template-functions';
import { policyOf } from './template-policy';
import { unusable } from './unusable';
import { withFunctions } from './with-functions';
import { mayServeDocuments } from '../../core/facts/documents';
import { branchesOf } from '../../core/headers-policy/intrinsics';
import { checkManifest } from '../../core/manifest/check';
import { manifestFileName, type EdgeManifest } from '../../core/manifest/edge-manifest';

/** The headers that all distributions in a folder that "cdk synth" wrote set, each policy and function once. */
export function templateResponses(folder: string): Loaded {
  const found = templatesOf(folder).flatMap((file) => usesOf(file).map((use) => ({ ...use, file })));
  if (found.length === 0) {
    throw unusable(`${folder}: has no template with a distribution; is it the output of "cdk synth"?`);
  }
  const byKey = new Map<string, FoundResponse>();
  for (const { response, behavior, pattern, file } of found) {
    if (response === undefined) continue;
    const key = JSON.stringify([response.title, response.headers]);
    const before = byKey.get(key);
    const withoutDocuments = !mayServeDocuments(pattern) && (before?.withoutDocuments ?? true);
    byKey.set(key, {
      ...response,
      file: before?.file ?? file.path,
      behaviors: [...before?.behaviors ?? [], behavior],
      withoutDocuments,
    });
  }
  return { responses: apart([...byKey.values()], folder), notes: found.flatMap(({ notes }) => notes) };
}

interface FoundResponse extends CheckedResponse {
  readonly behaviors: string[];
  readonly file: string;
}

/** Without paths of constructs, several templates may have resources of one name. */
function apart(responses: readonly FoundResponse[], folder: string): CheckedResponse[] {
  return responses.map(({ file, ...response }, index) => {
    const twins = responses.filter(({ title }, other) => other !== index && title === response.title);
    return twins.length === 0 ? response : { ...response, title: `${response.title} (${relative(folder, file)})` };
  });
}

interface TemplateFile {
  readonly path: string;
  readonly template: Template;
}

function templatesOf(folder: string): TemplateFile[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.template.json'),
  );
  return files.sort().map((file) => {
    const path = join(folder, file);
    try {
      return { path, template: JSON.parse(readFileSync(path, 'utf8')) as Template };
    } catch (error) {
      throw unusable(`${path}: ${(error as Error).message}`);
    }
  });
}

/** A behavior with the headers that are known, and what is not known of them. */
interface BehaviorUse {
  readonly behavior: string;
  readonly pattern: string;
  readonly response: CheckedResponse | undefined;
  readonly notes: readonly string[];
}

function usesOf({ path, template }: TemplateFile): BehaviorUse[] {
  const resources = Object.entries(Object(template.Resources) as Readonly<Record<string, Resource>>);
  return resources.filter(([, { Type }]) => Type === 'AWS::CloudFront::Distribution').flatMap(([id, resource]) => {
    const name = pathOf(id, resource);
    const manifest = manifestOf(path, id);
    return behaviorsOf(resource).flatMap(([pattern, behavior]) => {
      const functions = responseFunctions(behavior, pattern, template, manifest);
      const ids = branchesOf(behavior.ResponseHeadersPolicyId);
      const policies = ids.length === 0 ? [undefined] : ids.map((one) => policyOf(one, template));
      return policies.map((policy) => useOf(`${name} ${pattern}`, pattern, policy, functions));
    });
  });
}

function useOf(
  behavior: string, pattern: string, policy: CheckedResponse | string | undefined,
  functions: readonly ResponseFunction[],
): BehaviorUse {
  const response = withFunctions(typeof policy === 'string' ? undefined : policy, functions);
  const other = functions.find(({ hasOther }) => hasOther)?.event;
  const unread = (what: string) => `a function on ${other} may ${what} headers, which are not read here: check a `
    + 'response of the site as well';
  const why = typeof policy === 'string' ? policy
    : response === undefined ? 'has no response headers policy' : undefined;
  const rest = other !== undefined ? unread(why === undefined ? 'change' : 'set')
    : typeof policy === 'string' || response !== undefined ? undefined : 'its origin may send headers of its own';
  const text = [why, rest].filter((one) => one !== undefined).join('; ');
  return { behavior, pattern, response, notes: text === '' ? [] : [`${behavior}: ${text}`] };
}

/** What synthesis has written about the functions of a distribution; undefined if that cannot be read. */
function manifestOf(path: string, logicalId: string): EdgeManifest | undefined {
  try {
    const file = join(dirname(path), manifestFileName({ template: basename(path), logicalId }));
    const manifest = checkManifest(JSON.parse(readFileSync(file, 'utf8')));
    return typeof manifest === 'string' ? undefined : manifest;
  } catch {
    return undefined;
  }
}

function behaviorsOf({ Properties }: Resource): [pattern: string, behavior: Members][] {
  const config = Object(Object(Properties).DistributionConfig) as Members;
  const others = branchesOf(config.CacheBehaviors).flat().flatMap(branchesOf).map((one) => Object(one) as Members);
  return [
    ['*', Object(config.DefaultCacheBehavior) as Members],
    ...others.map((one): [string, Members] => [String(one.PathPattern), one]),
  ];
}
