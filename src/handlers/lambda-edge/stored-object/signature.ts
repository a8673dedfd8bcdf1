import { createHash, createHmac } from 'node:crypto';

/** SHA-256 of the empty body of a GET. */
const EMPTY_BODY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Signs a GET of an S3 object with the credentials of the execution role, which Lambda provides as environment
 * variables. Returns the headers.
 *
 * The path of the URL has to be encoded in the way of S3, and there is no query. Further headers can be signed as well.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html (checked 2026-11-20)
 */
export function authorize(
  url: URL,
  region: string,
  now: Date,
  further: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: session } = process.env;
  if (id === undefined || secret === undefined) throw new Error('there are no credentials');
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = {
    'host': url.host,
    'x-amz-content-sha256': EMPTY_BODY,
    'x-amz-date': time,
    ...(session !== undefined && { 'x-amz-security-token': session }),
    ...further,
  };
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const canonical = [
    'GET',
    url.pathname,
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    signed,
    EMPTY_BODY,
  ].join('\n');
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((last, part) => hmac(last, part).digest(), `AWS4${secret}`);
  return {
    ...headers,
    authorization: 'AWS4-HMAC-SHA256 '
      + `Credential=${id}/${scope},SignedHeaders=${signed},Signature=${hmac(key, toSign).digest('hex')}`,
  };
}

function hmac(key: string | Buffer, text: string) {
  return createHmac('sha256', key).update(text);
}
