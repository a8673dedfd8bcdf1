import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { AppResources } from './app-resources';
import { isLeftOut, knownReference, listed, textWithPlaceholders } from './known-references';
import { bucketOf, mayList } from './read-bucket';
import { readMasked } from './read-masked';
import { namePath, readCertificate, readRecords } from './read-names';
import type { CheckedSite, UnknownPart } from '../../core/explain/checks/checked-site';
import type { BehaviorFacts, ErrorResponseFacts, OriginFacts } from '../../core/explain/site/site-facts';

type Rendered = Readonly<Record<string, any>>;

/** What the checks look at, of the construct tree; undefined if the distribution is only known at deploy time. */
export function readCheckedSite(resource: CfnDistribution, app: AppResources): CheckedSite | undefined {
  const config = app.properties(resource).DistributionConfig as Rendered | undefined;
  if (typeof config?.DefaultCacheBehavior !== 'object' || config.DefaultCacheBehavior.TargetOriginId === undefined) {
    return undefined;
  }
  const unknown: UnknownPart[] = [];
  /** The items of a list that are known. */
  const items = <T>(property: string, what: string, isKnown: (one: unknown) => one is T): T[] => {
    const value: unknown = config[property];
    if (isLeftOut(value)) return [];
    if (!Array.isArray(value)) {
      unknown.push({ property, what });
      return [];
    }
    return value.flatMap((one, i) => {
      if (isKnown(one)) return [one];
      if (!isLeftOut(one)) unknown.push({ property: `${property}[${i}]`, what });
      return [];
    });
  };
  const aliases = items('Aliases', 'its certificate and DNS record', isText);
  const added = items('CacheBehaviors', 'the behavior', isBehavior);
  const errorResponses = items('CustomErrorResponses', 'what it hides', isErrorResponse);
  const declared = [...added, { ...config.DefaultCacheBehavior as Rendered, PathPattern: '*' }];
  const behaviors = declared.map((one) => behavior(one, config, resource, app));
  const { Restrictions: restrictions, WebACLId: webAcl, DefaultRootObject: rootObject } = config;
  const geo: Rendered | undefined = restrictions?.GeoRestriction;
  return {
    name: namePath(resource),
    template: Stack.of(resource).templateFile,
    aliases,
    hasUnknownAliases: unknown.some(({ property }) => property.startsWith('Aliases[')),
    ...(isText(geo?.RestrictionType) && geo.RestrictionType !== 'none' && {
      geoRestriction: {
        type: geo.RestrictionType,
        countries: listed(geo.Locations).map(textWithPlaceholders),
      },
    }),
    ...(!isLeftOut(webAcl) && webAcl !== '' && {
      webAcl: { name: textWithPlaceholders(webAcl), customResponses: [], isKnown: false },
    }),
    behaviors,
    errorResponses: errorResponses.map(errorResponse),
    rootObject: isLeftOut(rootObject) ? '' : textWithPlaceholders(rootObject).replace(/^\//, ''),
    certificate: readCertificate(config.ViewerCertificate, app),
    records: readRecords(app),
    masked: readMasked(resource, behaviors.map(({ pathPattern }) => pathPattern)),
    unknown,
  };
}

function behavior(declared: Rendered, config: Rendered, resource: CfnDistribution, app: AppResources): BehaviorFacts {
  const { TargetOriginId: id, AllowedMethods: methods, TrustedKeyGroups: groups, TrustedSigners: signers } = declared;
  const group = recordsOf(config.OriginGroups?.Items).find((one) => one.Id === id);
  const ids = group === undefined ? [id] : recordsOf(group.Members?.Items).map((one) => one.OriginId);
  const origins = recordsOf(config.Origins).filter((one) => ids.includes(one.Id));
  return {
    pathPattern: textWithPlaceholders(declared.PathPattern),
    viewerProtocolPolicy: textWithPlaceholders(declared.ViewerProtocolPolicy),
    allowedMethods: isLeftOut(methods) ? ['GET', 'HEAD'] : listed(methods).map(textWithPlaceholders),
    trustedKeys: [...listed(groups), ...listed(signers)].filter((one) => !isLeftOut(one))
      .map((one) => knownReference(one)?.path ?? textWithPlaceholders(one)),
    origins: origins.map((origin) => originFacts(origin, resource, app)),
    functions: [],
  };
}

function originFacts(origin: Rendered, resource: CfnDistribution, app: AppResources): OriginFacts {
  const { Id: id, DomainName: domain, CustomOriginConfig: custom, VpcOriginConfig: vpc } = origin;
  const domainName = textWithPlaceholders(domain);
  // The domain name of a website is a part of the URL of it.
  const isWebsite = /\.s3-website[.-]/.test(domainName) || JSON.stringify(domain).includes('"WebsiteURL"');
  const bucket = isLeftOut(custom) && isLeftOut(vpc) ? bucketOf(domain, app) : undefined;
  return {
    id: textWithPlaceholders(id),
    domainName,
    kind: isLeftOut(custom) && isLeftOut(vpc) ? 's3' : isWebsite ? 's3-website' : 'custom',
    ...(bucket !== undefined && { mayList: mayList(bucket, resource, app) }),
  };
}

function errorResponse({ ErrorCode: errorCode, ResponsePagePath: path, ResponseCode: code }: Rendered):
ErrorResponseFacts {
  return {
    errorCode: Number(errorCode),
    ...(!isLeftOut(path) && { pagePath: textWithPlaceholders(path) }),
    ...(!isLeftOut(code) && { responseCode: Number(code) }),
  };
}

function recordsOf(value: unknown): readonly Rendered[] {
  return listed(value).filter((one): one is Rendered => typeof one === 'object' && one !== null);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isBehavior(value: unknown): value is Rendered {
  return typeof value === 'object' && value !== null && 'PathPattern' in value;
}

function isErrorResponse(value: unknown): value is Rendered {
  return typeof value === 'object' && value !== null && 'ErrorCode' in value;
}
