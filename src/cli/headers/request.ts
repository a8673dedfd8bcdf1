import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Loaded } from './judged';
import { unusable } from './unusable';
import type { HeaderField } from '../../core/security-headers/analysis/finding';

const MOST_REDIRECTS = 10;
const TIMEOUT_MS = 20_000;
const ACCEPT = 'text/html,application/xhtml+xml,*/*;q=0.8';

/** Requests a URL and follows redirects, as a browser would. The bodies are not read. */
export async function fetchHeaders(given: string): Promise<Loaded> {
  const notes: string[] = [];
  let url = parsed(given, given);
  for (let count = 0; ; count++) {
    const { status, location, headers } = await get(url);
    const next =
      location === undefined || ![301, 302, 303, 307, 308].includes(status) ? undefined : parsed(location, url.href);
    if (next === undefined) return { responses: [{ title: url.href, status, headers }], notes };
    if (count === MOST_REDIRECTS) throw unusable(`${given}: redirects more than ${MOST_REDIRECTS} times`);
    notes.push(`${url.href}: redirected with ${status} to ${next.href}`);
    url = next;
  }
}

function parsed(text: string, base: string): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw unusable(`${base}: leads to no URL that can be requested`);
  }
  return url;
}

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly headers: readonly HeaderField[];
}

function get(url: URL): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? overHttps : overHttp;
    const headers = { 'accept': ACCEPT, 'user-agent': 'cdk-cloudfront-edge' };
    const fail = (why: string): void => reject(unusable(`${url.href}: cannot be requested: ${why}`));
    const request = send(url, { headers, timeout: TIMEOUT_MS }, (response) => {
      resolve({ status: response.statusCode ?? 0, location: response.headers.location, headers: fieldsOf(response) });
      response.destroy();
    });
    request.on('timeout', () => { request.destroy(new Error('no answer within 20 seconds')); });
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.message || (error.code ?? 'connection failed')));
    request.end();
  });
}

/** Each header as it was sent, also the same name twice. */
function fieldsOf({ rawHeaders }: IncomingMessage): HeaderField[] {
  return rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [{ name, value: rawHeaders[i + 1] }] : []));
}
