import type { ListOfPairs } from './pairs';
import { composeCloudFrontFunction } from '../../../src/attach/slots/function-code';
import { errorPageTest } from '../../../src/core/errors/page-test';
import { functionSite } from '../../../src/core/redirects/function/site';
import { writeProgram } from '../../../src/core/redirects/program/write/program';
import type { RuleKind } from '../../../src/core/redirects/store/kinds';
import { normalizePath } from '../../../src/core/redirects/url/path';
import { builtFunction } from '../../support/bundles';
import { HAS_NJS, resultsInNjs } from '../../support/njs';
import {
  answerOf, engine, functionStep, lambdaAnswer, lambdaEvent, loaded, onLambda, settableClock, timed, TTL, viewerEvent,
  type Answer,
} from '../../support/redirect-function';
import { counting, entriesOf, loadedStore, storeStep } from '../../support/redirect-store';
import type { SignedS3 } from '../../support/s3-with-signatures';

/** Where rules can be, and what answers there. */
export interface Home {
  readonly name: string;
  readonly isHere: boolean;
  /** The answers of each list to its requests. */
  answers(lists: readonly ListOfPairs[]): Promise<Answer[][]> | Answer[][];
}

/** What the engine decides: every home has to answer like that. */
export function decided(list: ListOfPairs): Answer[] {
  const decide = engine(list, list.rootObject);
  const isErrorPage = errorPageTest((path) => normalizePath(path.replace(/\/{2,}/g, '/')));
  return list.requests.map((request) => {
    const answer = decide(request);
    const isExempt = answer.location !== undefined && isErrorPage(list.errorPages ?? [], request.path);
    return isExempt ? { uri: request.path, query: request.query } : answer;
  });
}

const siteOf = ({ rootObject = '', errorPages = [], ...list }: ListOfPairs) => (
  functionSite({ ttl: 300, rootObject, errorPages }, list));

const configOf = ({ rootObject, errorPages }: ListOfPairs) => (
  { ...(rootObject !== undefined && { rootObject }), ...(errorPages && { errorPages }) });

const ofStore = (list: ListOfPairs, kinds?: readonly RuleKind[]) => {
  const { root, pages } = siteOf(list);
  return storeStep('shop', { root, ...(pages && { pages }) }, kinds);
};

async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R> | R): Promise<R[]> {
  const results: R[] = [];
  for (const one of all) results.push(await work(one));
  return results;
}

/** All homes but the preview. The object is in a local S3. */
export function homes(s3: SignedS3): Home[] {
  return [
    {
      name: 'Lambda@Edge with rules in its code',
      isHere: true,
      answers: (lists) => inTurn(lists, (list) => inTurn(list.requests, onLambda(list, configOf(list)))),
    },
    {
      name: 'Lambda@Edge with rules in a bucket',
      isHere: true,
      answers: (lists) => inTurn(lists, (list) => inTurn(list.requests, onBucket(list, s3))),
    },
    {
      name: 'a CloudFront Function with rules in its code',
      isHere: true,
      answers: (lists) => lists.map((list) => list.requests.map(loaded([functionStep(list, siteOf(list))]))),
    },
    {
      name: 'the same in njs',
      isHere: HAS_NJS,
      answers: (lists) => inNjs(lists, (list) => (
        { code: timed(composeCloudFrontFunction([functionStep(list, siteOf(list))])) })),
    },
    ...storeHomes(),
  ];
}

/** A store whose rules may be of some kinds. */
export function storeHomes(kinds?: readonly RuleKind[]): Home[] {
  return [
    {
      name: 'a CloudFront Function with rules in a key value store',
      isHere: true,
      answers: (lists) => inTurn(lists, (list) => (
        inTurn(list.requests, loadedStore([ofStore(list, kinds)], storeOf(list, kinds))))),
    },
    {
      name: 'the same store in njs',
      isHere: HAS_NJS,
      answers: (lists) => inNjs(lists, (list) => ({
        code: counting(composeCloudFrontFunction([ofStore(list, kinds)])), store: storeOf(list, kinds),
      })),
    },
  ];
}

function storeOf(list: ListOfPairs, kinds?: readonly RuleKind[]): Record<string, string> {
  return Object.fromEntries(entriesOf(list, 'shop', kinds));
}

function inNjs(
  lists: readonly ListOfPairs[], home: (list: ListOfPairs) => { code: string; store?: Record<string, string> },
): Answer[][] {
  const results = resultsInNjs(lists.map((list) => ({ ...home(list), events: list.requests.map(viewerEvent) })));
  return lists.map(({ requests }, i) => requests.map((request, k) => answerOf(results[i][k], request)));
}

/** The step whose rules are an object, which it fetches once. */
function onBucket(list: ListOfPairs, s3: SignedS3): (request: ListOfPairs['requests'][number]) => Promise<Answer> {
  const Clock = settableClock();
  const key = `${list.name}.bin`;
  s3.put(`lists/${key}`, writeProgram(list.rules, list.order, list.findings));
  const config = {
    cacheControl: TTL,
    bucket: 'lists',
    region: 'eu-west-1',
    key,
    // Requests are of all times, and the rules stay.
    refreshMs: 1e15,
    timeoutMs: 10_000,
    ...configOf(list),
  };
  const process = { env: s3.environment };
  const run = builtFunction([{ part: 'redirect-stored', config }], (line) => { throw new Error(line); }, {
    process, setTimeout, clearTimeout, URL, Date: Clock,
  });
  return async (request) => {
    Clock.time = request.now;
    s3.ahead = request.now - Date.now();
    return lambdaAnswer(await run(lambdaEvent(request)));
  };
}
