import { ATTACHMENTS } from './attachments';
import { allCells, PLACES, PRESENT, TARGETS, type Cell } from './cells';
import { KINDS } from './distributions';

const cells = allCells();

describe('the matrix', () => {
  it('has every combination of kind, path, presence and place', () => {
    expect(cells).toHaveLength(KINDS.length * TARGETS.length * PRESENT.length * PLACES.length);
    expect(new Set(cells.map((c) => c.name)).size).toBe(cells.length);
  });

  it.each<[keyof Cell, readonly unknown[]]>([
    ['kind', KINDS], ['target', TARGETS], ['present', PRESENT], ['place', PLACES], ['byAspect', [true, false]],
  ])('attaches each thing at least once with every %s', (dimension, values) => {
    const met = new Set(cells.map((c) => `${c.attachment}: ${c[dimension]}`));
    const wanted = Object.keys(ATTACHMENTS).flatMap((attachment) => values.map((v) => `${attachment}: ${v}`));
    expect(wanted.filter((w) => !met.has(w))).toEqual([]);
  });
});
