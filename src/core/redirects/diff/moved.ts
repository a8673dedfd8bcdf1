/** The positions of one thing in two orders. */
export type Places = readonly [number, number];

/**
 * The fewest things that must move to turn the first order into the second: of two that have changed their order, at
 * least one is among them. In an edited list they are few, so that nothing else has to be compared with all others.
 */
export function moved(things: readonly Places[]): number[] {
  const order = things.map((_, i) => i).sort((a, b) => things[a][0] - things[b][0]);
  const unmoved = new Set(longestIncreasingSubsequence(order.map((i) => things[i][1])).map((at) => order[at]));
  return order.filter((i) => !unmoved.has(i));
}

/** The indexes of a longest increasing subsequence, the last first. */
function longestIncreasingSubsequence(numbers: readonly number[]): number[] {
  // For each length, the last index of the subsequence with the lowest end.
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
  const indexes: number[] = [];
  for (let i = ends.length === 0 ? -1 : ends[ends.length - 1]; i >= 0; i = before[i]) indexes.push(i);
  return indexes;
}
