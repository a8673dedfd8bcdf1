import { randomBytes } from 'node:crypto';

/** The server in `Via`, of requests to origins and of responses: one for each start of the preview. */
export const VIA_HOST = `${randomBytes(16).toString('hex')}.cloudfront.net`;
