import type { Body } from '../exchange/message';

/** The beginning of a body, all of it if it is small. The rest of a stream is not read, nor is one that breaks off. */
export async function bodyHead(body: Body | undefined, maxBytes = 16 * 1024): Promise<Buffer | undefined> {
  if (body === undefined || Buffer.isBuffer(body)) return body;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(Buffer.from(chunk));
      bytes += chunk.length;
      // To leave the loop destroys the stream.
      if (bytes >= maxBytes) break;
    }
  } catch {
    // A viewer would get what there is, too.
  }
  return Buffer.concat(chunks);
}
