/** An S3 object, and how fresh its copy has to be. */
export interface ObjectSource {
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  /** Age after which a copy in memory is checked for changes. */
  readonly refreshMs: number;
  /** The longest that a viewer waits for S3. */
  readonly timeoutMs: number;
}

/**
 * The URL of the object. `AWS_ENDPOINT_URL_S3` overrides the endpoint, as in AWS tools: not in Lambda@Edge, which has
 * no environment variables, but in the preview.
 */
export function objectUrl({ bucket, region, key }: ObjectSource): URL {
  const path = key.split('/').map(strictlyEncoded).join('/');
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  if (endpoint !== undefined) return new URL(`${endpoint}/${bucket}/${path}`);
  // S3's certificate covers one label: a bucket with dots in its name needs a path-style URL.
  return new URL(
    bucket.includes('.')
      ? `https://s3.${region}.amazonaws.com/${bucket}/${path}`
      : `https://${bucket}.s3.${region}.amazonaws.com/${path}`,
  );
}

/** Encodes everything but unreserved characters, as S3 does for signatures. */
function strictlyEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
