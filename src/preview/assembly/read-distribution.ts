import { constructPath, type CloudAssembly } from './cloud-assembly';
import type { CustomErrorResponse, Distribution, OriginGroup } from './distribution';
import { Evaluator } from './evaluate';
import { distributionDomainName } from './physical-names';
import { readBehavior } from './read-behavior';
import { readOrigin } from './read-origin';
import { readWebAcl } from './read-web-acl';
import type { Reading } from './reading';
import { listOf, member, type Reference, type Value } from './reference';
import type { Problem } from '../../core/problem';

/** Everything that the preview needs of one distribution, and what it had to leave out. */
export function readDistribution(assembly: CloudAssembly, reference: Reference): { distribution: Distribution; problems: Problem[] } {
  const here = new Evaluator(assembly, reference.stack);
  const reading: Reading = { here, problems: [] };
  const config = member(here.properties(reference), 'DistributionConfig');
  const origins = listOf(member(config, 'Origins')).map((origin) => readOrigin(origin, reading));
  const distribution: Distribution = {
    logicalId: reference.logicalId,
    constructPath: constructPath(reference.stack, reference.logicalId),
    domainName: distributionDomainName(reference.logicalId),
    aliases: listOf(member(config, 'Aliases')).map((alias) => here.text(alias)),
    defaultRootObject: here.text(member(config, 'DefaultRootObject')).replace(/^\//, ''),
    behaviors: [
      ...listOf(member(config, 'CacheBehaviors')).map((behavior) => readBehavior(behavior, here.text(member(behavior, 'PathPattern')), reading)),
      readBehavior(member(config, 'DefaultCacheBehavior'), '*', reading),
    ],
    origins: new Map(origins.map((origin) => [origin.id, origin])),
    originGroups: new Map(listOf(member(config, 'OriginGroups', 'Items')).map((group) => readGroup(group, reading))),
    errorResponses: new Map(listOf(member(config, 'CustomErrorResponses')).map((response) => readErrorResponse(response, reading))),
    webAcl: readWebAcl(member(config, 'WebACLId'), reading),
  };
  return { distribution, problems: reading.problems };
}

function readGroup(group: Value, { here }: Reading): [string, OriginGroup] {
  const [primaryId, secondaryId] = listOf(member(group, 'Members', 'Items')).map((item) => here.text(member(item, 'OriginId')));
  const statusCodes = listOf(member(group, 'FailoverCriteria', 'StatusCodes', 'Items')).map(Number);
  return [here.text(member(group, 'Id')), { primaryId: primaryId ?? '', secondaryId: secondaryId ?? '', statusCodes }];
}

function readErrorResponse(response: Value, { here }: Reading): [number, CustomErrorResponse] {
  const errorCode = Number(member(response, 'ErrorCode'));
  const pagePath = here.text(member(response, 'ResponsePagePath'));
  const responseCode = member(response, 'ResponseCode');
  const minTtl = member(response, 'ErrorCachingMinTTL');
  return [errorCode, {
    errorCode,
    pagePath: pagePath === '' ? undefined : pagePath,
    responseCode: responseCode === undefined ? undefined : Number(responseCode),
    cachingMinTtlSec: minTtl === undefined ? undefined : Number(minTtl),
  }];
}
