import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { readZip } from '../../core/zip/read-zip';

/** Code of functions that is an archive, unpacked as Lambda does it. */
export class Archives {
  private readonly folders = new Map<string, string>();

  /** The folder with the files of an archive. Throws a `ZipError` if it cannot be read. */
  folderOf(archive: string): string {
    const known = this.folders.get(archive);
    if (known !== undefined) return known;
    const files = readZip(readFileSync(archive), (data, size) => inflateRawSync(data, { maxOutputLength: size || 1 }));
    const folder = mkdtempSync(join(tmpdir(), 'cdk-cloudfront-edge-preview-'));
    this.folders.set(archive, folder);
    for (const [path, { data, executable }] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), data);
      if (executable) chmodSync(join(folder, path), 0o755);
    }
    return folder;
  }

  close(): void {
    for (const folder of this.folders.values()) rmSync(folder, { recursive: true, force: true });
    this.folders.clear();
  }
}
