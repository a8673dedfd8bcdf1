/** Whether it can be the key of an object. S3 allows dot segments, but HTTP clients resolve them. */
export function isKey(key: string): boolean {
  const segments = key.split('/');
  return (
    segments[0] !== '' && Buffer.byteLength(key) <= 1024 && !segments.some((part) => part === '.' || part === '..')
  );
}

/**
 * Whether it can be the name of a bucket. It becomes the host of a request that is signed with the credentials of the
 * function.
 */
export function isBucket(name: string): boolean {
  return /^[a-z\d][\w.-]{1,253}[a-z\d]$/i.test(name) && !name.includes('..');
}

export function isRegion(name: string): boolean {
  return /^[a-z\d-]{1,32}$/.test(name);
}

/** An invalid host: the request fails as if S3 were down. */
const NO_BUCKET = ' ';

/** An object whose place is only known at deploy time, where it cannot be fetched if the place is not valid. */
export function checkedObject<T extends { readonly bucket: string; readonly region: string; readonly key: string }>(
  object: T, refused: () => void,
): T {
  if (isBucket(object.bucket) && isRegion(object.region) && isKey(object.key)) return object;
  refused();
  return { ...object, bucket: NO_BUCKET };
}
