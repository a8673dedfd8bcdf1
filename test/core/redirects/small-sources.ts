import { parseRules } from '../../../src/core/redirects/parse';
import type { RedirectRule } from '../../../src/core/redirects/rule/model';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';

/** All sources of up to three segments from a few, and all paths of up to three words that they could match. */
const SEGMENTS: Readonly<Record<SmallFormat, readonly string[]>> = {
  json: ['a', 'B', ':p', 'a:p', ':pb', '*'],
  netlify: ['a', ':p', 'a*', '*'],
  cloudflare: ['a', ':p', 'a*', '*b', '*'],
};
const WORDS = ['a', 'b', 'ab'];

function joined(parts: readonly string[], most: number): string[] {
  let texts = [''];
  const all: string[] = [];
  for (let count = 0; count < most; count++) {
    texts = texts.flatMap((text) => parts.map((part) => `${text}/${part.replace(/:(\w)/, `:$1${count}`)}`));
    all.push(...texts);
  }
  return all;
}

export const PATHS = ['/', ...joined(WORDS, 3)];

export type SmallFormat = 'json' | 'netlify' | 'cloudflare';

/** One rule for each source that the format allows. */
export function smallRules(format: SmallFormat): RedirectRule[] {
  const isAllowed = (source: string): boolean =>
    source.split('*').length < 3 && (format !== 'netlify' || !/\*./.test(source));
  return joined(SEGMENTS[format], 3).filter(isAllowed).flatMap((source) => parsed(format, source));
}

function parsed(format: RuleFormat, source: string): RedirectRule[] {
  const text = format === 'json' ? JSON.stringify([{ from: source, to: '/t' }]) : `${source} /t`;
  return parseRules(text, { format }).rules;
}
