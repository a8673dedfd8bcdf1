import * as http from 'node:http';
import * as https from 'node:https';

/** Longer than any viewer waits: what comes too late for one is there for the next. */
const GIVE_UP_MS = 3_000;

export interface Got {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One GET, within its time and size. Rejects where there is no whole answer. */
export function get(url: URL, headers: http.OutgoingHttpHeaders, maxBytes: number, mayRetry = true): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? http : https).get(url, { headers }, (response) => {
      if (response.statusCode! < 200) tooEarly(response);
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > maxBytes) giveUp(`the object is larger than ${maxBytes} bytes`);
      });
      // A connection that ends early is an 'error' on the response, not its 'end'.
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    const timer = setTimeout(() => giveUp(`S3 did not answer within ${GIVE_UP_MS} ms`), GIVE_UP_MS);
    // Without an error for the socket: that of an answer that is there as a whole, or leaves HTTP, has nobody left who
    // would hear of one.
    const giveUp = (why: string): void => {
      mayRetry = false;
      reject(new Error(why));
      request.destroy();
    };
    // Nothing was asked for that has a preliminary answer. Without a listener, one that leaves HTTP (101) would end
    // nothing.
    const tooEarly = ({ statusCode }: { statusCode?: number }): void => giveUp(`S3 answered ${statusCode}`);
    request.on('information', tooEarly);
    request.on('upgrade', tooEarly);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error) => {
      // A connection that was kept open while the environment was frozen is dead; a new one is not.
      if (request.reusedSocket && mayRetry && 'code' in error) resolve(get(url, headers, maxBytes, false));
      else reject(error);
    });
  });
}
