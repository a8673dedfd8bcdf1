/** The places of one thing in two orders. */
export type Places = readonly [number, number];

/**
 * The things that must move to make the second order of the first, as few as can be: of two that stand the other way
 * round now, one at least is among them. In an edited list they are a handful, so that nothing else has to be compared
 * with all others.
 */
export function moved(things: readonly Places[]): number[] {
  const order = things.map((_, i) => i).sort((a, b) => things[a][0] - things[b][0]);
  const stay = new Set(longestIncreasingSubsequence(order.map((i) => things[i][1])).map((at) => order[at]));
  return order.filter((i) => !stay.has(i));
}

/** Where the longest rising row of numbers stands among others. */
function longestIncreasingSubsequence(numbers: readonly number[]): number[] {
  // For each length the row that ends lowest, by its end.
  const ends: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, i) => {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = Math.floor((low + high) / 2);
      if (numbers[ends[middle]] < number) low = middle + 1;
      else high = middle;
    }
    before[i] = low === 0 ? -1 : ends[low - 1];
    ends[low] = i;
  });
  const row: number[] = [];
  for (let i = ends.length === 0 ? -1 : ends[ends.length - 1]; i >= 0; i = before[i]) row.push(i);
  return row;
}
