import { decided, storeHomes } from './homes';
import { byHand, generated, type ListOfPairs } from './pairs';
import { kindsOf, OPTIONAL_KINDS, type RuleKind } from '../../../src/core/redirects/store/kinds';
import type { Answer } from '../../support/redirect-function';

const SOME: RuleKind[][] = [
  ['paths'], ['paths', 'patterns'], ['paths', 'query'], ['paths', 'conditions'],
  ...OPTIONAL_KINDS.map((left) => ['paths' as const, ...OPTIONAL_KINDS.filter((kind) => kind !== left)]),
];

const LISTS = [...byHand(), ...generated()];

/** What a list has of some kinds of rules. */
function ofKinds(list: ListOfPairs, kinds: readonly RuleKind[]): ListOfPairs {
  const order = list.order.filter((i) => kindsOf({ ...list, order: [i] }).every((kind) => kinds.includes(kind)));
  // Of the many spellings by hand, others than of the next list.
  return { ...list, order, requests: list.requests.filter((_, k) => k % 5 === order.length % 5) };
}

const textOf = ({ status, location, cacheControl, uri, query }: Answer, { isCrowd }: ListOfPairs): string => (
  JSON.stringify([status, location, isCrowd ? undefined : cacheControl, uri, query]));

describe.each(SOME.map((kinds) => [kinds.join(', '), kinds] as const))('a store for rules of %s', (_, kinds) => {
  const lists = LISTS.map((list) => ofKinds(list, kinds)).filter(({ order }) => order.length > 0);
  const wanted = lists.map(decided);

  test('has pairs that are answered', () => {
    const answered = wanted.flatMap((answers, i) => answers.filter(({ uri }, k) => uri !== lists[i].requests[k].path));
    expect(answered.length).toBeGreaterThan(100);
  });

  for (const { name, isHere, answers } of storeHomes(kinds)) {
    (isHere ? test : test.skip)(`${name} answers as the engine does`, async () => {
      const got = await answers(lists);
      const differing = lists.flatMap((list, i) => list.requests.flatMap((request, k) => {
        const [expected, given] = [textOf(wanted[i][k], list), textOf(got[i][k], list)];
        return given === expected ? [] : [`${list.name}: ${JSON.stringify(request)} gets ${given}, not ${expected}`];
      }));
      expect(differing.slice(0, 20)).toEqual([]);
      expect(got.flat()).toHaveLength(wanted.flat().length);
    });
  }
});
