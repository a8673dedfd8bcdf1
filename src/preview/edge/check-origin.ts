import { invalid, REASONS, valid, type Checked } from './checked';
import type { CustomOriginSettings, OriginSettings } from '../assembly/distribution';
import { isObject } from '../assembly/json';

/** The origin that an origin-request function leaves the request with. */
export function checkOrigin(before: OriginSettings, result: unknown): Checked<OriginSettings> {
  // A function that builds a new request and forgets the origin gets the one of the behavior.
  if (result === undefined || result === null) return valid(before);
  if (!isObject(result)) return invalid(REASONS.origin, 'origin is not an object');
  const { custom, s3 } = result;
  if (isObject(custom) === isObject(s3)) return invalid(REASONS.origin, 'origin must have exactly one of custom and s3');
  const shape = (isObject(custom) ? custom : s3) as Record<string, unknown>;
  const { domainName, path = '' } = shape;
  if (typeof domainName !== 'string' || domainName === '' || /[:/\s]/.test(domainName)) {
    return invalid(REASONS.origin, `domainName is ${JSON.stringify(domainName)}; it must be a host name without a port`);
  }
  if (typeof path !== 'string' || (path !== '' && !/^\/.*[^/]$/.test(path))) {
    return invalid(REASONS.origin, `path is ${JSON.stringify(path)}; it must be empty, or start but not end with /`);
  }
  const connection = isObject(custom) ? checkConnection(before.custom, custom) : valid(before.custom);
  if (!connection.ok) return connection;
  return valid({
    id: domainName === before.domainName ? before.id : domainName,
    domainName,
    path,
    kind: isObject(custom) ? 'custom' : 's3',
    bucket: domainName === before.domainName ? before.bucket : undefined,
    customHeaders: readCustomHeaders(shape.customHeaders),
    custom: connection.value,
  });
}

function checkConnection(before: CustomOriginSettings, custom: Record<string, unknown>): Checked<CustomOriginSettings> {
  const { protocol, port, readTimeout } = custom;
  if (protocol !== 'http' && protocol !== 'https') return invalid(REASONS.origin, `protocol is ${JSON.stringify(protocol)}; use "http" or "https"`);
  const number = Number(port);
  if (!(number === 80 || number === 443 || (number >= 1024 && number <= 65_535))) {
    return invalid(REASONS.origin, `port is ${JSON.stringify(port)}; use 80, 443 or 1024 to 65535`);
  }
  return valid({
    ...before,
    protocolPolicy: protocol === 'http' ? 'http-only' : 'https-only',
    httpPort: protocol === 'http' ? number : before.httpPort,
    httpsPort: protocol === 'https' ? number : before.httpsPort,
    readTimeoutSec: typeof readTimeout === 'number' ? readTimeout : before.readTimeoutSec,
  });
}

function readCustomHeaders(value: unknown): OriginSettings['customHeaders'] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([name, lines]) => (
    (Array.isArray(lines) ? lines : []).filter(isObject).map((line) => ({ name: String(line.key ?? name), value: String(line.value) }))
  ));
}
