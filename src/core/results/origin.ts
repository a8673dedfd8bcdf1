import { checkCustomHeaders } from './headers';
import { invalidResult } from './invalid-result';
import { isObject } from '../values/is-object';

/** Checks the origin that a Lambda@Edge function sets. Throws an `InvalidResult` if CloudFront would not accept it. */
export function checkOriginShape(origin: unknown): void {
  if (!isObject(origin)) return invalidResult('origin', 'origin is not an object');
  const { custom, s3 } = origin;
  if (isObject(custom) === isObject(s3)) invalidResult('origin', 'origin must have exactly one of custom and s3');
  const { domainName, path = '', customHeaders } = (isObject(custom) ? custom : s3) as Record<string, unknown>;
  if (typeof domainName !== 'string' || !/^[\w.-]+$/.test(domainName)) {
    invalidResult('origin', `domainName is ${JSON.stringify(domainName)}; it must be a host name without a port`);
  }
  if (typeof path !== 'string' || (path !== '' && !/^\/.*[^/]$/.test(path))) {
    invalidResult('origin', `path is ${JSON.stringify(path)}; it must be empty, or start but not end with /`);
  }
  checkCustomHeaders(customHeaders);
  if (!isObject(custom)) return;
  const { protocol, port } = custom;
  if (protocol !== 'http' && protocol !== 'https') {
    invalidResult('origin', `protocol is ${JSON.stringify(protocol)}; use "http" or "https"`);
  }
  const number = Number(port);
  if (!(number === 80 || number === 443 || (number >= 1024 && number <= 65_535))) {
    invalidResult('origin', `port is ${JSON.stringify(port)}; use 80, 443 or 1024 to 65535`);
  }
}
