import { possible } from '../found';
import { guide } from '../links';
import { quotes } from '../quote';
import type { Source } from '../source';
import { isUnmarked } from '../unmarked';

export const edgeFunctionAnswered: Source = {
  id: 'edge-function-answered',
  what: 'an edge function of the behavior answered the request itself',
  cure: 'change the function, or the rule of the redirector, that answers; or attach it to fewer behaviors',
  link: guide('lambda-generating-http-responses'),
  settledBy: 'look which functions the behavior has, and in their logs; "explain cdk.out" names them, and rules that '
    + 'answer with an error',
  xCache: { FunctionGeneratedResponse: 'certain', LambdaGeneratedResponse: 'certain' },
  logged: {
    FunctionGeneratedResponse: 'certain', LambdaGeneratedResponse: 'certain', MissGeneratedResponse: 'certain',
  },
  find: (signs) => (isUnmarked(signs) ? possible(quotes(signs, 'server', 'x-cache')) : undefined),
  isExcluded: ({ behavior }) => behavior !== undefined
    && !behavior.functions.some(({ event, parts }) => event !== 'viewer-request' && !onlyMasks(parts)),
};

/** A function that does nothing but mask errors is a source of its own. */
function onlyMasks(parts: readonly string[]): boolean {
  return parts.length > 0 && parts.every((part) => part.startsWith('mask-errors'));
}
