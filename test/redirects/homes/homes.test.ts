import { decided, homes } from './homes';
import { byHand, generated, type ListOfPairs } from './pairs';
import type { Answer } from '../../support/redirect-function';
import { SignedS3 } from '../../support/s3-with-signatures';

const s3 = new SignedS3();
beforeAll(() => s3.start());
afterAll(() => s3.stop());

const LISTS = [...byHand(), ...generated()];
const WANTED = LISTS.map(decided);

const textOf = ({ status, location, cacheControl, body, uri, query }: Answer): string => (
  JSON.stringify([status, location, cacheControl, body, uri, query]));

/**
 * Of many rules for one path, functions test conditions in another order, so that the one may forbid browsers to cache
 * what the other lets them cache: see docs/redirects.md.
 */
function comparable({ isCrowd }: ListOfPairs, answer: Answer): string {
  return textOf(isCrowd ? { ...answer, cacheControl: undefined } : answer);
}

test('there are enough pairs, of which many are answered', () => {
  const pairs = LISTS.reduce((sum, { requests }) => sum + requests.length, 0);
  const statuses = WANTED.flat().map(({ status }) => status);
  const rewritten = WANTED.flatMap((answers, i) => answers.filter(({ uri }, k) => (
    uri !== undefined && uri !== LISTS[i].requests[k].path)));
  expect(pairs).toBeGreaterThanOrEqual(2_000);
  expect(statuses.filter((status) => status !== undefined).length).toBeGreaterThan(pairs / 4);
  expect(rewritten.length).toBeGreaterThan(pairs / 50);
  expect([...new Set(statuses)].sort()).toEqual([301, 302, 303, 307, 308, 404, 410, 451, 503, undefined]);
});

for (const { name, isHere, answers } of homes(s3)) {
  (isHere ? test : test.skip)(`${name} answers as the engine does`, async () => {
    const got = await answers(LISTS);
    const differing = LISTS.flatMap((list, i) => list.requests.flatMap((request, k) => {
      const [wanted, given] = [comparable(list, WANTED[i][k]), comparable(list, got[i][k])];
      return given === wanted ? [] : [`${list.name}: ${JSON.stringify(request)} gets ${given}, not ${wanted}`];
    }));
    expect(differing.slice(0, 20)).toEqual([]);
    expect(got.flat()).toHaveLength(WANTED.flat().length);
  });
}
