import { parseFunction } from './parse-function';
import { note, type Problem } from '../../core/problem';
import type { Distribution } from '../assembly/distribution';

/** Notes about CloudFront Functions that CloudFront would not run. */
export function invalidFunctions({ behaviors }: Pick<Distribution, 'behaviors'>): Problem[] {
  const functions = behaviors.flatMap(({ functions: byEvent }) => Object.values(byEvent));
  return [...new Set(functions)].flatMap((fn) => {
    if (fn.host !== 'cloudfront-function') return [];
    const { faults } = parseFunction(fn);
    const others = faults.length > SHOWN ? [`and ${faults.length - SHOWN} more`] : [];
    return faults.length === 0 ? [] : [note('EDGE_PREVIEW_FUNCTION_INVALID',
      `CloudFront would answer 503 for ${fn.name}: ${[...faults.slice(0, SHOWN), ...others].join('; ')}`)];
  });
}

/** Of one function: a function that was compiled for another runtime has hundreds. */
const SHOWN = 5;
