import type { BodyView, Detail, StageView } from './api';
import { bodyView } from './body-view';
import { rowOf } from './row';
import { stageView } from './stage-view';
import type { EdgeHeaders } from '../../core/http/headers';
import { shortened } from '../edge/bounded';
import type { Exchange } from '../exchange/exchange';
import type { Recorded } from '../trace/facts';
import { recordsOf, traceOf } from '../trace/record';
import type { SeenBody } from '../trace/seen';
import type { HeaderFact } from '../trace/shapes';

const VALUE_MAX_LENGTH = 2_048;
const HEADERS_MAX = 200;

/** All that is known about an exchange. */
export function detailOf(exchange: Exchange): Detail {
  const { clientIp, viewerRequest, response } = exchange;
  const { entries, urls = [] } = traceOf(exchange);
  const records = recordsOf(exchange);
  const [requestBody, responseBody] = [bodyView(viewerRequest.body?.head), bodyView(response?.body)];
  return {
    ...rowOf(exchange),
    clientIp,
    urls,
    requestHeaders: headerFacts(viewerRequest.headers),
    ...(requestBody?.bytes && { requestBody }),
    responseHeaders: headerFacts(response?.headers ?? {}),
    ...(responseBody !== undefined && { responseBody }),
    stages: entries.map((entry, at) => ({ ...stageView(entry), ...seenView(records[at]!) })),
  };
}

/** What a function saw, and small bodies that it changed. */
function seenView({ seen }: Recorded): Pick<StageView, 'saw' | 'body'> {
  if (seen === undefined) return {};
  const { headers, body } = seen;
  const views = body && { before: seenBodyView(body.before), after: seenBodyView(body.after) };
  return { saw: headerFacts(headers), ...(views && { body: views }) };
}

function seenBodyView(body: SeenBody | undefined): BodyView | undefined {
  return body?.content === undefined ? body : bodyView(body.content);
}

/** The headers as they are on the wire, one fact for each line. */
export function headerFacts(headers: EdgeHeaders): HeaderFact[] {
  const lines = Object.entries(headers).flatMap(([name, values]) => (
    values.map(({ key, value }) => ({ name: key ?? name, value: shortened(value, VALUE_MAX_LENGTH) }))));
  return lines.slice(0, HEADERS_MAX);
}
