import type { AppResource, AppResources, Properties } from './app-resources';
import { KnownItems } from './known-items';
import { maskedBehaviors, type Mask } from './masked';
import { readBehaviors } from './read-behaviors';
import { readCertificate, readRecords } from './read-names';
import { isLeftOut, isOpen, listed, textWithPlaceholders } from './values';
import type { ErrorResponseFacts } from '../../site/site-facts';
import type { CheckedSite } from '../checked-site';

/** What is not in the properties of the distribution. */
export interface Around {
  readonly app: AppResources;
  /** The file of its template. */
  readonly template: string;
  readonly masks: readonly Mask[];
}

/**
 * What the checks look at, of the properties of an app: from its constructs at synth, and from its templates on the
 * command line. Undefined if the distribution is only known at deploy time.
 */
export function readCheckedSite(resource: AppResource, { app, template, masks }: Around): CheckedSite | undefined {
  const config = resource.properties.DistributionConfig as Properties | undefined | null;
  const byDefault = config?.DefaultCacheBehavior as Properties | undefined | null;
  if (typeof byDefault !== 'object' || byDefault === null || byDefault.TargetOriginId === undefined) return undefined;
  const items = new KnownItems(config!);
  const aliases = items.of('Aliases', 'its certificate and DNS record', isText);
  const { behaviors, places } = readBehaviors(items, resource, app);
  const errorResponses = items.of('CustomErrorResponses', 'what it hides', isErrorResponse);
  const { Restrictions: restrictions, WebACLId: webAcl, DefaultRootObject: rootObject } = config!;
  const geo = restrictions?.GeoRestriction as Properties | undefined;
  if (isOpen(webAcl) && !isLeftOut(webAcl)) items.addUnknown('WebACLId', 'what hides its blocks');
  return {
    name: resource.name,
    template,
    aliases: aliases.map(({ value }) => value),
    hasUnknownAliases: items.hasUnknown('Aliases'),
    ...(isText(geo?.RestrictionType) && geo!.RestrictionType !== 'none' && {
      geoRestriction: { type: geo!.RestrictionType, countries: listed(geo!.Locations).map(textWithPlaceholders) },
    }),
    ...(!isLeftOut(webAcl) && !isOpen(webAcl) && webAcl !== '' && {
      webAcl: { name: textWithPlaceholders(webAcl), customResponses: [], isKnown: false },
    }),
    behaviors,
    errorResponses: errorResponses.map(({ value }) => errorResponse(value)),
    places: {
      aliases: aliases.map(({ at }) => at), behaviors: places, errorResponses: errorResponses.map(({ at }) => at),
    },
    rootObject: isLeftOut(rootObject) || isOpen(rootObject) ? '' : textWithPlaceholders(rootObject).replace(/^\//, ''),
    certificate: readCertificate(config!.ViewerCertificate, app),
    records: readRecords(app),
    masked: maskedBehaviors(behaviors.map(({ pathPattern }) => pathPattern), masks),
    unknown: items.unknown,
  };
}

function errorResponse({ ErrorCode: errorCode, ResponsePagePath: path, ResponseCode: code }: Properties):
ErrorResponseFacts {
  return {
    errorCode: Number(errorCode),
    ...(!isLeftOut(path) && { pagePath: textWithPlaceholders(path) }),
    ...(!isLeftOut(code) && { responseCode: Number(code) }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Its page and statuses are all known. */
function isErrorResponse(value: unknown): value is Properties {
  if (typeof value !== 'object' || value === null || !('ErrorCode' in value)) return false;
  const { ErrorCode: code, ResponsePagePath: path, ResponseCode: response } = value as Properties;
  const isStatus = (one: unknown): boolean => /^\d{3}$/.test(String(one));
  return isStatus(code) && (isLeftOut(response) || isStatus(response)) && (isLeftOut(path) || isText(path));
}
