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
