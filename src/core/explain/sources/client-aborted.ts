import { likely } from '../found';
import { logValue } from '../from-log';
import { guide } from '../links';
import { quotes } from '../quote';
import type { Source } from '../source';

export const clientAborted: Source = {
  id: 'client-aborted',
  what: 'the viewer ended the connection before it had the response',
  cure: 'nothing at CloudFront; if there are many, look how long the responses take',
  link: guide('standard-logs-reference'),
  settledBy: 'compare time-taken with the timeout of the viewer',
  logged: { ClientCommError: 'certain', ClientHungUpRequest: 'certain', SlowReaderOriginError: 'likely' },
  find(signs) {
    const { seen: { log }, status, result } = signs;
    const sent = logValue(log, 'x-edge-response-result-type');
    const isCut = log !== undefined && status >= 200 && status < 400 && result === 'Error'
      && sent !== undefined && sent !== 'Error';
    if (isCut) return likely(quotes(signs, 'sc-status', 'x-edge-result-type', 'x-edge-response-result-type'));
    const hungUp = log !== undefined && (status === 0 || status === 499) && (result === 'Error' || result === '');
    return hungUp ? likely(quotes(signs, 'sc-status', 'x-edge-result-type', 'time-taken')) : undefined;
  },
};
