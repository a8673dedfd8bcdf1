import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { addHeader, BODY_MAX_LENGTH } from './input/reader';
import { unusable } from './unusable';
import type { Answer, Observation } from '../../core/explain/observation';

const MOST_REDIRECTS = 10;
const TIMEOUT_MS = 20_000;

/** Requests a URL with GET and follows redirects, which are reported. A redirect that is the last one is the answer. */
export async function requestUrl(given: string, report: (note: string) => void): Promise<Observation> {
  let url = parsed(given);
  for (let count = 0; ; count++) {
    const answer = await requestOnce(url);
    const location = answer.headers.location?.[0];
    const isRedirect = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined;
    if (!isRedirect || count === MOST_REDIRECTS || !URL.canParse(location, url.href)) return observationOf(answer, url);
    const next = new URL(location, url.href);
    if (!/^https?:$/.test(next.protocol)) return observationOf(answer, url);
    report(`${url.href}: redirected with ${answer.status} to ${next.href}`);
    url = next;
  }
}

/** The answer of an origin to the same path as that of the URL, if the origin is given without one. */
export async function requestOrigin(given: string, url: string | undefined): Promise<Answer> {
  const origin = parsed(given);
  const isBare = origin.pathname === '/' && origin.search === '' && url !== undefined && URL.canParse(url);
  const { pathname, search } = isBare ? new URL(url) : origin;
  return requestOnce(new URL(`${origin.origin}${pathname}${search}`));
}

function observationOf(answer: Answer, url: URL): Observation {
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return { ...answer, url: url.href, method: 'GET', protocol, hasBody: false };
}

function parsed(text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw unusable(`${text}: is not a valid URL`);
  return new URL(text);
}

function requestOnce(url: URL): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? overHttps : overHttp;
    const headers = { 'accept': 'text/html,application/xhtml+xml,*/*;q=0.8', 'user-agent': 'cdk-cloudfront-edge' };
    const request = send(url, { headers, timeout: TIMEOUT_MS }, (response) => {
      let body = '';
      const done = () => resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body });
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
        if (body.length < BODY_MAX_LENGTH) return;
        done();
        response.destroy();
      });
      response.on('end', done).on('error', done);
    });
    request.on('timeout', () => { request.destroy(new Error('no answer within 20 seconds')); });
    request.on('error', (error: NodeJS.ErrnoException) => {
      reject(unusable(`${url.href}: cannot be requested: ${error.message || (error.code ?? 'connection failed')}`));
    });
    request.end();
  });
}

function headersOf({ rawHeaders }: IncomingMessage): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let i = 0; i < rawHeaders.length; i += 2) addHeader(headers, rawHeaders[i], rawHeaders[i + 1]);
  return headers;
}
