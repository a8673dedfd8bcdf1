import { SIGNED_URL_CODES, SIGNED_URL_ONLY, signedUrlXml } from '../../facts/signed-url-errors';
import { certain, likely, possible } from '../found';
import { guide } from '../links';
import { quoted, quotes } from '../quote';
import type { Source } from '../source';
import { isPlainLogError, isUnmarked } from '../unmarked';

const CURES: Readonly<Record<string, string>> = {
  MissingKey: 'sign the URL or set the cookies; if the path is public, give it a behavior without "trustedKeyGroups"',
  InvalidKey:
    'sign with a key of a KeyGroup in "trustedKeyGroups" of the behavior; Key-Pair-Id is the id of its PublicKey',
};

export const signedUrl: Source = {
  id: 'signed-url',
  what: 'the behavior requires a signed URL or cookie, and the request has no valid one',
  cure: 'sign the exact URL that is requested, with a time in the future and a key of "trustedKeyGroups"',
  link: guide('PrivateContent'),
  settledBy: 'look whether the behavior has "trustedKeyGroups", and what the body says',
  logged: { InvalidRequestBlocked: 'possible' },
  find(signs) {
    const { errorCode, server, status, contentType, header, seen: { log } } = signs;
    const code = errorCode?.code ?? '';
    const isOwn = errorCode !== undefined && !errorCode.hasHostId && !errorCode.isWebsite && server !== 'amazons3';
    if (isOwn && Object.hasOwn(SIGNED_URL_CODES, code)) {
      const evidence = [
        ...quotes(signs, 'server', 'content-type'),
        quoted('body', `<Code>${code}</Code> ${errorCode.message}`),
      ];
      const more = { what: SIGNED_URL_CODES[code as keyof typeof SIGNED_URL_CODES], cure: CURES[code] };
      if (!signs.isOwn || (status !== 403 && status !== 0)) return possible(evidence, more);
      // An origin without a Server header may send the same.
      const isShown = server === 'cloudfront' || Object.keys(signs.seen.headers).length === 0;
      if (SIGNED_URL_ONLY.includes(code)) return (isShown ? certain : likely)(evidence, more);
      return server === 'cloudfront' ? likely(evidence, more) : possible(evidence, more);
    }
    if (status !== 403) return undefined;
    const evidence = quotes(signs, 'server', 'content-type', 'content-length', 'sc-content-type', 'sc-content-len',
      'x-edge-detailed-result-type');
    const hidden = isUnmarked(signs) && (signs.seen.body ?? '') === '';
    const length = header('content-length') ?? log?.['sc-content-len'];
    if ((hidden || isPlainLogError(signs)) && contentType === 'text/xml') {
      return likely(evidence, length === String(signedUrlXml('MissingKey').length)
        ? { what: SIGNED_URL_CODES.MissingKey, cure: CURES.MissingKey } : {});
    }
    return hidden || isPlainLogError(signs) ? possible(evidence) : undefined;
  },
  isExcluded: ({ behavior, originAnswered, contentType }) => originAnswered === true
    || (behavior !== undefined && behavior.trustedKeys.length === 0)
    || (contentType !== '' && contentType !== 'text/xml'),
};
