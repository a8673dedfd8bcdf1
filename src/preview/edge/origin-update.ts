import {
  completionFault, faultIn, hostName, oneOf, path, port, seconds, tlsVersions, type Checks,
} from './origin-values';
import { isAddedToOrigins } from '../../core/facts/origin-custom-headers';
import type { EdgeHeaders } from '../../core/http/headers';
import { isObject } from '../../core/values/is-object';
import type { OriginSettings } from '../assembly/distribution';
import { isValidHeader } from '../exchange/headers';
import { changedAccessControl } from '../origin/access-control';

/** What `selectRequestOriginById` and `createRequestOriginGroup` accept besides the ids. */
const OVERRIDES: Checks = {
  hostHeader: hostName,
  sni: hostName,
  allowedCertificateNames: (value) => !(Array.isArray(value) && value.length <= 20
    && value.every((name) => typeof name === 'string' && name !== '' && name.length <= 64))
    && 'a list of up to 20 names with up to 64 characters each',
};

const UPDATE: Checks = { ...OVERRIDES, domainName: hostName, originPath: path, connectionAttempts: seconds(1, 3) };

const PARTS: Readonly<Record<string, Checks>> = {
  timeouts: {
    readTimeout: seconds(1, 120),
    responseCompletionTimeout: seconds(0, 86_400),
    keepAliveTimeout: seconds(1, 120),
    connectionTimeout: seconds(1, 10),
  },
  customOriginConfig: {
    port,
    protocol: oneOf('http', 'https'),
    sslProtocols: tlsVersions,
    ipAddressType: oneOf('ipv4', 'ipv6', 'dualstack'),
  },
  originShield: {
    enabled: oneOf(true, false),
    region: (value) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(String(value)) && 'a Region such as us-east-1',
  },
  originAccessControlConfig: {
    enabled: oneOf(true, false),
    signingBehavior: oneOf('always', 'never', 'no-override'),
    signingProtocol: oneOf('sigv4'),
    originType: oneOf('s3', 'mediapackagev2', 'mediastore', 'lambda'),
  },
};

/** Parts that are turned on or off, and what they need when they are on. */
const SWITCHES = {
  originShield: ['region'],
  originAccessControlConfig: ['signingBehavior', 'signingProtocol', 'originType'],
};

/** What is wrong with the overrides of an origin. */
export function overridesFault(overrides: unknown): string | undefined {
  return faultIn('originOverrides', overrides, OVERRIDES);
}

/**
 * What is wrong with the argument of `updateRequestOrigin`. `headers` are those of the request.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 * (checked 2026-11-28)
 */
export function updateFault(origin: OriginSettings, update: unknown, headers: EdgeHeaders): string | undefined {
  if (!isObject(update)) return 'updateRequestOrigin needs an object';
  if (origin.isVpc) return `updateRequestOrigin cannot change the VPC origin ${JSON.stringify(origin.id)}`;
  const parts = Object.entries(PARTS).map(([name, checks]) => faultIn(name, update[name], checks));
  const { timeouts = {}, customOriginConfig = {}, domainName } = update as Record<string, Record<string, unknown>>;
  const { readTimeoutSec, responseCompletionTimeoutSec } = origin.custom;
  return faultIn('', update, UPDATE) ?? parts.find((fault) => fault !== undefined) ?? switchFault(update)
    ?? completionFault(timeouts.responseCompletionTimeout ?? responseCompletionTimeoutSec,
      timeouts.readTimeout ?? readTimeoutSec)
    ?? (customOriginConfig.ipAddressType !== undefined && domainName === undefined
      ? 'customOriginConfig.ipAddressType needs a domainName' : undefined)
    ?? hostFault(origin, update)
    ?? headersFault(update.customHeaders, headers);
}

/** Not documented, but observed at CloudFront in 2026, with inherited access control as well. */
function hostFault(
  origin: OriginSettings, { hostHeader, originAccessControlConfig: config }: Readonly<Record<string, unknown>>,
): string | undefined {
  return hostHeader === undefined || changedAccessControl(origin, isObject(config) ? config : undefined) === undefined
    ? undefined : 'hostHeader cannot be set for an origin with origin access control; leave it out, or set '
      + 'originAccessControlConfig to { enabled: false }';
}

function switchFault(update: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, needed] of Object.entries(SWITCHES)) {
    const part = update[name];
    if (!isObject(part)) continue;
    const missing = ['enabled', ...part.enabled === true ? needed : []].find((field) => part[field] === undefined);
    if (missing !== undefined) return `${name} needs ${missing}`;
  }
  return undefined;
}

function headersFault(customHeaders: unknown, headers: EdgeHeaders): string | undefined {
  if (customHeaders === undefined) return undefined;
  if (!isObject(customHeaders)) return 'customHeaders needs an object with the value of each header';
  for (const [name, value] of Object.entries(customHeaders)) {
    if (typeof value !== 'string' || !isValidHeader(name, value)) return `customHeaders: ${name} is not a valid header`;
    if (!isAddedToOrigins(name)) return `customHeaders: ${name} is disallowed`;
    if (Object.hasOwn(headers, name.toLowerCase())) return `customHeaders: ${name} is also a header of the request`;
  }
  return undefined;
}
