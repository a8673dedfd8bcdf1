/** The longest host with its port: a longer header of dots would take time. */
const LONGEST_HOST = 261;

/** The names of a host that rules can have: itself, then `*.` with each of its parents. */
export function hostNames(host = ''): string[] {
  if (host.length > LONGEST_HOST) return [];
  const name = host.toLowerCase().replace(/:\d*$/, '');
  const names = [name];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) names.push(`*${name.slice(dot)}`);
  return names;
}
