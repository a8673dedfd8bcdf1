import { isObject } from '../../core/values/is-object';
import type { CustomOriginSettings, OriginSettings } from '../assembly/distribution';

/** The origin in the result of an origin-request function. Its shape was checked before. */
export function readOrigin(before: OriginSettings, result: unknown): OriginSettings {
  // A function may build a new request without an origin; CloudFront then uses the origin of the behavior.
  if (!isObject(result)) return before;
  const { custom, s3 } = result;
  const shape = (isObject(custom) ? custom : s3) as { domainName: string; path?: string; customHeaders?: unknown };
  const { domainName, path = '' } = shape;
  return {
    id: domainName === before.domainName ? before.id : domainName,
    domainName,
    path,
    kind: isObject(custom) ? 'custom' : 's3',
    bucket: domainName === before.domainName ? before.bucket : undefined,
    customHeaders: readCustomHeaders(shape.customHeaders),
    custom: isObject(custom) ? readConnection(before.custom, custom) : before.custom,
  };
}

function readConnection(
  before: CustomOriginSettings,
  { protocol, port, readTimeout }: Record<string, unknown>,
): CustomOriginSettings {
  return {
    ...before,
    protocolPolicy: protocol === 'http' ? 'http-only' : 'https-only',
    httpPort: protocol === 'http' ? Number(port) : before.httpPort,
    httpsPort: protocol === 'https' ? Number(port) : before.httpsPort,
    readTimeoutSec: typeof readTimeout === 'number' ? readTimeout : before.readTimeoutSec,
  };
}

function readCustomHeaders(value: unknown): OriginSettings['customHeaders'] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([name, lines]) =>
    (Array.isArray(lines) ? lines : [])
      .filter(isObject)
      .map((line) => ({ name: String(line.key ?? name), value: String(line.value) })),
  );
}
