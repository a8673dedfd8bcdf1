/** Which object of S3, and how fresh it has to be. */
export interface ObjectSource {
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  /** After this a copy in memory is checked for changes. */
  readonly refreshMs: number;
  /** The longest that a viewer waits for S3. */
  readonly timeoutMs: number;
}

/**
 * `AWS_ENDPOINT_URL_S3` is how AWS tools are pointed at something else; Lambda@Edge has no such variables, a preview
 * may.
 */
export function objectUrl({ bucket, region, key }: ObjectSource): URL {
  const path = key.split('/').map(strictlyEncoded).join('/');
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  if (endpoint !== undefined) return new URL(`${endpoint}/${bucket}/${path}`);
  // S3's certificate covers one label: a bucket with dots in its name is asked for by path.
  return new URL(
    bucket.includes('.')
      ? `https://s3.${region}.amazonaws.com/${bucket}/${path}`
      : `https://${bucket}.s3.${region}.amazonaws.com/${path}`,
  );
}

/** As S3 encodes for a signature: everything but unreserved characters. */
function strictlyEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
