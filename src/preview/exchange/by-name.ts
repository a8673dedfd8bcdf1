const MOST_NAMES = 1_000;
const MOST_CHARACTERS = 256;

/**
 * What `make` gives for a name, made once for each: the names of headers and hosts repeat. Viewers cannot fill the
 * memory: names that are long, or too many, are not kept.
 */
export function byName<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    if (name.length > MOST_CHARACTERS) return make(name);
    if (made.size >= MOST_NAMES) made.clear();
    const value = make(name);
    made.set(name, value);
    return value;
  };
}
