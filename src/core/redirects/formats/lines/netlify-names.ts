const NAME = /:([A-Za-z_]\w*)/g;

/**
 * The words of a line, with other names for placeholders if one in the target begins with another: Netlify replaces
 * names in a target as text, in the order of the source, so that the value of `:id` would also stand in `:idx`, and
 * that of `:s` in `:splat`.
 */
export function withDistinctNames(source: readonly string[], target: string): { source: string[]; target: string } {
  const names = [...new Set(source.flatMap(namesIn))];
  const isDamaged = namesIn(target).some((used) => names.some((name) => name !== used && used.startsWith(name)));
  if (!isDamaged) return { source: [...source], target };
  const renamed = new Map(names.map((name, i) => [name, `part_${letter(i)}`]));
  const rename = (text: string): string => text.replace(NAME, (found, name) => (
    renamed.has(name) ? `:${renamed.get(name)}` : found));
  return { source: source.map(rename), target: rename(target) };
}

function namesIn(text: string): string[] {
  return [...text.matchAll(NAME)].map(([, name]) => name);
}

/** All of one length, so that none begins with another. */
function letter(i: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + i);
}
