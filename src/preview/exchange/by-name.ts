const MOST_NAMES = 1_000;

/** What `make` gives for a name, made once for each: the names of headers repeat. Viewers cannot fill the memory. */
export function byName<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    if (made.size >= MOST_NAMES) made.clear();
    const value = make(name);
    made.set(name, value);
    return value;
  };
}
