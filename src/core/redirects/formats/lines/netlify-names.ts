const NAME = /:([A-Za-z_]\w*)/g;

/**
 * The words of a line, with other names for placeholders if one begins with another: Netlify replaces names in a target
 * as text, in the order of the source, so that the value of `:id` would also stand in `:idx`, and that of `:s` in
 * `:splat`.
 */
export function withDistinctNames(source: readonly string[], target: string): { source: string[]; target: string } {
  const names = [...new Set(source.flatMap((word) => [...word.matchAll(NAME)].map(([, name]) => name)))];
  const all = [...names, 'splat'];
  if (!all.some((name) => all.some((other) => other !== name && other.startsWith(name)))) {
    return { source: [...source], target };
  }
  const renamed = new Map(names.map((name, i) => [name, `part_${letter(i)}`]));
  const rename = (text: string): string => text.replace(NAME, (found, name) => (
    renamed.has(name) ? `:${renamed.get(name)}` : found));
  return { source: source.map(rename), target: rename(target) };
}

/** All of one length, so that none begins with another. */
function letter(i: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + i);
}
