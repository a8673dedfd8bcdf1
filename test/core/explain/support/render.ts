import { cloudFrontPage } from '../../../../src/core/facts/cloudfront-page';

/** A response of the corpus, before it is written in one of the forms that users have. */
export interface Response {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly method?: string;
  readonly url?: string;
  readonly hasBody?: boolean;
}

export type Form = 'curl -i' | 'curl -i, HTTP/2' | 'curl -v' | 'curl -I' | 'HAR' | 'JSON' | 'JSON list' | 'page text';

export const REQUEST_ID = 'kX2f9Qm7_TzB4sWcN0hYdL8vRaJ3gEoUpZ61iCxDwFqHnSbVtMlOyA==';
const VIA = '1.1 5f0d2a7b9c3e4816af27d05b6e91c834.cloudfront.net (CloudFront)';
const URL_ = 'https://www.example.com/page?a=1';

/** The headers that CloudFront adds to each response. */
export function cloudFront(xCache: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'server': 'CloudFront',
    'date': 'Sat, 28 Nov 2026 10:00:00 GMT',
    'x-cache': `${xCache} from cloudfront`,
    'via': VIA,
    'x-amz-cf-pop': 'ZRH55-P2',
    'x-amz-cf-id': REQUEST_ID,
    ...more,
  };
}

/** The page of CloudFront with its headers. */
export function page(
  status: number,
  message: string,
  xCache = 'Error',
  more: Readonly<Record<string, string>> = {},
): Response {
  const body = cloudFrontPage(status, message, REQUEST_ID);
  return {
    status,
    headers: cloudFront(xCache, { 'content-type': 'text/html', 'content-length': String(body.length), ...more }),
    body,
  };
}

export function rendered(response: Response, form: Form): string {
  const { status, headers = {}, body = '', method = 'GET', url = URL_, hasBody = false } = response;
  const { pathname, search, host } = new URL(url);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  switch (form) {
    case 'curl -i': return [
      `HTTP/1.1 ${status} Some Reason`, ...Object.entries(headers).map(([name, value]) => `${titled(name)}: ${value}`), '', body,
    ].join('\r\n');
    case 'curl -i, HTTP/2': return [`HTTP/2 ${status} `, ...lines, '', body].join('\n');
    case 'curl -I': return [`HTTP/2 ${status} `, ...lines, '', ''].join('\r\n');
    case 'curl -v': return [
      `* Host ${host}:443 was resolved.`, '* using HTTP/2', `> ${method} ${pathname}${search} HTTP/2`, `> Host: ${host}`,
      ...(hasBody ? ['> Content-Length: 7'] : []), '>', `< HTTP/2 ${status} `, ...lines.map((line) => `< ${line}`), '<',
      `{ [${body.length} bytes data]`, `${body}* Connection #0 to host ${host} left intact`,
    ].join('\n');
    case 'HAR': return JSON.stringify({
      log: {
        version: '1.2',
        entries: [
          {
            request: { method, url, bodySize: hasBody ? 7 : 0 },
            response: {
              status,
              headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
              content: { size: body.length, text: body },
            },
          },
        ],
      },
    });
    case 'JSON': return JSON.stringify({ status, headers, body, url, method });
    case 'JSON list': return JSON.stringify([...Object.entries({ ':status': String(status), ...headers })
      .map(([name, value]) => ({ name, value }))]);
    case 'page text': return body.replace(/<TITLE>.*?<\/TITLE>/s, '').replace(/<[^>]*>/g, '').replace(/\n+/g, '\n');
  }
}

function titled(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
