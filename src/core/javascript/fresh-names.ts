/** Makes names that no file has. */
export class FreshNames {
  private readonly taken: Set<string>;

  constructor(...files: readonly ReadonlySet<string>[]) {
    this.taken = new Set(files.flatMap((names) => [...names]));
  }

  /** The name itself if it is free, otherwise with a number. */
  next(wanted: string): string {
    let [name, n] = [wanted, 1];
    while (this.taken.has(name)) name = `${wanted}${++n}`;
    this.taken.add(name);
    return name;
  }
}
