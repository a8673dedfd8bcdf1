import { decidedTogether, inCode, prettyInFunction, prettyOnLambda, SEVERAL, type Of, type Several } from './together';
import type { BakedStep } from '../../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../../src/attach/slots/function-code';
import { writeProgram } from '../../../src/core/redirects/program/write/program';
import { builtFunction } from '../../support/bundles';
import { HAS_NJS, resultsInNjs } from '../../support/njs';
import {
  answerOf, lambdaAnswer, lambdaEvent, loadedCode, settableClock, timed, TTL, viewerEvent, type Answer,
  type TimedRequest,
} from '../../support/redirect-function';
import { counting, entriesOf, storeStep } from '../../support/redirect-store';
import { SignedS3 } from '../../support/s3-with-signatures';

const s3 = new SignedS3();
beforeAll(() => s3.start());
afterAll(() => s3.stop());

const WANTED = SEVERAL.map(decidedTogether);

/** A step of a user that lets requests pass, asynchronous or not. */
const own = (asynchronous: boolean): BakedStep => ({
  part: 'custom',
  config: { name: 'own.js' },
  code: `${asynchronous ? 'async ' : ''}function handler(event) { return event.request; }`,
});

const stored = ({ lists }: Several) => lists.map((_, i) => storeStep(`list${i}`));
const entries = ({ lists }: Several) => Object.fromEntries(lists.flatMap((list, i) => [...entriesOf(list, `list${i}`)]));
/** The first list in the code, the others in a store. */
const mixed = (several: Several) => [inCode(several.lists[0]), ...stored(several).slice(1)];
const coded = ({ lists }: Several) => lists.map(inCode);

/** A bare step after each of our steps. */
const beside = (steps: readonly BakedStep[], asynchronous: boolean): BakedStep[] => (
  steps.flatMap((step) => [step, own(asynchronous)]));

const inFunction = (steps: (several: Several) => BakedStep[]): Of => async (several) => {
  const code = composeCloudFrontFunction([...steps(several), ...prettyInFunction(several.pretty)]);
  const run = loadedCode(code, (line) => { throw new Error(line); }, entries(several));
  const all: Answer[] = [];
  // One after the other: they set the clock.
  for (const request of several.requests) all.push(await run(request));
  return all;
};

const inNjs = (
  steps: (several: Several) => BakedStep[], prepared: (code: string) => string = timed,
): Of => (several) => {
  const code = prepared(composeCloudFrontFunction([...steps(several), ...prettyInFunction(several.pretty)]));
  const store = entries(several);
  const [results] = resultsInNjs([{ code, events: several.requests.map(viewerEvent), store }]);
  return several.requests.map((request, k) => answerOf(results[k], request));
};

const onLambda = (steps: (several: Several) => BakedStep[], globals: object = {}): Of => async (several) => {
  const Clock = settableClock();
  const all = [...steps(several), ...prettyOnLambda(several.pretty)];
  const run = builtFunction(all, (line) => { throw new Error(line); }, { Date: Clock, ...globals });
  const answers: Answer[] = [];
  for (const request of several.requests) {
    Clock.time = request.now;
    s3.ahead = request.now - Date.now();
    answers.push(lambdaAnswer(await run(lambdaEvent(request))));
  }
  return answers;
};

const packed = ({ lists }: Several): BakedStep[] => lists.map((list) => (
  { part: 'redirect', config: { cacheControl: TTL }, data: writeProgram(list.rules, list.order, list.findings) }));

const inBucket = (several: Several): BakedStep[] => several.lists.map((list, i) => {
  const key = `${several.name}-${i}.bin`.replace(/\W+/g, '-');
  s3.put(`lists/${key}`, writeProgram(list.rules, list.order, list.findings));
  const config = { cacheControl: TTL, bucket: 'lists', region: 'eu-west-1', key, refreshMs: 1e15, timeoutMs: 10_000 };
  return { part: 'redirect-stored', config };
});

type Takes = (request: TimedRequest) => boolean;

/**
 * A file of the user gets the query as an object. The text that is made of it again is another one for `a=`, `&&`,
 * repeated names that are apart, and whatever needs an escape.
 */
const keepsQuery: Takes = ({ query }) => {
  const names = query.split('&').map((part) => part.split('=')[0]);
  return query === '' || (/^(?:[\w.~-]+(?:=[\w.~-]+)?(?:&(?=.)|$))+$/.test(query) && new Set(names).size === names.length);
};

/** Debian's njs 0.7.9 does not take all characters. */
const isInNjs: Takes = ({ path, query }) => !/[\u{10000}-\u{10ffff}]/u.test(path + query);

const HOMES: readonly (readonly [name: string, isHere: boolean, answers: Of, takes?: Takes])[] = [
  ['Lambda@Edge with rules in its code', true, onLambda(packed)],
  ['Lambda@Edge with rules in a bucket', true, (several) => onLambda(inBucket, {
    process: { env: s3.environment }, setTimeout, clearTimeout, URL,
  })(several)],
  ['a CloudFront Function with rules in its code', true, inFunction(coded)],
  ['the same beside a file of the user', true, inFunction((several) => beside(coded(several), false)), keepsQuery],
  ['the same beside an asynchronous file', true, inFunction((several) => beside(coded(several), true)), keepsQuery],
  ['the same in njs', HAS_NJS, inNjs(coded), isInNjs],
  ['a CloudFront Function with rules in a store', true, inFunction(stored)],
  ['the same beside a file', true, inFunction((several) => beside(stored(several), false)), keepsQuery],
  ['the same in njs (store)', HAS_NJS, inNjs(stored, counting), isInNjs],
  ['a CloudFront Function with rules in its code and in a store', true, inFunction(mixed)],
];

test('many answers are limited by a step before', () => {
  const limits = WANTED.flat().map(({ status, cacheControl }) => status !== undefined && cacheControl);
  expect(limits.filter((text) => text === 'max-age=60').length).toBeGreaterThan(4);
  expect(limits.filter((text) => text === 'max-age=5').length).toBeGreaterThan(4);
  expect(limits.filter((text) => text === 'no-store').length).toBeGreaterThan(20);
  expect(limits.filter((text) => text === TTL).length).toBeGreaterThan(20);
});

for (const [name, isHere, answers, takes = () => true] of HOMES) {
  (isHere ? test : test.skip)(`${name}: what answers behind a list knows why that let the request pass`, async () => {
    const differing: string[] = [];
    for (const [i, several] of SEVERAL.entries()) {
      const requests = several.requests.filter(takes);
      const wantedOf = WANTED[i].filter((__, k) => takes(several.requests[k]));
      const got = requests.length === 0 ? [] : await answers({ ...several, requests });
      requests.forEach((request, k) => {
        const [wanted, given] = [wantedOf[k], got[k]].map((answer) => JSON.stringify(
          [answer.status, answer.location, answer.cacheControl, answer.uri, answer.query]));
        if (given !== wanted) differing.push(`${several.name}: ${request.path} gets ${given}, not ${wanted}`);
      });
    }
    expect(differing.slice(0, 10)).toEqual([]);
  });
}

test('only a function that needs it has code for that', () => {
  const [several] = SEVERAL;
  const [conditional, plain] = several.lists.map(inCode);
  const isThere = (...steps: BakedStep[]) => composeCloudFrontFunction(steps).includes('edgeTogether');
  expect(isThere(conditional)).toBe(false);
  expect(isThere(plain, conditional)).toBe(false);
  expect(isThere(plain, ...prettyInFunction(true))).toBe(false);
  expect(isThere(conditional, own(false))).toBe(false);
  expect(isThere(conditional, plain)).toBe(true);
  expect(isThere(conditional, own(false), ...prettyInFunction(true))).toBe(true);
});
