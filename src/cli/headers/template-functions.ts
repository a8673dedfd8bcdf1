import { valueOf } from './function-values';
import type { Members, Template } from './template';
import { flattened } from './template-values';
import { branchesOf } from '../../core/headers-policy/intrinsics';
import type { EdgeManifest, ManifestFunction } from '../../core/manifest/edge-manifest';
import type { StepPart } from '../../core/slots/parts';
import { isObject } from '../../core/values/is-object';

export const RESPONSE_EVENTS = ['origin-response', 'viewer-response'] as const;
export type ResponseEvent = (typeof RESPONSE_EVENTS)[number];

/** A header that a function sets or, without a value, leaves as it is. */
export interface FunctionHeader {
  readonly name: string;
  readonly value?: string;
  readonly keep: boolean;
  readonly fallback?: string;
}

/** A function on a response event of a behavior. */
export interface ResponseFunction {
  readonly event: ResponseEvent;
  /** The paths of the constructs whose headers it sets. */
  readonly owners: readonly string[];
  readonly headers: readonly FunctionHeader[];
  /** In lower case. */
  readonly removed: readonly string[];
  /** Whether it has code that is not read, such as the user's. */
  readonly hasOther: boolean;
  /** That code in lower case, if it is in the template. */
  readonly code: string;
}

/** Steps that change no header of the responses that an origin sends. */
const READ_PARTS: readonly StepPart[] = [
  'headers', 'redirect', 'redirect-stored', 'pretty-urls', 'mask-errors', 'mask-errors-stored', 'failover',
];

/** The functions of a behavior that see its responses, with what the edge manifest says of them. */
export function responseFunctions(
  behavior: Members, pattern: string, template: Template, manifest: EdgeManifest | undefined,
): ResponseFunction[] {
  const associations = ['FunctionAssociations', 'LambdaFunctionAssociations']
    .flatMap((list) => branchesOf(behavior[list]).flat().flatMap(branchesOf))
    .map((one) => Object(one) as Members);
  return RESPONSE_EVENTS.flatMap((event) => associations.filter(({ EventType: type }) => type === event).map((one) => {
    const ours = manifest?.functions.find((made) => made.event === event && made.behaviors.includes(pattern));
    return { ...stepsOf(ours, pattern), event, code: codeOf(one.FunctionARN ?? one.LambdaFunctionARN, template) };
  }));
}

function stepsOf(
  ours: ManifestFunction | undefined, pattern: string,
): Pick<ResponseFunction, 'owners' | 'headers' | 'removed' | 'hasOther'> {
  const steps = ours?.steps ?? [];
  const setting = steps.filter(({ part }) => part === 'headers');
  const configs = setting.map(({ config }) => Object(Object(config).set ?? config) as Members);
  return {
    owners: setting.flatMap(({ constructs }) => (
      constructs.filter(({ behaviors }) => behaviors.includes(pattern)).map(({ path }) => path))),
    headers: configs.flatMap(({ headers }) => (Array.isArray(headers) ? headers : []).map(headerOf)),
    removed: configs.flatMap(({ removed }) => (typeof removed === 'string' ? removed.trim().split(' ') : [])),
    hasOther: ours === undefined
      || !steps.every(({ part, config }) => config !== undefined && READ_PARTS.some((known) => known === part)),
  };
}

function headerOf(header: unknown): FunctionHeader {
  const { name, keep, fallback } = Object(header) as Members;
  const value = valueOf(Object(header) as Members);
  return {
    name: String(name),
    keep: keep === true,
    ...value !== undefined && { value },
    ...fallback !== undefined && { fallback: String(flattened(fallback)) },
  };
}

/** The code of a function that the template has. */
function codeOf(arn: unknown, { Resources = {} }: Template): string {
  const named = (value: unknown) => {
    const { Ref, 'Fn::GetAtt': attribute } = Object(value) as Members;
    return Resources[String(Ref ?? (Array.isArray(attribute) ? attribute[0] : attribute)).split('.')[0]];
  };
  const found = named(arn);
  // Of Lambda@Edge, it is a version.
  const { FunctionCode: code, Code: lambda } = (named(found?.Properties?.FunctionName) ?? found)?.Properties ?? {};
  const text = flattened(isObject(lambda) ? lambda.ZipFile : code);
  return typeof text === 'string' ? text.toLowerCase() : '';
}
