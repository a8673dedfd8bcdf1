import type { Behavior } from './distribution';
import { readForwardedBesides, readForwardedValues } from './read-forwarded-values';
import { readFunctions } from './read-functions';
import { readCachePolicy, readOriginRequestPolicy } from './read-policies';
import { readResponseHeadersPolicy } from './read-response-headers-policy';
import { readTrustedKeys } from './read-trusted-keys';
import type { Reading } from './reading';
import { listOf, member, scalar, type Value } from './reference';

const GET_AND_HEAD = ['GET', 'HEAD'];

export function readBehavior(behavior: Value | undefined, pathPattern: string, reading: Reading): Behavior {
  const { here } = reading;
  const forwardedValues = member(behavior, 'ForwardedValues');
  const cachePolicyId = member(behavior, 'CachePolicyId');
  const legacy = cachePolicyId === undefined && forwardedValues !== undefined;
  return {
    pathPattern,
    targetOriginId: here.text(member(behavior, 'TargetOriginId')),
    allowedMethods: methods(member(behavior, 'AllowedMethods')),
    cachedMethods: methods(member(behavior, 'CachedMethods')),
    compress: member(behavior, 'Compress') === true,
    viewerProtocolPolicy: here.text(member(behavior, 'ViewerProtocolPolicy')) || 'allow-all',
    ...readTrustedKeys(behavior, reading),
    cachePolicy: legacy ? readForwardedValues(behavior!, forwardedValues) : readCachePolicy(cachePolicyId, reading),
    originRequestPolicy: legacy ? readForwardedBesides(forwardedValues)
      : readOriginRequestPolicy(member(behavior, 'OriginRequestPolicyId'), reading),
    responseHeadersPolicy: readResponseHeadersPolicy(member(behavior, 'ResponseHeadersPolicyId'), reading),
    forwardsOtherHeaders: legacy,
    functions: readFunctions(behavior, pathPattern, reading),
  };
}

function methods(value: Value | undefined): readonly string[] {
  const listed = listOf(value).map(scalar);
  return listed.length === 0 ? GET_AND_HEAD : listed;
}
