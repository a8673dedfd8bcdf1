export interface DiffLine {
  readonly sign: '+' | '-' | ' ';
  readonly text: string;
}

/** Beyond this, the lines in between are shown as removed and added. */
const LINES_MAX = 300;
/** Equal lines that are shown before and after a change. */
const CONTEXT = 2;

/** The difference of two texts by lines: the longest common subsequence, as `diff` prints it. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const lines = (sign: DiffLine['sign'], texts: readonly string[]) => texts.map((text) => ({ sign, text }));
  const [removed, added] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  const between = removed.length > LINES_MAX || added.length > LINES_MAX
    ? [...lines('-', removed), ...lines('+', added)] : common(removed, added);
  return [
    ...lines(' ', old.slice(Math.max(0, start - CONTEXT), start)), ...between,
    ...lines(' ', old.slice(old.length - end, old.length - end + CONTEXT)),
  ];
}

function common(old: readonly string[], now: readonly string[]): DiffLine[] {
  // lengths[i][k]: of the longest common subsequence of the lines from i and from k on.
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let k = now.length - 1; k >= 0; k--) {
      lengths[i]![k] = old[i] === now[k] ? lengths[i + 1]![k + 1]! + 1
        : Math.max(lengths[i + 1]![k]!, lengths[i]![k + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let [i, k] = [0, 0];
  while (i < old.length || k < now.length) {
    if (i < old.length && k < now.length && old[i] === now[k]) {
      lines.push({ sign: ' ', text: old[i]! });
      i++;
      k++;
    } else if (k < now.length && (i >= old.length || lengths[i]![k + 1]! > lengths[i + 1]![k]!)) {
      lines.push({ sign: '+', text: now[k++]! });
    } else {
      lines.push({ sign: '-', text: old[i++]! });
    }
  }
  return lines;
}
