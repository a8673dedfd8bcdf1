import { certain, likely, possible } from '../found';
import { guide } from '../links';
import { originQuotes, quoted, quotes } from '../quote';
import { s3Cure, s3What } from '../s3-cures';
import type { Signs } from '../signs';
import type { Finding, Source } from '../source';
import { isPlainLogError } from '../unmarked';

export const s3Origin: Source = {
  id: 's3-origin',
  what: 'the S3 origin answered with an error',
  cure: s3Cure(undefined),
  link: guide('private-content-restricting-access-to-s3'),
  settledBy:
    'look whether the key exists ("aws s3api head-object"), and who may read it: bucket policy, KMS key policy',
  logged: { OriginError: 'possible' },
  find(signs) {
    const { errorCode, server, isError, contentType, header, result, originAnswered, behavior } = signs;
    const isHidden = server === '' || server === 'cloudfront';
    const fromS3 =
      server === 'amazons3'
      || (isHidden && (errorCode?.hasHostId === true || header('x-amz-error-code') !== undefined));
    if (isError && fromS3 && !isPageOfBucket(signs)) return s3Finding(signs);
    const mayBeBucket = behavior?.origins.every(({ kind }) => kind === 'custom') !== true;
    const isXmlInLog = signs.seen.log !== undefined && isError && contentType === 'application/xml' && mayBeBucket;
    if (isXmlInLog && (result === 'Error' || result === 'OriginError')) return likely(logEvidence(signs));
    if (!isPlainLogError(signs) || (contentType !== '' && originAnswered !== undefined)) return undefined;
    return possible(logEvidence(signs));
  },
  isExcluded: ({ behavior, originAnswered, contentType, status, seen: { origin } }) =>
    originAnswered === false
    || (behavior !== undefined && !behavior.origins.some(({ kind }) => kind !== 'custom'))
    || (contentType !== '' && contentType !== 'application/xml' && contentType !== 'text/html')
    || (origin !== undefined && origin.status < 400 && status >= 400),
};

/** An object of a bucket that is served with the status of an error: a custom error page. */
export function isPageOfBucket({ errorCode, header, contentType }: Signs): boolean {
  return errorCode === undefined && header('x-amz-error-code') === undefined && contentType !== 'application/xml'
    && (header('etag') !== undefined || header('last-modified') !== undefined);
}

function s3Finding(signs: Signs): Finding {
  const { errorCode, header, seen: { origin } } = signs;
  const code = errorCode?.code ?? header('x-amz-error-code');
  const evidence = [
    ...quotes(signs, 'server', 'content-type', 'x-amz-error-code', 'x-amz-error-message'),
    ...(errorCode === undefined ? [] : [quoted('body', `<Code>${errorCode.code}</Code> ${errorCode.message}`)]),
    ...originQuotes(origin),
  ];
  const kms = /\bkms:/i.test(errorCode?.message ?? '');
  const more = { what: s3What(code, signs, kms), cure: s3Cure(code, signs, kms) };
  return hasOwnBody(signs) ? certain(evidence, more) : likely(evidence, more);
}

/** Whether the body is what S3 sends with errors, or is not in the input. */
function hasOwnBody({ errorCode, header, contentType, text }: Signs): boolean {
  return errorCode !== undefined || header('x-amz-error-code') !== undefined || text === ''
    || contentType === 'application/xml';
}

function logEvidence(signs: Signs): string[] {
  return quotes(signs, 'x-edge-detailed-result-type', 'sc-content-type', 'origin-fbl');
}
