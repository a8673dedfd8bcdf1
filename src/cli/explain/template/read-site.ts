import { readFunctionFacts } from './read-function-facts';
import type { BehaviorFacts, OriginFacts, SiteFacts, WebAclFacts } from '../../../core/explain/site/site-facts';
import { cloudFrontMayList } from '../../../preview/assembly/bucket-policy';
import type { CloudAssembly } from '../../../preview/assembly/cloud-assembly';
import type { Distribution } from '../../../preview/assembly/distribution';
import { Evaluator } from '../../../preview/assembly/evaluate';
import { readDistribution } from '../../../preview/assembly/read-distribution';
import { readEdgeManifest } from '../../../preview/assembly/read-edge-manifest';
import { listOf, member, scalar, type Reference, type Value } from '../../../preview/assembly/reference';

/** What the template of a distribution has of what decides about errors. */
export function readSite(assembly: CloudAssembly, reference: Reference): SiteFacts {
  const { distribution } = readDistribution(assembly, reference);
  const here = new Evaluator(assembly, reference.stack);
  const config = member(here.properties(reference), 'DistributionConfig');
  const manifest = readEdgeManifest(assembly, reference, []);
  const declared = [...listOf(member(config, 'CacheBehaviors')), member(config, 'DefaultCacheBehavior')];
  const names = listOf(member(config, 'Aliases'));
  const known = names.filter((name): name is string => typeof name === 'string' && name !== '');
  return {
    name: distribution.constructPath,
    template: reference.stack.file,
    aliases: known,
    hasUnknownAliases: known.length < names.length,
    ...geoRestriction(member(config, 'Restrictions', 'GeoRestriction'), here),
    ...webAcl(member(config, 'WebACLId'), distribution, here),
    behaviors: distribution.behaviors.map((behavior, i): BehaviorFacts => ({
      pathPattern: behavior.pathPattern,
      viewerProtocolPolicy: behavior.viewerProtocolPolicy,
      allowedMethods: behavior.allowedMethods,
      trustedKeys: [
        ...listOf(member(declared[i], 'TrustedKeyGroups')),
        ...listOf(member(declared[i], 'TrustedSigners')),
      ].map((key) => here.text(key)),
      origins: originsOf(behavior.targetOriginId, distribution, here),
      functions: readFunctionFacts(declared[i], behavior, manifest, here),
    })),
    errorResponses: [...distribution.errorResponses.values()],
  };
}

function geoRestriction(restriction: Value | undefined, here: Evaluator): Pick<SiteFacts, 'geoRestriction'> {
  const type = scalar(member(restriction, 'RestrictionType'));
  if (type === '' || type === 'none') return {};
  const countries = listOf(member(restriction, 'Locations')).map((one) => here.text(one));
  return { geoRestriction: { type, countries } };
}

/** A web ACL that is not in the app is known by its id only. */
function webAcl(id: Value | undefined, { webAcl: acl }: Distribution, here: Evaluator): { webAcl?: WebAclFacts } {
  if (acl === undefined) {
    return here.text(id) === '' ? {} : { webAcl: { name: here.text(id), customResponses: [], isKnown: false } };
  }
  const actions = [...acl.rules, { name: 'the default action', action: acl.defaultAction }];
  const customResponses = actions.flatMap(({ name: rule, action }) => (
    action.kind === 'block' && action.response !== undefined
      ? [{ rule, status: action.response.status, body: action.response.body }] : []));
  return { webAcl: { name: acl.name, customResponses, isKnown: true } };
}

function originsOf(id: string, { origins, originGroups }: Distribution, here: Evaluator): OriginFacts[] {
  const group = originGroups.get(id);
  const ids = group === undefined ? [id] : [group.primaryId, group.secondaryId];
  return ids.flatMap((one) => {
    const origin = origins.get(one);
    if (origin === undefined) return [];
    const { domainName, kind, bucket } = origin;
    return [{ id: one, domainName, kind, ...(bucket !== undefined && { mayList: cloudFrontMayList(bucket, here) }) }];
  });
}
