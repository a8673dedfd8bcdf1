import { withProof } from './found';
import { quoted, quotes } from './quote';
import type { Signs } from './signs';
import type { Finding, Source, Weight } from './source';
import { CLOUDFRONT_MESSAGES } from '../facts/cloudfront-page';

/** What speaks for a source: its own test first, then its tables. */
export function findingOf(source: Source, signs: Signs): Finding | undefined {
  const own = source.find?.(signs);
  // What it finds in a page is worth what the page is worth.
  const found = own && signs.isPage && source.messages !== undefined
    ? { ...own, weight: withProof(own.weight, signs.proof) } : own;
  return [found, byMessage(source, signs), byXCache(source, signs), byLog(source, signs)]
    .filter((one) => one !== undefined)
    .sort((a, b) => ORDER.indexOf(a.weight) - ORDER.indexOf(b.weight))[0];
}

const ORDER: readonly Weight[] = ['certain', 'likely', 'possible'];

function byMessage({ messages = {} }: Source, signs: Signs): Finding | undefined {
  const { message, isMessageByLength } = signs;
  const weight = message === undefined ? undefined : messages[message];
  if (message === undefined || weight === undefined) return undefined;
  const said = quoted(isMessageByLength ? 'body, by its length' : 'body', CLOUDFRONT_MESSAGES[message]);
  const evidence = [...quotes(signs, 'server', 'x-cache', 'content-length', 'sc-content-len'), said];
  return { weight: isMessageByLength ? atMostLikely(weight) : withProof(weight, signs.proof), evidence };
}

function byXCache({ xCache = {} }: Source, signs: Signs): Finding | undefined {
  const weight = valueOf(xCache, signs.xCache);
  // CloudFront sets X-Cache itself, but on an answer with another Server, an origin or a proxy may have set both.
  const evidence = quotes(signs, 'x-cache', 'server');
  return weight && { weight: signs.isOwn ? weight : atMostLikely(weight), evidence };
}

function byLog({ logged = {} }: Source, signs: Signs): Finding | undefined {
  const weight = signs.seen.log === undefined ? undefined : valueOf(logged, signs.result);
  return weight && { weight, evidence: quotes(signs, 'x-edge-detailed-result-type', 'x-edge-result-type') };
}

function atMostLikely(weight: Weight): Weight {
  return weight === 'certain' ? 'likely' : weight;
}

function valueOf(table: Readonly<Record<string, Weight>>, name: string): Weight | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
