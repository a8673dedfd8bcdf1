import { matchesPathPattern, normalizePathForMatching } from '../../core/facts/path-pattern';
import { error, type Problem } from '../../core/problem';

/** Reasons for which CloudFront refuses requests and which are not in the template: `--block waf:/wp-admin/*`. */
export type BlockKind = 'waf' | 'geo' | 'signed-url';
const KINDS: readonly BlockKind[] = ['waf', 'geo', 'signed-url'];

export interface InjectedBlock {
  readonly kind: BlockKind;
  readonly pathPattern: string;
}

export function parseBlock(text: string): InjectedBlock | Problem {
  const [, kind, pathPattern] = /^([a-z-]+):(.+)$/.exec(text) ?? [];
  if (!KINDS.includes(kind as BlockKind) || pathPattern === undefined) {
    return error('EDGE_PREVIEW_BLOCK', `is not a valid block, got ${JSON.stringify(text)}; expected `
      + `${KINDS.map((k) => `${k}:<path pattern>`).join(', ')}`, '--block');
  }
  return { kind: kind as BlockKind, pathPattern };
}

export function blockFor(blocks: readonly InjectedBlock[], uri: string): InjectedBlock | undefined {
  const path = normalizePathForMatching(uri);
  return blocks.find((block) => matchesPathPattern(block.pathPattern, path));
}
