import { createHash } from 'node:crypto';
import type { EdgeEvent, EdgeHost } from '../../core/facts/edge-events';
import { DEFAULT_PATTERN } from '../behavior-selector';

/**
 * The construct id of a slot's function: `OriginResponse` for the default behavior, `OriginResponseApi1a2b3c4d` for
 * `/api/*`. That of a CloudFront Function ends with its kind, because CloudFormation does not update a resource to
 * another type: with one id, no deployment could exchange one kind for the other.
 *
 * It depends on the behavior and not on the steps, because a new id is a new function, and the old one cannot be
 * deleted for hours after an update (CloudFront still keeps its replicas).
 */
export function functionId(event: EdgeEvent, host: EdgeHost, pattern: string, optional?: string): string {
  return `${slotId(event, pattern, optional)}${host === 'cloudfront-function' ? 'CloudFrontFunction' : ''}`;
}

function slotId(event: EdgeEvent, pattern: string, optional?: string): string {
  const name = pascal(event);
  // The function without that code has the id of the behavior.
  if (optional !== undefined) return `${slotId(event, pattern)}With${hashOf(optional)}`;
  if (pattern === DEFAULT_PATTERN) return name;
  // `/api/*` and `/api?` would both be "Api"
  return `${name}${pascal(pattern)}${hashOf(pattern.replace(/^\//, ''))}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function pascal(text: string): string {
  return text.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
