import { hiddenName } from '../../rule/spelling';

/** Why a character that looks right, or like nothing at all, is neither; undefined for any other. */
export function strange(char: string | undefined): string | undefined {
  if (char === undefined) return undefined;
  if (char === "'") return 'text must stand in double quotes, not single ones';
  if (/[“”„‟«»‘’]/.test(char)) {
    return `text must stand in straight double quotes ("), not in ${char}, which word processors write`;
  }
  const hidden = hiddenName(char);
  return hidden && `${hidden} stands here, which cannot be seen; remove it`;
}
