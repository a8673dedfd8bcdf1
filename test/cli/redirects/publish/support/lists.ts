/** A list of so many rules; of two seeds, every third rule differs. */
export function list(count: number, seed = 0): string {
  const rules = Array.from({ length: count }, (_, i): [string, string] => {
    const target = i % 3 === 0 ? `/new/${i}/${seed}` : `/new/${i}`;
    if (i % 10 === 9) return [`/folder-${i}/*`, `${target}/:splat`];
    return [i % 3 === 1 ? `/old/page-${i}-of-${seed}` : `/old/page-${i}`, target];
  });
  return JSON.stringify(Object.fromEntries(rules));
}
