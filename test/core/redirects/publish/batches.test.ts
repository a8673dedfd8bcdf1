import fc from 'fast-check';
import { after, batchesOf } from '../../../../src/core/redirects/publish/batches';
import { bytesOf, isUnchanged, keyChanges } from '../../../../src/core/redirects/publish/key-changes';
import { cases } from '../../../support/cases';

/** Keys such as `2:x`, whose tier is their first character. */
const key = fc.tuple(fc.nat(3), fc.stringMatching(/^[a-f]{1,2}$/)).map(([tier, name]) => `${tier}:${name}`);
const entries = fc.array(fc.tuple(key, fc.stringMatching(/^[xyé]{0,2}$/)), { maxLength: 120 }).map((list) => new Map(list));
const tierOf = (text: string): number => Number(text[0]);

type Entries = ReadonlyMap<string, string>;

function batches(old: Entries, list: Entries) {
  return batchesOf({ entries: list, tierOf }, keyChanges(old, { entries: list }));
}

const sorted = (map: Entries) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

describe('batches', () => {
  test('lead from any store to any list, also if the run is cut off anywhere and another one continues', () => {
    fc.assert(fc.property(entries, entries, (old, list) => {
      let there: Entries = old;
      for (const batch of [...batches(old, list), undefined]) {
        const resumed = batches(there, list).reduce<Entries>(after, there);
        expect(sorted(resumed)).toEqual(sorted(list));
        if (batch !== undefined) there = after(there, batch);
      }
      expect(isUnchanged(keyChanges(there, { entries: list }))).toBe(true);
      expect(batches(there, list)).toEqual([]);
    }), { numRuns: cases(300) });
  });

  test('have the keys of a lower tier before what leads to them, and delete them after it', () => {
    fc.assert(fc.property(entries, entries, (old, list) => {
      let there: Entries = old;
      for (const batch of batches(old, list)) {
        there = after(there, batch);
        for (const [name, value] of there) {
          // A key is that of one of the two lists, and so are those that it can lead to.
          const isNew = list.get(name) === value && old.get(name) !== value;
          const isOld = old.get(name) === value && list.get(name) !== value;
          expect(isNew || isOld || (list.get(name) === value && old.get(name) === value)).toBe(true);
          const below = (map: Entries) => [...map].filter(([other]) => tierOf(other) < tierOf(name));
          if (isNew) expect(below(list).every(([other, text]) => there.get(other) === text)).toBe(true);
          if (isOld) expect(below(old).every(([other]) => there.has(other))).toBe(true);
        }
      }
    }), { numRuns: cases(300) });
  });

  test('have 50 keys at most, of one tier, that are either written or deleted', () => {
    fc.assert(fc.property(entries, entries, (old, list) => {
      const all = batches(old, list);
      for (const { puts, deletes } of all) {
        const keys = [...puts.map(([name]) => name), ...deletes];
        expect(keys.length).toBeGreaterThan(0);
        expect(keys.length).toBeLessThanOrEqual(50);
        expect(new Set(keys.map(tierOf)).size).toBe(1);
        expect(puts.length === 0 || deletes.length === 0).toBe(true);
      }
      const lasts = all.map(({ deletes }) => deletes.length > 0);
      expect(lasts).toEqual([...lasts].sort());
    }), { numRuns: cases(300) });
  });

  test('are full', () => {
    const list = new Map(Array.from({ length: 101 }, (_, i) => [`0:${i}`, 'x']));
    expect(batches(new Map(), list).map(({ puts }) => puts.length)).toEqual([50, 50, 1]);
    expect(batches(list, new Map()).map(({ deletes }) => deletes.length)).toEqual([50, 50, 1]);
  });

  test('have 3 MB at most', () => {
    const list = new Map(Array.from({ length: 7 }, (_, i) => [`0:${i}`, 'é'.repeat(500_100)]));
    expect(batches(new Map(), list).map(({ puts }) => puts.length)).toEqual([2, 2, 2, 1]);
  });

  test('write new keys before changed ones of their tier', () => {
    const [{ puts }] = batches(new Map([['0:a', 'x']]), new Map([['0:a', 'y'], ['0:b', 'y']]));
    expect(puts.map(([name]) => name)).toEqual(['0:b', '0:a']);
  });
});

test('bytes are counted in UTF-8', () => {
  expect(bytesOf([['a', 'é'], ['€', '😀']])).toBe(1 + 2 + 3 + 4);
});
