import { headerValue } from '../../core/http/headers';
import type { Exchange } from '../exchange/exchange';
import { summarize } from '../trace/summaries';

/** One line per request: the request, the response, and the stages that determined it. */
export function accessLine(exchange: Exchange, summaries = summarize(exchange)): string {
  const { startedAt, viewerRequest, response } = exchange;
  const time = timeOfDay(startedAt);
  const { method, uri, querystring } = viewerRequest;
  const target = printable(uri + (querystring === '' ? '' : `?${querystring}`));
  const xCache = headerValue(response!.headers, 'x-cache')?.replace(/ from cloudfront$/, '') ?? '-';
  const location = headerValue(response!.headers, 'location');
  const to = location === undefined ? '' : ` -> ${printable(location)}`;
  const stages = summaries.map(({ stage, text }) => `${stage}: ${printable(text)}`).join(' | ');
  return `${time} ${method} ${target} ${String(response!.status).padStart(3, '0')}${to} ${xCache} `
    + `${Date.now() - startedAt} ms  ${stages}`;
}

let second = NaN;
let shown = '';

/** `09:05:01`, here. Lines of one second share it: the time zone costs more than the rest of a line. */
function timeOfDay(ms: number): string {
  const now = Math.floor(ms / 1_000);
  if (now !== second) [second, shown] = [now, new Date(ms).toTimeString().slice(0, 8)];
  return shown;
}

/**
 * The first line of a text, without control characters: a request must not be able to control the terminal or forge
 * lines.
 */
function printable(text: string): string {
  if (!CONTROL_CHARACTER.test(text)) return text;
  return text.split('\n', 1)[0]!.replaceAll(new RegExp(CONTROL_CHARACTER, 'g'), '?');
}

const CONTROL_CHARACTER = /[\x00-\x1f\x7f-\x9f]/;
