/**
 * Decides whether a command has to run for changed files. What it writes itself, such as compiled code, must not start
 * it again and again; a file that is saved in an editor while it runs must.
 */
export class ChangesOfRuns {
  private readonly changed = new Set<string>();
  private readonly outputs = new Set<string>();
  private runs = false;

  begin(): void {
    this.runs = true;
    this.changed.clear();
  }

  /** Whether the command has to run now; during a run, `end()` says it. */
  change(file: string): boolean {
    if (this.runs) this.changed.add(file);
    else this.outputs.delete(file);
    return !this.runs;
  }

  /** Whether the command has to run again: a file changed that it did not write in an earlier run. */
  end(): boolean {
    this.runs = false;
    const unknown = [...this.changed].filter((file) => !this.outputs.has(file));
    for (const file of unknown) this.outputs.add(file);
    return unknown.length > 0;
  }
}
