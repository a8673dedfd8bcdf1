import { isConflict, statusOf } from './aws-errors';
import type { BucketObject, StoredObject } from './bucket-object';
import { PublishError } from './publish-error';
import { randomPause } from './random-pause';

/** How often a write is tried again that collided with another one, although the object is as it was. */
const MOST_CONFLICTS = 5;

/**
 * Replaces an object if it is still the one that was read, and reads it again: what was put is what the next read
 * returns.
 */
export async function publishObject(
  object: BucketObject, bytes: Uint8Array, before: StoredObject | undefined, pause = randomPause,
): Promise<void> {
  for (let conflicts = 0; ; conflicts++) {
    try {
      await object.write(bytes, before?.etag);
      break;
    } catch (error) {
      if (!isConflict(error)) throw error;
      const now = await object.read();
      // The put before was done, and only its answer was lost.
      if (now !== undefined && areEqual(now.bytes, bytes)) return;
      if (now === undefined && before === undefined && statusOf(error) === 412) {
        throw new PublishError('the object is there, but may not be read; allow s3:GetObject for it',
          'EDGE_PUBLISH_CONFLICT');
      }
      if (now?.etag !== before?.etag || conflicts === MOST_CONFLICTS) throw overtaken();
      await pause(conflicts);
    }
  }
  const now = await object.read();
  if (now === undefined || !areEqual(now.bytes, bytes)) throw overtaken();
}

export function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function overtaken(): PublishError {
  return new PublishError('another process has written the object at the same time; if it has ended, run this again',
    'EDGE_PUBLISH_CONFLICT');
}
