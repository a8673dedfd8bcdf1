/** Numbers as runs: where each begins and how long it is. Rules of a table mostly follow each other. */
export function numberRuns(numbers: readonly number[]): number[] {
  const runs: number[] = [];
  numbers.forEach((number, i) => {
    if (i > 0 && number === numbers[i - 1] + 1) runs[runs.length - 1]++;
    else runs.push(number, 1);
  });
  return runs;
}
