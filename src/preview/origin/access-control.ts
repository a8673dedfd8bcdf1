import type { AccessControl, OriginSettings } from '../assembly/distribution';
import { withoutHeaders } from '../exchange/headers';
import type { OriginRequest } from '../exchange/message';

/**
 * What origin access control does to a request. The preview has no keys and does not sign: it leaves out what the
 * signature overwrites, and says what the origin would do to the request.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
 * (checked 2026-11-29)
 */
export function withAccessControl(request: OriginRequest): { readonly request: OriginRequest; readonly note?: string } {
  const control = request.origin.accessControl;
  const { headers, body, method } = request;
  if (control === undefined) return { request };
  const isOverwritten = headers.authorization !== undefined;
  if (isOverwritten ? control.signing === 'no-override' : control.type !== 'lambda') return { request };
  const notes = [
    ...(isOverwritten ? ['the signature of origin access control replaces Authorization of the viewer'] : []),
    ...(control.type === 'lambda' && body !== undefined && headers['x-amz-content-sha256'] === undefined
      ? [`Lambda would answer 403 to this ${method}: the viewer has to send x-amz-content-sha256, the hash of the `
        + 'body, and a policy has to forward it'] : []),
  ];
  return {
    request: isOverwritten ? { ...request, headers: withoutHeaders(headers, 'authorization') } : request,
    ...(notes.length > 0 && { note: notes.join('; ') }),
  };
}

/** The access control of an origin that a CloudFront Function changes. */
export function changedAccessControl(
  { accessControl }: OriginSettings, config: Readonly<Record<string, unknown>> | undefined,
): AccessControl | undefined {
  return config === undefined ? accessControl
    : config.enabled === true ? accessControlOf(config.signingBehavior, config.originType) : undefined;
}

export function accessControlOf(signing: unknown, type: unknown): AccessControl | undefined {
  return signing === 'always' || signing === 'no-override' ? { signing, type: String(type) } : undefined;
}
