import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The CDK reads files in parts of this size, each of which it decodes. */
const PART_BYTES = 8 * 1024;

/**
 * The hash of a folder as the CDK computes it for an asset, so that the asset has the key that it has with
 * `Code.fromAsset`. `salt` is that of the app.
 *
 * `FileSystem.fingerprint` remembers files by folder in the home of the user, of 50 folders: one that is new in each
 * synthesis would push out those of the app.
 */
export function folderHash(folder: string, salt: string): string {
  const hash = createHash('sha256');
  addField(hash, 'options.extra', salt);
  addField(hash, 'options.follow', 'external');
  addFolder(hash, folder, '');
  return hash.digest('hex');
}

function addFolder(hash: Hash, folder: string, prefix: string): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const [path, name] = [join(folder, entry.name), prefix + entry.name];
    if (entry.isDirectory()) addFolder(hash, path, `${name}/`);
    else if (entry.isSymbolicLink()) addField(hash, `link:${name}`, readlinkSync(path));
    else addField(hash, `file:${name}`, contentHash(readFileSync(path)));
  }
}

/** Ends of lines do not count in texts, since Git may change them. */
function contentHash(content: Buffer): string {
  const hash = createHash('sha256');
  let [size, binary, held] = [0, false, ''];
  for (let at = 0; at < content.length; at += PART_BYTES) {
    const part = content.subarray(at, at + PART_BYTES);
    if (size === 0) binary = part.includes(0);
    const text = binary ? '' : part.toString();
    // The end of a line may be in two parts.
    if (text.endsWith('\r')) {
      held += text;
      continue;
    }
    const counted = binary ? part : Buffer.from((held + text).replace(/\r\n/g, '\n'));
    if (!binary) held = '';
    size += counted.length;
    hash.update(counted);
  }
  if (held !== '') hash.update(held);
  return `${size}:${hash.digest('hex')}`;
}

function addField(hash: Hash, header: string, value: string): void {
  hash.update(`\x01${header}\x02${value}\x03`);
}
