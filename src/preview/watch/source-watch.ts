import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/**
 * Listens to the folders of a project, each by itself: recursive watches of Node.js cannot leave out `node_modules`,
 * which has more folders than the system may allow to watch.
 */
export class SourceWatch {
  private readonly watchers = new Map<string, FSWatcher>();

  /** @param output The folder that the synthesis writes. */
  constructor(root: string, private readonly output: string, private readonly changed: (file: string) => void) {
    this.add(resolve(root));
  }

  close(): void {
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  private add(folder: string): void {
    if (this.watchers.has(folder) || this.isIgnored(folder)) return;
    try {
      if (!statSync(folder).isDirectory()) return;
      const watcher = watch(folder, (kind, name) => {
        if (name !== null) this.noticed(kind, join(folder, name));
      });
      watcher.on('error', () => this.remove(folder));
      this.watchers.set(folder, watcher);
      for (const name of readdirSync(folder)) this.add(join(folder, name));
    } catch {
      // Deleted meanwhile.
      this.remove(folder);
    }
  }

  private noticed(kind: string, path: string): void {
    if (this.isIgnored(path)) return;
    if (kind === 'rename') {
      // Created, or deleted, or both: the watcher would be that of the deleted folder.
      this.remove(path);
      this.add(path);
    }
    this.changed(path);
  }

  private remove(folder: string): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
  }

  private isIgnored(path: string): boolean {
    const name = basename(path);
    return name === 'node_modules' || name === 'cdk.out' || name.startsWith('.') || path === resolve(this.output);
  }
}
