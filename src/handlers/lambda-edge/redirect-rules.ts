import type { SlotTools } from './slot';
import type { Got } from './stored-object/get';
import { StoredObject } from './stored-object/stored-object';
import { PROGRAM_MAX_BYTES } from '../../core/redirects/object';
import { MAGIC, VERSION } from '../../core/redirects/program/format';
import { openLimited } from '../../core/redirects/program/read/limited';
import { openProgram } from '../../core/redirects/program/read/open';
import type { RedirectMatcher } from '../../core/redirects/rule/types';
import type { StoredRedirectConfig } from '../../core/redirects/step-config';

/** So that the environments of a function do not all ask S3 at the same time. */
const JITTER = 0.25;

/** The rules in an S3 object. */
export function storedRules(config: StoredRedirectConfig, { logError }: SlotTools): StoredObject<RedirectMatcher> {
  const { key, limits, rootObject } = config;
  const refreshMs = config.refreshMs * (1 - JITTER * Math.random());
  return new StoredObject({ ...config, refreshMs }, {
    maxBytes: PROGRAM_MAX_BYTES,
    code: 'EDGE_REDIRECT_RULES_UNAVAILABLE',
    read: ({ body }) => {
      checkForm(body);
      if (!limits) return openProgram(body, rootObject);
      const matcher = openLimited(body, rootObject, limits);
      const { refused } = matcher;
      if (refused.length > 0) logError('EDGE_REDIRECT_READS_REFUSED', { key }, `not declared, so refused: ${refused}`);
      return matcher;
    },
  });
}

/** Throws if the object is not a program of this version. */
function checkForm(body: Got['body']): void {
  if (body.length < 8 || body.readUInt32LE(0) !== MAGIC) {
    throw new Error('the object is not a compiled list: write it with "redirects publish"');
  }
  const version = body.readUInt32LE(4);
  if (version !== VERSION) {
    throw new Error(`the object has version ${version}, the function ${VERSION}: publish with the version of the app`);
  }
}
