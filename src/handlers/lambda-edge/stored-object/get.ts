import * as http from 'node:http';
import * as https from 'node:https';

/** Longer than a viewer waits: a response that is too late for one viewer is used for the next. */
const GIVE_UP_MS = 3_000;

/** After the environment was frozen, timers come before what has arrived meanwhile. So it gets some more time. */
const LAST_CHANCE_MS = 200;

export interface Got {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Why a response is not worth its body, by its headers; undefined if it is. */
export type Refuses = (headers: http.IncomingHttpHeaders) => string | undefined;

/** Sends a GET, with a timeout and a size limit. Rejects if there is no complete response. */
export function get(
  url: URL, headers: http.OutgoingHttpHeaders, maxBytes: number, refuses: Refuses, mayRetry = true,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? http : https).get(url, { headers }, (response) => {
      if (response.statusCode! < 200) tooEarly(response);
      const refusal = refuses(response.headers);
      if (refusal !== undefined) giveUp(refusal);
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > maxBytes) giveUp(`the object is larger than ${maxBytes} bytes`);
      });
      // A connection that is closed early causes 'error' on the response, not 'end'.
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    let timer = setTimeout(() => {
      timer = setTimeout(giveUp, LAST_CHANCE_MS, `S3 did not answer within ${GIVE_UP_MS} ms`);
    }, GIVE_UP_MS - LAST_CHANCE_MS);
    // Destroyed without an error: after a complete response, or an upgrade, the socket has no error listener any more.
    const giveUp = (why: string): void => {
      mayRetry = false;
      reject(new Error(why));
      request.destroy();
    };
    // Informational responses are not expected. Without a listener, an upgrade (101) would never end.
    const tooEarly = ({ statusCode }: { statusCode?: number }): void => giveUp(`S3 answered ${statusCode}`);
    request.on('information', tooEarly);
    request.on('upgrade', tooEarly);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error) => {
      // A kept-alive connection is dead after the environment was frozen: retried once with a new one.
      if (request.reusedSocket && mayRetry && 'code' in error) resolve(get(url, headers, maxBytes, refuses, false));
      else reject(error);
    });
  });
}
