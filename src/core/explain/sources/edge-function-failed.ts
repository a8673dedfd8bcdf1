import { CLOUDFRONT_MESSAGES } from '../../facts/cloudfront-page';
import { withProof } from '../found';
import { failureOf } from '../function-failures';
import { guide } from '../links';
import { quoted, quotes } from '../quote';
import type { Source } from '../source';

export const edgeFunctionFailed: Source = {
  id: 'edge-function-failed',
  what: 'an edge function failed',
  cure: 'look in the logs of the function for the error',
  link: guide('lambda-edge-testing-debugging'),
  settledBy: 'look in the logs of the functions of the behavior, for Lambda@Edge in the Region near the viewer',
  find(signs) {
    const { xCache, result, message, text, proof, isOwn, isPassedOn, isMessageByLength } = signs;
    const stated = failureOf(xCache) ?? failureOf(result);
    const failure = stated ?? failureOf(message ?? '');
    if (failure === undefined) return undefined;
    const start = message === undefined ? -1 : text.indexOf(CLOUDFRONT_MESSAGES[message].trim());
    const said = start < 0 ? [] : [quoted('body', text.slice(start).split(" We can't connect")[0])];
    const evidence = [...quotes(signs, 'x-cache', 'server', 'x-edge-detailed-result-type'), ...said];
    // X-Cache and logs are CloudFront's own.
    const worth = isMessageByLength ? 'likely' : withProof('certain', proof);
    const isCertain = stated !== undefined && isOwn && !isPassedOn;
    const weight = isCertain ? 'certain' : stated !== undefined || !isOwn ? 'likely' : worth;
    return { weight, evidence, ...failure };
  },
};
