import { dollars } from './dollars';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES as MAX } from '../../facts/edge-limits';
import { LAMBDA_EDGE_MILLION, PRICES } from '../../facts/prices';
import { note, type Problem } from '../../problem';
import { MOST_READS } from '../store/limits';

/**
 * The most bytes of code with which redirects become a CloudFront Function by themselves: four fifths of what one may
 * have. A longer list stays one if its user says so, and then has a fifth left to grow before that is an error.
 */
export const OWN_CHOICE_MAX_BYTES = 8_192;

/** Whether the rules can be in a key value store and in the function of their behaviors; undefined if not found out. */
export type IsStorable = () => boolean | undefined;

/** Where redirects run whose user has not chosen, and why. */
export type HostChoice =
  /** In a CloudFront Function, because they fit. */
  | { readonly kind: 'fits'; readonly bytes: number; readonly isStorable?: IsStorable }
  /** In a CloudFront Function, because Lambda@Edge does not see what a rule looks at. */
  | { readonly kind: 'needed'; readonly problem: Problem }
  /** In a CloudFront Function, because there is one. */
  | { readonly kind: 'beside-function' }
  /** On Lambda@Edge, because there is a function of that kind. */
  | { readonly kind: 'beside-lambda'; readonly fits?: () => boolean }
  /** On Lambda@Edge, because they are too long for a CloudFront Function. */
  | {
    readonly kind: 'long';
    readonly bytes: number;
    readonly atLeast: boolean;
    readonly isStorable?: IsStorable;
  }
  /** On Lambda@Edge, because a CloudFront Function cannot run them. */
  | { readonly kind: 'unable'; readonly problem: Problem }
  /** On both, each beside an existing function of its kind. */
  | { readonly kind: 'both' };

/** Says in one line which host was chosen, why, and what a million requests cost. */
export function hostNote(choice: HostChoice): Problem {
  const [where, why, cure] = said(choice);
  return note('EDGE_REDIRECT_HOME', `runs ${where}, because ${why}; a million requests cost ${prices(choice)} `
    + `(${PRICES.region}, ${PRICES.checked}); ${cure}`);
}

type Said = readonly [where: string, why: string, cure: string];

const IN_FUNCTION = 'in a CloudFront Function';
const ON_LAMBDA = 'on Lambda@Edge';
const SET_LAMBDA = 'set host: EdgeStepHost.LAMBDA_EDGE for the other';
const SET_FUNCTION = 'set host: EdgeStepHost.CLOUDFRONT_FUNCTION for the other';
/** There the answers are cached, whose key cannot have the method of a request. */
const ON_ORIGIN = 'on RedirectEventType.ORIGIN_REQUEST it runs on Lambda@Edge, if the cache key has what its rules '
  + 'read';
const NOT_MIXED = 'of its behaviors, where CloudFront does not mix the two kinds';

function said(choice: HostChoice): Said {
  switch (choice.kind) {
    case 'fits': return [IN_FUNCTION, `its code fits, with ${ofMost(choice.bytes)} bytes${growing(choice.bytes)}`,
      SET_LAMBDA];
    case 'needed': return [IN_FUNCTION, `Lambda@Edge ${unseen(choice.problem)} on viewer-request`,
      ON_ORIGIN];
    case 'beside-function': return [IN_FUNCTION, `one is on a viewer event ${NOT_MIXED}`,
      ON_ORIGIN];
    case 'beside-lambda': return [ON_LAMBDA, `a function of this kind is on a viewer event ${NOT_MIXED}`,
      choice.fits?.() ? 'without that function it can run in a CloudFront Function'
        : 'it would run there without that function as well'];
    case 'long': return [ON_LAMBDA, `in a CloudFront Function it would have ${long(choice)}`,
      choice.bytes <= MAX ? SET_FUNCTION
        : LONG_CURES[`${choice.isStorable?.()}`]];
    case 'unable': return [ON_LAMBDA, `a CloudFront Function cannot run it: ${reasonOf(choice.problem)}`,
      'host: EdgeStepHost.CLOUDFRONT_FUNCTION reports what has to change'];
    default: return ['in both kinds of functions', 'it joins existing functions of both kinds on its behaviors',
      'set host and leave out the behaviors of the other kind for one'];
  }
}

/** By whether the rules can be in a store. */
const LONG_CURES: Readonly<Record<string, string>> = {
  true: 'rules in a store run in a CloudFront Function',
  false: 'host: EdgeStepHost.CLOUDFRONT_FUNCTION reports what has to change',
  undefined: '"cdk-cloudfront-edge redirects cost" prints where else the rules can be',
};

function long({ bytes, atLeast }: HostChoice & { kind: 'long' }): string {
  if (atLeast) return `more than the ${count(MAX)} bytes of code that it may have`;
  return bytes > MAX
    ? `${ofMost(bytes)} bytes of code`
    : `${ofMost(bytes)} bytes of code, and with more than ${count(OWN_CHOICE_MAX_BYTES)} it is only one on request`;
}

/** Tells of the exchange before it happens: a few more lines of a list cause it. */
function growing(bytes: number): string {
  const left = OWN_CHOICE_MAX_BYTES - bytes;
  return left >= NEAR_BYTES ? '' : ` (with more than ${count(OWN_CHOICE_MAX_BYTES)} it would run ${ON_LAMBDA})`;
}

const NEAR_BYTES = 1_024;

function reasonOf({ code, line, path }: Problem): string {
  if (code === 'EDGE_REDIRECT_PAGE_HOST') return `a page (${path}) is in a bucket`;
  return code === 'EDGE_REDIRECT_FUNCTION_VALUE'
    ? `a value (${path}) is only known at deploy time`
    : `it ${unseen({ line })}`;
}

function unseen({ line }: Pick<Problem, 'line'>): string {
  return `does not see what the rule${line === undefined ? '' : ` in line ${line}`} looks at`;
}

/** Of the homes that are possible, the one that was chosen first. */
function prices(choice: HostChoice): string {
  const inFunction = `${dollars(PRICES.cloudFrontFunction)} ${IN_FUNCTION}`;
  const onLambda = `${dollars(LAMBDA_EDGE_MILLION)} ${ON_LAMBDA}`;
  const [least, most] = [1, MOST_READS].map((reads) => dollars(PRICES.cloudFrontFunction + reads * PRICES.storeRead));
  const inStore = 'isStorable' in choice && choice.isStorable?.()
    ? [`${least} to ${most} with RedirectSource.fromKeyValueStore`] : [];
  switch (choice.kind) {
    case 'fits': return [inFunction, ...inStore, onLambda].join(', ');
    case 'long': return [onLambda, ...(choice.bytes <= MAX ? [inFunction] : []), ...inStore].join(', ');
    case 'beside-lambda': return choice.fits?.() ? `${onLambda}, ${inFunction}` : onLambda;
    case 'needed': case 'beside-function': case 'both': return `${inFunction}, ${onLambda}`;
    default: return `${onLambda}, ${inFunction}`;
  }
}

function ofMost(bytes: number): string {
  return `${count(bytes)} of ${count(MAX)}`;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
