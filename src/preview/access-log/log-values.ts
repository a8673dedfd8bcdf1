import { detailedResult } from './detailed-result';
import type { Sent } from './sent';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { POP } from '../stages/finish';
import { entriesOf } from '../trace/record';
import type { TraceEntry } from '../trace/trace';

/** Values by the names of fields. A field without a value is left out. */
export type LogValues = Readonly<Record<string, string | undefined>>;

/** What CloudFront's standard log says of a request: the fields of the legacy log, and those of version 2 besides. */
export function logValues(exchange: Exchange, sent: Sent, domainName: string): LogValues {
  const { viewerRequest: { method, uri, querystring, headers }, response, id, host } = exchange;
  const ended = new Date(exchange.startedAt + sent.lastByteMs);
  const isGone = response!.status === 0;
  const xCache = isGone ? 'Error' : headerValue(response!.headers, 'x-cache')?.replace(/ from cloudfront$/, '') ?? 'Miss';
  const result = sent.isCut ? 'Error' : xCache;
  const trace = entriesOf(exchange);
  const behavior = exchange.behavior?.pathPattern;
  return {
    'date': ended.toISOString().slice(0, 10),
    'time': ended.toISOString().slice(11, 19),
    'x-edge-location': POP,
    'sc-bytes': String(sent.responseBytes),
    'c-ip': exchange.clientIp.replace(/^::ffff:/, ''),
    'cs-method': method,
    'cs(Host)': domainName,
    'cs-uri-stem': uri,
    'sc-status': String(response!.status).padStart(3, '0'),
    'cs(Referer)': headerValue(headers, 'referer'),
    'cs(User-Agent)': headerValue(headers, 'user-agent'),
    'cs-uri-query': querystring,
    'cs(Cookie)': headerValue(headers, 'cookie'),
    'x-edge-result-type': result,
    'x-edge-request-id': id,
    'x-host-header': host,
    'cs-protocol': exchange.plainHttp ? 'http' : 'https',
    'cs-bytes': String(sent.requestBytes),
    'time-taken': seconds(sent.lastByteMs),
    'x-forwarded-for': headerValue(headers, 'x-forwarded-for'),
    'ssl-protocol': exchange.tls?.protocol,
    'ssl-cipher': exchange.tls?.cipher,
    'x-edge-response-result-type': xCache,
    'cs-protocol-version': `HTTP/${exchange.httpVersion}`,
    'c-port': String(sent.viewerPort),
    'time-to-first-byte': seconds(sent.firstByteMs),
    'x-edge-detailed-result-type': detailedResult(exchange, trace, result, sent),
    ...contentOf(response!.headers),
    'timestamp(ms)': String(ended.getTime()),
    ...originTimes(trace, sent),
    'cache-behavior-path-pattern': behavior,
  };
}

function contentOf(headers: EdgeHeaders): LogValues {
  const [, start, end] = /^bytes (\d+)-(\d+)\//.exec(headerValue(headers, 'content-range') ?? '') ?? [];
  return {
    'sc-content-type': headerValue(headers, 'content-type'),
    'sc-content-len': headerValue(headers, 'content-length'),
    'sc-range-start': start,
    'sc-range-end': end,
  };
}

/** The time until the first and the last byte of the origin, whose body is passed on as it comes. */
function originTimes(trace: readonly TraceEntry[], { firstByteMs, lastByteMs }: Sent): LogValues {
  const asked = [...trace].reverse().find(({ stage }) => stage === 'origin');
  if (asked?.stage !== 'origin' || asked.outcome !== 'answered') return {};
  const { durationMs } = asked;
  return { 'origin-fbl': seconds(durationMs), 'origin-lbl': seconds(durationMs + lastByteMs - firstByteMs) };
}

function seconds(millis: number): string {
  return (millis / 1000).toFixed(3);
}
