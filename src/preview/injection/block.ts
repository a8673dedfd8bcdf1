import { splitShare, type Share } from './share';
import { PATH_PATTERN_CHARACTERS, PATH_PATTERN_MAX_LENGTH } from '../../core/facts/path-pattern';
import { SIGNED_URL_CODES } from '../../core/facts/signed-url-errors';
import { error, type Problem } from '../../core/problem';

/** Reasons for which CloudFront refuses requests and which are not in the template: `--block waf:/wp-admin/*`. */
export type BlockKind = 'waf' | 'geo' | 'signed-url';
const KINDS: readonly BlockKind[] = ['waf', 'geo', 'signed-url'];

export type SignedUrlCode = keyof typeof SIGNED_URL_CODES;

export interface InjectedBlock extends Share {
  /** As the user wrote it. */
  readonly text: string;
  readonly kind: BlockKind;
  readonly pathPattern: string;
  /** Of `waf`: a custom response instead of CloudFront's page. */
  readonly response?: { readonly status: number; readonly body: string };
  /** Of `signed-url`: what is wrong with the signature. */
  readonly code?: SignedUrlCode;
}

/** `KIND:PATTERN`, with an answer (`=429`, `=429:Slow down`, `=InvalidKey`) and a share (`@10%`) that are optional. */
export function parseBlock(text: string): InjectedBlock | Problem {
  const invalid = (expected: string): Problem => (
    error('EDGE_PREVIEW_BLOCK', `${JSON.stringify(text)} is not a valid block; expected ${expected}`, '--block'));
  const shared = splitShare(text);
  if (shared === undefined) return invalid('a share from 0.001% to 100% after the @, such as waf:/search*@10%');
  const [, kind, pathPattern, answer] = /^([a-z-]+):([^=]+)(?:=(.*))?$/s.exec(shared.rest) ?? [];
  if (!KINDS.includes(kind as BlockKind) || pathPattern === undefined) {
    return invalid(`one such as ${KINDS.map((k) => `${k}:<path pattern>`).join(', ')}`);
  }
  if (!isPathPattern(pathPattern)) return invalid(`a path pattern such as /wp-admin/* after ${kind}:`);
  const block = { text, kind: kind as BlockKind, pathPattern, percent: shared.percent };
  if (answer === undefined) return block;
  switch (block.kind) {
    case 'geo': return invalid('no = after a block of the kind geo');
    case 'waf': {
      const [, status, body = ''] = /^(\d{3})(?::(.*))?$/s.exec(answer) ?? [];
      return Number(status) >= 200 && Number(status) <= 599
        ? { ...block, response: { status: Number(status), body } }
        : invalid('a custom response such as waf:/wp-admin/*=429 or waf:/wp-admin/*=429:Slow down');
    }
    case 'signed-url':
      return Object.hasOwn(SIGNED_URL_CODES, answer)
        ? { ...block, code: answer as SignedUrlCode }
        : invalid(`one of ${Object.keys(SIGNED_URL_CODES).join(', ')} after the =`);
  }
}

export function isPathPattern(text: string): boolean {
  return text !== '' && text.length <= PATH_PATTERN_MAX_LENGTH && PATH_PATTERN_CHARACTERS.test(text);
}
