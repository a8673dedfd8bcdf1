import fc from 'fast-check';
import { packPlaces, placeOf, type RulePlace } from '../../../src/core/manifest/places';

const roundTrip = (rules: RulePlace[]) => {
  const packed = packPlaces(rules);
  return rules.map((_, rule) => placeOf(rule, packed));
};

describe('places of rules', () => {
  it('are unpacked as they were, in any order', () => {
    const place = fc.record({
      file: fc.constantFrom('a.json', 'b.csv'),
      line: fc.integer({ min: 1, max: 6 }),
      column: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(fc.property(fc.array(place, { maxLength: 40 }), (rules) => { expect(roundTrip(rules)).toEqual(rules); }));
  });

  it.each<[string, RulePlace[]]>([
    ['one rule', [{ file: 'a', line: 7, column: 3 }]],
    ['several rules of one line', [{ file: 'a', line: 2, column: 1 }, { file: 'a', line: 2, column: 1 }, { file: 'a', line: 3, column: 1 }]],
    ['lines that go back', [{ file: 'a', line: 9, column: 1 }, { file: 'a', line: 4, column: 1 }]],
    ['another file in between', [{ file: 'a', line: 1, column: 1 }, { file: 'b', line: 2, column: 1 }, { file: 'a', line: 3, column: 1 }]],
  ])('%s', (_, rules) => expect(roundTrip(rules)).toEqual(rules));

  it('have no file if the rules have none', () => {
    expect(roundTrip([{ line: 1, column: 1 }])).toEqual([{ file: undefined, line: 1, column: 1 }]);
  });

  it('are undefined for an unknown rule', () => {
    const packed = packPlaces([{ file: 'a', line: 1, column: 1 }]);
    expect([-1, 1, 0].map((rule) => placeOf(rule, packed)?.line)).toEqual([undefined, undefined, 1]);
    expect(placeOf(0, packPlaces([]))).toBeUndefined();
  });

  it('of a hundred thousand consecutive rules take one run, and others five numbers each', () => {
    const rules = Array.from({ length: 100_000 }, (_, at) => ({ file: 'redirects.csv', line: at + 2, column: 1 }));
    expect(packPlaces(rules)).toEqual({ files: ['redirects.csv'], places: [100_000, 0, 2, 1, 1] });
    const unlike = rules.map((rule, at) => ({ ...rule, line: 1, column: at * 40 + 1 }));
    expect(JSON.stringify(packPlaces(unlike)).length).toBeLessThan(2_000_000);
  });
});
