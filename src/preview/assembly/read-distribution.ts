import { checkDistribution } from './check-distribution';
import { itemsOf, mustBe, numberOf } from './checked-values';
import { constructPath, type CloudAssembly } from './cloud-assembly';
import type { CustomErrorResponse, Distribution, OriginGroup } from './distribution';
import { Evaluator } from './evaluate';
import { distributionDomainName } from './physical-names';
import { readBehavior } from './read-behavior';
import { readGeoRestriction } from './read-geo-restriction';
import { readOrigin } from './read-origin';
import { readWebAcl } from './read-web-acl';
import type { Reading } from './reading';
import { listOf, member, scalar, type Reference, type Value } from './reference';
import type { Problem } from '../../core/problem';

/** Reads everything that the preview needs of one distribution. Problems include notes on what is left out. */
export function readDistribution(
  assembly: CloudAssembly,
  reference: Reference,
): { distribution: Distribution; problems: Problem[] } {
  const here = new Evaluator(assembly, reference.stack);
  const reading: Reading = { here, problems: [] };
  const where = `Resources.${reference.logicalId}.Properties.DistributionConfig`;
  const config = member(here.properties(reference), 'DistributionConfig');
  const items = (...path: string[]) => itemsOf(member(config, ...path), [where, ...path].join('.'), reading);
  const origins = items('Origins').map((origin, index) => readOrigin(origin, `${where}.Origins[${index}]`, reading));
  const distribution: Distribution = {
    logicalId: reference.logicalId,
    constructPath: constructPath(reference.stack, reference.logicalId),
    domainName: distributionDomainName(reference.logicalId),
    aliases: items('Aliases').map((alias) => here.text(alias)),
    defaultRootObject: here.text(member(config, 'DefaultRootObject')).replace(/^\//, ''),
    behaviors: [
      ...items('CacheBehaviors').map((behavior) =>
        readBehavior(behavior, here.text(member(behavior, 'PathPattern')), reading),
      ),
      readBehavior(member(config, 'DefaultCacheBehavior'), '*', reading),
    ],
    origins: new Map(origins.map((origin) => [origin.id, origin])),
    originGroups: new Map(items('OriginGroups', 'Items').map((group) => readGroup(group, reading))),
    errorResponses: new Map(
      items('CustomErrorResponses').map((response, index) =>
        readErrorResponse(response, `${where}.CustomErrorResponses[${index}]`, reading),
      ),
    ),
    ...readGeoRestriction(member(config, 'Restrictions', 'GeoRestriction'), here),
    webAcl: readWebAcl(member(config, 'WebACLId'), reading),
  };
  checkDistribution(config, distribution, where, reading);
  return { distribution, problems: reading.problems };
}

function readGroup(group: Value, { here }: Reading): [string, OriginGroup] {
  const [primaryId, secondaryId] = listOf(member(group, 'Members', 'Items')).map((item) =>
    here.text(member(item, 'OriginId')),
  );
  const statusCodes = listOf(member(group, 'FailoverCriteria', 'StatusCodes', 'Items')).map((code) =>
    Number(scalar(code)),
  );
  return [here.text(member(group, 'Id')), { primaryId: primaryId ?? '', secondaryId: secondaryId ?? '', statusCodes }];
}

function readErrorResponse(response: Value, where: string, reading: Reading): [number, CustomErrorResponse] {
  const { here } = reading;
  const status = (key: string, [min, max]: [number, number]) =>
    numberOf(member(response, key), `${where}.${key}`, undefined, [min, max], reading);
  const errorCode = status('ErrorCode', [400, 599]) ?? 0;
  const pagePath = here.text(member(response, 'ResponsePagePath'));
  if (pagePath !== '' && !pagePath.startsWith('/')) {
    mustBe('a path that starts with /', pagePath, `${where}.ResponsePagePath`, reading);
  }
  return [errorCode, {
    errorCode,
    pagePath: pagePath === '' ? undefined : pagePath,
    responseCode: status('ResponseCode', [200, 599]),
    cachingMinTtlSec: status('ErrorCachingMinTTL', [0, 999_999_999]),
  }];
}
