import { hiddenName } from '../../rule/spelling';

/** A hint for a character that looks right, or is invisible, but is not JSON; undefined for others. */
export function strange(char: string | undefined): string | undefined {
  if (char === undefined) return undefined;
  if (char === "'") return 'text must stand in double quotes, not single ones';
  if (/[“”„‟«»‘’]/.test(char)) {
    return `text must stand in straight double quotes ("), not in ${char}, which word processors write`;
  }
  const hidden = hiddenName(char);
  return hidden && `there is ${hidden} here, which is invisible; remove it`;
}
