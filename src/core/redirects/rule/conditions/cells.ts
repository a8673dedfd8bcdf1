import { Pairs, Plain } from '../plain';

/** Splits a list in a cell, separated by spaces, commas, semicolons or bars. */
export function words(text: string): string[] {
  return text.split(/[\s,;|]+/).filter((word) => word !== '');
}

/** `seen`, `plan=pro`, and `referer*=index.html` for "contains". */
export function nameAndValue(text: string): readonly [string, Plain] {
  const [, name, how, value] = /^([^=*]*)(?:(\*?=)(.*))?$/.exec(text) ?? ['', text];
  if (how === undefined) return [name.trim(), true];
  return [name.trim(), how === '=' ? value.trim() : new Pairs([['contains', value.trim()]])];
}
