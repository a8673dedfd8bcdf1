import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { FileSystem } from 'aws-cdk-lib';
import { readZip, type ZipFile } from '../../../core/zip/read-zip';

/** The files of a function, by paths with `/`. */
export interface CodeTree {
  has(path: string): boolean;
  /** Undefined if there is no such file. */
  text(path: string): string | undefined;
  copyTo(folder: string): void;
  /** For keys of steps: what tells it from other trees. */
  toJSON(): unknown;
}

/** The files of an asset: a folder, or an archive. Throws a `ZipError` if an archive cannot be read. */
export function codeTree(path: string): CodeTree {
  return statSync(path).isDirectory() ? new FolderTree(path) : new ArchiveTree(path);
}

class FolderTree implements CodeTree {
  constructor(private readonly folder: string) {}

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  text(path: string): string | undefined {
    return this.has(path) ? readFileSync(join(this.folder, path), 'utf8') : undefined;
  }

  copyTo(folder: string): void {
    FileSystem.copyDirectory(this.folder, folder);
  }

  toJSON(): unknown {
    return this.folder;
  }
}

/** In memory: Lambda unpacks no more than 250 MB, and functions of CloudFront have less. */
class ArchiveTree implements CodeTree {
  private readonly files: ReadonlyMap<string, ZipFile>;

  constructor(private readonly archive: string) {
    this.files = readZip(readFileSync(archive), (data, size) => inflateRawSync(data, { maxOutputLength: size || 1 }));
  }

  has(path: string): boolean {
    return this.files.has(path) || [...this.files.keys()].some((file) => file.startsWith(`${path}/`));
  }

  text(path: string): string | undefined {
    const file = this.files.get(path);
    return file && Buffer.from(file.data).toString('utf8');
  }

  copyTo(folder: string): void {
    for (const [path, { data, executable }] of this.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), data);
      if (executable) chmodSync(join(folder, path), 0o755);
    }
  }

  toJSON(): unknown {
    return this.archive;
  }
}
