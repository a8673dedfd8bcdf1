import { runPipeline } from './pipeline';
import { page } from './refusal';
import type { Edge } from './stage';
import { shortened } from '../edge/bounded';
import { answer, ViewerGone, type Exchange } from '../exchange/exchange';
import type { Soon } from '../exchange/soon';
import { record } from '../trace/record';

interface Listeners {
  /** Receives each exchange, also that of a viewer who has left. */
  readonly report?: (exchange: Exchange) => void;
  /** Receives errors of the preview itself. */
  readonly onFault?: (error: unknown) => void;
}

/** Runs a request through the stages. The result always has a response. */
export function answered(initial: Exchange, edge: Edge, { report, onFault }: Listeners): Soon<Exchange> {
  const reported = (exchange: Exchange): Exchange => {
    report?.(exchange);
    return exchange;
  };
  const failed = (error: unknown): Exchange => {
    if (error instanceof ViewerGone) return reported(viewerGone(initial));
    onFault?.(error);
    return previewFailed(initial, error);
  };
  try {
    const exchange = runPipeline(initial, edge);
    return exchange instanceof Promise ? exchange.then(reported).catch(failed) : reported(exchange);
  } catch (error) {
    return failed(error);
  }
}

function previewFailed(initial: Exchange, error: unknown): Exchange {
  const text = 'The preview failed on this request: a fault of the preview, not of your app.\n';
  const response = answer(initial, page(500, text, 'text/plain'), 'cloudfront');
  return record(response, { stage: 'preview', outcome: 'failed', error: shortened(String(error)) });
}

/** CloudFront logs such a request with the status 000. */
function viewerGone(initial: Exchange): Exchange {
  const unanswered = answer(initial, { status: 0, headers: {} }, 'cloudfront');
  return record(unanswered, { stage: 'viewer', outcome: 'gone' });
}
