/**
 * Codes of the XML with which CloudFront refuses a request without a valid signed URL or cookie. All but
 * `AccessDenied` are in public recordings (compared 2026-11-28).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html
 */
export const SIGNED_URL_CODES = {
  MissingKey: 'the request has no Key-Pair-Id as a query parameter or cookie',
  InvalidKey: 'Key-Pair-Id names a key that is not in a trusted key group of the behavior',
  MalformedPolicy: 'the policy is not valid JSON, or not valid base64',
  MalformedSignature: 'the signature is not valid base64',
  AccessDenied: 'the signature is wrong or has expired, or its policy is for another URL or IP address',
} as const;

/** The codes that no other part of CloudFront, and no S3 origin, answers with. */
export const SIGNED_URL_ONLY: readonly string[] = ['MissingKey', 'InvalidKey', 'MalformedPolicy', 'MalformedSignature'];

const MESSAGES: Readonly<Record<keyof typeof SIGNED_URL_CODES, string>> = {
  MissingKey: 'Missing Key-Pair-Id query parameter or cookie value',
  InvalidKey: 'Unknown Key',
  MalformedPolicy: 'Malformed Policy',
  MalformedSignature: 'Could not unencode Signature',
  AccessDenied: 'Access denied',
};

/** The body of such an answer, which is XML and not CloudFront's page. */
export function signedUrlXml(code: keyof typeof SIGNED_URL_CODES): string {
  return '<?xml version="1.0" encoding="UTF-8"?>'
    + `<Error><Code>${code}</Code><Message>${MESSAGES[code]}</Message></Error>`;
}
