import { Faults } from './input/faults';
import { readInput } from './input/read';
import { requestOrigin, requestUrl } from './request';
import { unusable } from './unusable';
import type { Answer, Observation } from '../../core/explain/observation';
import { readTextOf } from '../captures/text';

/** The responses of an input, and what could not be read. */
export interface Loaded {
  readonly observations: readonly Observation[];
  readonly faults: Faults;
}

export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** The responses of a URL, a file, or standard input (`-`). */
export async function load(source: string, report: (note: string) => void): Promise<Loaded> {
  const faults = new Faults();
  if (isUrl(source)) return { observations: [await requestUrl(source, report)], faults };
  const observations: Observation[] = [];
  readInput(readText(source), { faults, add: (one) => void observations.push(one) });
  return { observations, faults };
}

/** What the origin answers itself: the first response of a file, or that to a request. */
export async function loadOrigin(source: string, url: string | undefined): Promise<Answer> {
  if (isUrl(source)) return requestOrigin(source, url);
  const { observations: [first], faults } = await load(source, () => undefined);
  if (first === undefined) throw unusable(`${source}: ${faults.lines().join('; ') || 'has no response'}`);
  return first;
}

function readText(source: string): string {
  try {
    return readTextOf(source);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw unusable(`${source}: ${code === 'ENOENT' ? 'there is no such file or folder' : message}`);
  }
}
