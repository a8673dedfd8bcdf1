/** The known word that a typo most likely meant; undefined if none is similar. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const near = known.map((candidate) => ({ candidate, edits: edits(word.toLowerCase(), candidate.toLowerCase()) }));
  near.sort((a, b) => a.edits - b.edits);
  return near.length > 0 && near[0].edits <= Math.max(1, Math.floor(word.length / 3)) ? near[0].candidate : undefined;
}

function edits(a: string, b: string): number {
  if (a.length > 40) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
