import { readFileSync } from 'node:fs';
import type { EdgeHost } from '../../core/facts/edge-events';
import { partFile, type HOST_PARTS } from '../../core/slots/parts';
import { asset } from '../assets';

/** A cache of the part files: all functions of an app use the same few. */
const sources = new Map<string, string>();

/** The code of a part. */
export function source<Host extends EdgeHost>(host: Host, part: keyof typeof HOST_PARTS[Host] & string): string {
  const file = partFile(host, part);
  const text = sources.get(file) ?? readFileSync(asset(file), 'utf8').trimEnd();
  sources.set(file, text);
  return text;
}
