import type { AppResource, AppResources, Properties } from './app-resources';
import type { Item, KnownItems } from './known-items';
import { bucketOf, mayList } from './read-bucket';
import { isLeftOut, isOpen, knownReference, listed, textWithPlaceholders } from './values';
import { VIEWER_METHODS } from '../../../facts/methods';
import type { BehaviorFacts, OriginFacts } from '../../site/site-facts';

/** The behaviors that are known, the default one last, and their places in `CacheBehaviors`. */
export function readBehaviors(
  items: KnownItems, resource: AppResource, app: AppResources,
): { readonly behaviors: readonly BehaviorFacts[]; readonly places: readonly number[] } {
  const added = items.of('CacheBehaviors', 'the behavior', isBehavior);
  const origins = items.of('Origins', 'the origin', isOrigin);
  const groups = recordsOf(items.config.OriginGroups?.Items);
  const byDefault = items.config.DefaultCacheBehavior as Properties;
  const behaviorOf = (declared: Properties, property: string): BehaviorFacts => ({
    pathPattern: textWithPlaceholders(declared.PathPattern),
    viewerProtocolPolicy: textWithPlaceholders(declared.ViewerProtocolPolicy),
    allowedMethods: methodsOf(declared, property, items),
    trustedKeys: trustedKeys(declared, property, items),
    origins: targetsOf(targetOf(declared, property, items), origins, groups)
      .map((one) => originFacts(one, resource, app)),
    functions: [],
  });
  return {
    behaviors: [
      ...added.map(({ value, at }) => behaviorOf(value, `CacheBehaviors[${at}]`)),
      behaviorOf({ ...byDefault, PathPattern: '*' }, 'DefaultCacheBehavior'),
    ],
    places: added.map(({ at }) => at),
  };
}

function targetOf({ TargetOriginId: id }: Properties, property: string, items: KnownItems): unknown {
  if (isOpen(id)) items.addUnknown(`${property}.TargetOriginId`, 'what it serves');
  return id;
}

/** All methods, if only the deployment decides which: then it may serve programs. */
function methodsOf({ AllowedMethods: methods }: Properties, property: string, items: KnownItems): readonly string[] {
  if (isLeftOut(methods)) return ['GET', 'HEAD'];
  if (Array.isArray(methods) && methods.every((one) => typeof one === 'string')) return methods;
  items.addUnknown(`${property}.AllowedMethods`, 'who it serves');
  return VIEWER_METHODS;
}

/** The keys that are required in any case. */
function trustedKeys(
  { TrustedKeyGroups: groups, TrustedSigners: signers }: Properties, property: string, items: KnownItems,
): string[] {
  return Object.entries({ TrustedKeyGroups: groups, TrustedSigners: signers }).flatMap(([name, list]) => (
    listed(list).filter((one) => !isLeftOut(one)).flatMap((one) => {
      // A parameter may be empty as a list, and not as an element of one.
      const isChoice = isOpen(one) && (!Array.isArray(list) || (one as { Ref?: string }).Ref === undefined);
      if (!isChoice) return [knownReference(one)?.path ?? textWithPlaceholders(one)];
      items.addUnknown(`${property}.${name}`, 'which public paths require a signature');
      return [];
    })));
}

/** The origins of a behavior: one, or those of an origin group. An id may be a value of the deployment, too. */
function targetsOf(id: unknown, origins: readonly Item<Properties>[], groups: readonly Properties[]): Properties[] {
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const group = groups.find((one) => same(one.Id, id));
  const ids = group === undefined ? [id] : recordsOf(group.Members?.Items).map((one) => one.OriginId as unknown);
  return origins.filter(({ value }) => ids.some((one) => same(one, value.Id))).map(({ value }) => value);
}

function originFacts(origin: Properties, resource: AppResource, app: AppResources): OriginFacts {
  const { Id: id, DomainName: domain, CustomOriginConfig: custom, VpcOriginConfig: vpc } = origin;
  const domainName = textWithPlaceholders(domain);
  // The domain name of a website is a part of the URL of it.
  const isWebsite = /\.s3-website[.-]/.test(domainName) || JSON.stringify(domain ?? '').includes('"WebsiteURL"');
  const bucket = isLeftOut(custom) && isLeftOut(vpc) ? bucketOf(domain, app) : undefined;
  const listing = bucket === undefined ? undefined : mayList(bucket, resource, app);
  return {
    id: textWithPlaceholders(id),
    domainName,
    kind: isLeftOut(custom) && isLeftOut(vpc) ? 's3' : isWebsite ? 's3-website' : 'custom',
    ...(listing !== undefined && { mayList: listing }),
  };
}

function recordsOf(value: unknown): readonly Properties[] {
  return listed(value).filter(isRecord);
}

function isRecord(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isOpen(value);
}

/** Its id and its kind are known. */
function isOrigin(value: unknown): value is Properties {
  return isRecord(value) && [value.Id, value.CustomOriginConfig, value.VpcOriginConfig].every((one) => (
    isLeftOut(one) || !isOpen(one)));
}

function isBehavior(value: unknown): value is Properties {
  return isRecord(value) && typeof value.PathPattern === 'string';
}
