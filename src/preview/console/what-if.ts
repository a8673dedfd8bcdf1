import { BadRequest } from './read-json';
import type { EdgeHeaders } from '../../core/http/headers';
import { isObject } from '../../core/values/is-object';
import { append, isValidHeader } from '../exchange/headers';
import { wholeBody } from '../exchange/message';
import type { ReceivedRequest } from '../exchange/new-exchange';
import { percentEncoded } from '../exchange/percent-encoded';
import { splitTarget } from '../server/split-target';

/** The request that a user of the console describes, as a server would have received it. */
export function toReceived(input: unknown, ownHost: string, isTls = false): ReceivedRequest {
  const { method, url, headers = [], body } = isObject(input) ? input : {};
  const problems: string[] = [];
  if (typeof method !== 'string' || !/^[A-Z-]{1,32}$/.test(method)) {
    problems.push(`${JSON.stringify(method)} is not a valid method; expected one such as GET`);
  }
  const target = typeof url === 'string' ? splitUrl(url.trim()) : undefined;
  if (target === undefined) {
    problems.push(`${JSON.stringify(url)} is not a valid URL; expected a path such as /docs/?a=b, or a whole URL`);
  }
  const list = Array.isArray(headers) ? headers.map((header: unknown) => (Array.isArray(header) ? header : [])) : [];
  for (const [name, value] of list) {
    if (!isValidHeader(String(name), String(value))) {
      problems.push(`${JSON.stringify(`${String(name)}: ${String(value)}`)} is not a valid header`);
    }
  }
  if (problems.length > 0) throw new BadRequest(problems.map((message) => ({ message })));
  const [uri, querystring] = splitTarget(target!.path);
  const sent: EdgeHeaders = {};
  const given = list.find(([name]) => String(name).toLowerCase() === 'host')?.[1];
  const host = target!.host ?? String(given ?? ownHost);
  append(sent, 'Host', host);
  for (const [name, value] of list) {
    if (String(name).toLowerCase() !== 'host') append(sent, String(name), String(value));
  }
  const content = typeof body === 'string' && body !== '' ? Buffer.from(body) : undefined;
  if (content !== undefined && sent['content-length'] === undefined) {
    append(sent, 'Content-Length', String(content.length));
  }
  return {
    request: { method: method as string, uri, querystring, headers: sent, body: content && wholeBody(content) },
    clientIp: '127.0.0.1',
    httpVersion: '1.1',
    host,
    plainHttp: !(target!.isHttps ?? isTls),
  };
}

/** A path as it is: a URL would resolve its dots. */
function splitUrl(
  text: string,
): { readonly path: string; readonly host?: string; readonly isHttps?: boolean } | undefined {
  // A browser would encode what HTTP does not allow in a URL, and never send the fragment.
  const encoded = percentEncoded(text.replace(/#.*$/s, ''));
  if (encoded.startsWith('/')) return { path: encoded };
  const [, scheme, host, path] = /^(https?):\/\/([^/?]+)(.*)$/is.exec(encoded) ?? [];
  if (host === undefined) return undefined;
  return { path: path!.startsWith('/') ? path! : `/${path}`, host, isHttps: scheme!.toLowerCase() === 'https' };
}
