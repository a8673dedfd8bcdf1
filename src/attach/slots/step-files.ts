import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The file of a step with the files that it needs, in the folders where they are for the user. */
export class StepFiles {
  /** `entry` is the file with the handler. Paths have `/`, and none is outside of the folder. */
  constructor(readonly entry: string, private readonly contents: ReadonlyMap<string, Buffer>) {}

  writeTo(folder: string): void {
    for (const [path, content] of this.contents) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  }

  /** For keys of steps: equal steps share a function. */
  toJSON(): object {
    const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex');
    return { entry: this.entry, files: [...this.contents].map(([path, content]) => [path, hash(content)]) };
  }
}
