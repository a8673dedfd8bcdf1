import type { Detail } from './api';
import { bodyView } from './body-view';
import { rowOf } from './row';
import { stageView } from './stage-view';
import type { EdgeHeaders } from '../../core/http/headers';
import { shortened } from '../edge/bounded';
import type { Exchange } from '../exchange/exchange';
import { traceOf } from '../trace/record';
import type { HeaderFact } from '../trace/shapes';

const VALUE_MAX_LENGTH = 2_048;
const HEADERS_MAX = 200;

/** All that is known about an exchange. */
export function detailOf(exchange: Exchange): Detail {
  const { clientIp, viewerRequest, response } = exchange;
  const { entries, urls = [] } = traceOf(exchange);
  const [requestBody, responseBody] = [bodyView(viewerRequest.body?.head), bodyView(response?.body)];
  return {
    ...rowOf(exchange),
    clientIp,
    urls,
    requestHeaders: headerFacts(viewerRequest.headers),
    ...(requestBody?.bytes && { requestBody }),
    responseHeaders: headerFacts(response?.headers ?? {}),
    ...(responseBody !== undefined && { responseBody }),
    stages: entries.map(stageView),
  };
}

/** The headers as they are on the wire, one fact for each line. */
export function headerFacts(headers: EdgeHeaders): HeaderFact[] {
  const lines = Object.entries(headers).flatMap(([name, values]) => (
    values.map(({ key, value }) => ({ name: key ?? name, value: shortened(value, VALUE_MAX_LENGTH) }))));
  return lines.slice(0, HEADERS_MAX);
}
