import type { IncomingMessage } from 'node:http';

/** More than any request of the page has. */
const BODY_MAX_BYTES = 256 * 1024;

/** What is wrong with a request of the console. */
export class BadRequest extends Error {
  constructor(readonly problems: readonly { readonly code?: string; readonly message: string }[]) {
    super(problems.map(({ message }) => message).join('\n'));
  }
}

export async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_MAX_BYTES) throw new BadRequest([{ message: `the body has more than ${BODY_MAX_BYTES} bytes` }]);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadRequest([{ message: 'the body is not valid JSON' }]);
  }
}
