import type { Possibility } from './possibility';
import type { BehaviorFacts, FunctionFacts } from './site-facts';
import { edgeFunctionAnswered } from '../sources/edge-function-answered';
import { maskedOriginError } from '../sources/masked-origin-error';

/** Our own parts that never answer with an error by themselves. */
const SILENT = /^(headers|redirect)/;

/** What the functions of a behavior can answer: rules with an error, masked errors, and code of the user. */
export function functionPossibilities({ pathPattern, functions }: BehaviorFacts): Possibility[] {
  return functions.flatMap((one) => [
    ...rules(one, pathPattern),
    ...(one.parts.some((part) => part.startsWith('mask-errors')) ? [masks(one, pathPattern)] : []),
    ...(one.parts.every((part) => SILENT.test(part) || part.startsWith('mask-errors')) && one.parts.length > 0
      ? [] : [code(one, pathPattern)]),
  ]);
}

function rules({ name, errorRules }: FunctionFacts, pattern: string): Possibility[] {
  const { cure, link } = edgeFunctionAnswered;
  return errorRules.map(({ status, place, path }): Possibility => ({
    source: 'edge-function-answered',
    behaviors: [pattern],
    statuses: [status],
    condition: `the request matches the rule for ${path}`,
    evidence: [`${place}: ${path} is ${status}, in function ${name}`],
    cure,
    link,
    isWarning: false,
  }));
}

function masks({ name, sourceHeader }: FunctionFacts, pattern: string): Possibility {
  const { cure, link } = maskedOriginError;
  return {
    source: 'masked-origin-error',
    behaviors: [pattern],
    statuses: [],
    condition: 'the origin answers with an error that a rule of EdgeErrorMasker matches',
    evidence: [`${name}: ${sourceHeader === undefined ? 'without a sourceHeader' : `sourceHeader ${sourceHeader}`}`],
    cure,
    link,
    isWarning: false,
  };
}

function code({ name, host, event }: FunctionFacts, pattern: string): Possibility {
  const { cure, link } = edgeFunctionAnswered;
  const what = host === 'lambda-edge' ? 'Lambda@Edge function' : 'CloudFront Function';
  return {
    source: 'edge-function-answered',
    behaviors: [pattern],
    statuses: [],
    condition: 'the code of the function answers with an error, or fails (502, 503)',
    evidence: [`${event}: ${what} ${name}`],
    cure,
    link,
    isWarning: false,
  };
}
