import { eventOrigin } from './lambda-event';
import { completionFault, faultIn, hostName, oneOf, path, seconds, tlsVersions, type Checks } from './origin-values';
import { isAddedToOrigins } from '../../core/facts/origin-custom-headers';
import type { EdgeHeaders } from '../../core/http/headers';
import { invalidResult } from '../../core/results/invalid-result';
import { isObject } from '../../core/values/is-object';
import type { CustomOriginSettings, OriginSettings } from '../assembly/distribution';

const BOTH: Checks = {
  domainName: hostName,
  path,
  readTimeout: seconds(1, 120),
  responseCompletionTimeout: seconds(0, 86_400),
};

const CUSTOM: Checks = { ...BOTH, keepaliveTimeout: seconds(1, 120), sslProtocols: tlsVersions };

const S3: Checks = {
  ...BOTH,
  authMethod: oneOf('origin-access-identity', 'none'),
  region: (value) => typeof value !== 'string' && 'a text',
};

/**
 * The origin in the result of an origin-request function. Its shape was checked before. Throws an `InvalidResult` for
 * values that CloudFront would not accept; those of the event are accepted.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html (checked
 * 2026-11-28)
 */
export function readOrigin(before: OriginSettings, result: unknown, headers: EdgeHeaders): OriginSettings {
  // A function may build a new request without an origin; CloudFront then uses the origin of the behavior.
  if (!isObject(result)) return before;
  const kind = isObject(result.custom) ? 'custom' : 's3';
  const given = result[kind] as Record<string, unknown> & { domainName: string; path?: string };
  const shown = Object(eventOrigin(before))[kind] as Record<string, unknown> | undefined;
  const fault = faultIn(kind, given, kind === 'custom' ? CUSTOM : S3, shown)
    ?? completionFault(given.responseCompletionTimeout, given.readTimeout ?? before.custom.readTimeoutSec)
    ?? (given.authMethod === 'origin-access-identity' && !given.region
      ? 's3.region is needed with an origin access identity' : undefined)
    ?? headersFault(given.customHeaders, Object(shown?.customHeaders), headers);
  if (fault !== undefined) invalidResult('origin', fault);
  const { domainName, path: originPath = '' } = given;
  return {
    id: domainName === before.domainName ? before.id : domainName,
    domainName,
    path: originPath,
    kind,
    bucket: domainName === before.domainName ? before.bucket : undefined,
    customHeaders: readCustomHeaders(given.customHeaders),
    custom: readConnection(before.custom, given, kind === 'custom'),
    ...(domainName === before.domainName && { accessControl: before.accessControl }),
  };
}

function readConnection(
  before: CustomOriginSettings, given: Record<string, unknown>, isCustom: boolean,
): CustomOriginSettings {
  const { protocol, port, readTimeout, keepaliveTimeout, responseCompletionTimeout } = given;
  const { responseCompletionTimeoutSec, ...rest } = before;
  const completion = Number(responseCompletionTimeout ?? responseCompletionTimeoutSec ?? 0);
  return {
    ...rest,
    ...(isCustom && {
      protocolPolicy: protocol === 'http' ? 'http-only' as const : 'https-only' as const,
      httpPort: protocol === 'http' ? Number(port) : before.httpPort,
      httpsPort: protocol === 'https' ? Number(port) : before.httpsPort,
    }),
    readTimeoutSec: Number(readTimeout ?? before.readTimeoutSec),
    keepaliveTimeoutSec: Number(keepaliveTimeout ?? before.keepaliveTimeoutSec),
    ...(completion > 0 && { responseCompletionTimeoutSec: completion }),
  };
}

/** Headers that the origin had before may be those of the request, too. */
function headersFault(customHeaders: unknown, before: object, headers: EdgeHeaders): string | undefined {
  const had = new Set(Object.keys(before));
  const news = Object.keys(isObject(customHeaders) ? customHeaders : {}).filter((name) => !had.has(name.toLowerCase()));
  const disallowed = news.find((name) => !isAddedToOrigins(name));
  if (disallowed !== undefined) return `customHeaders has ${disallowed}, which is disallowed`;
  const twice = news.find((name) => Object.hasOwn(headers, name.toLowerCase()));
  return twice === undefined ? undefined : `customHeaders has ${twice}, which is also a header of the request`;
}

function readCustomHeaders(value: unknown): OriginSettings['customHeaders'] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([name, lines]) =>
    (Array.isArray(lines) ? lines : [])
      .filter(isObject)
      .map((line) => ({ name: String(line.key ?? name), value: String(line.value) })),
  );
}
