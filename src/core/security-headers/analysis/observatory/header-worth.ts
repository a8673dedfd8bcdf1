import { parseCspHeader } from '../../csp-parse';
import { referrerOf } from '../documents';
import { valueOf, type Fields } from '../fields';
import type { Worth } from './worth';

const worth = (points: number, why: string): Worth => ({ points, why });

export function transportWorth(fields: Fields): Worth {
  const value = fields.get('strict-transport-security')?.[0];
  if (value === undefined) return worth(-20, 'it is missing');
  const age = value.toLowerCase().split(';').map((part) => part.trim()).filter((part) => part.startsWith('max-age='))
    .map((part) => parseInt(part.slice(8), 10)).at(-1);
  if (age === undefined || value.includes(',')) return worth(-20, 'it has no max-age, or is sent twice');
  return age >= 15_552_000 ? worth(0, 'browsers use https only') : worth(-10, 'max-age is less than 180 days');
}

export function sniffingWorth(fields: Fields): Worth {
  const value = valueOf(fields, 'x-content-type-options');
  if (value === undefined) return worth(-5, 'it is missing');
  return value.toLowerCase() === 'nosniff' ? worth(0, 'browsers do not guess types') : worth(-5, 'it is not "nosniff"');
}

/** `frame-ancestors` counts as well. */
export function framesWorth(fields: Fields): Worth {
  const policies = (fields.get('content-security-policy') ?? []).flatMap(parseCspHeader);
  if (policies.flat().some(({ name }) => name === 'frame-ancestors')) {
    return worth(5, 'frame-ancestors says who may show the page in a frame');
  }
  const value = valueOf(fields, 'x-frame-options')?.toLowerCase();
  if (value === undefined) return worth(-20, 'it is missing, and frame-ancestors too');
  if (value === 'deny' || value === 'sameorigin') return worth(5, 'other sites cannot show the page in a frame');
  return value.startsWith('allow-from')
    ? worth(0, 'browsers ignore ALLOW-FROM')
    : worth(-20, 'browsers do not know it');
}

export function referrerWorth(fields: Fields): Worth {
  const value = valueOf(fields, 'referrer-policy');
  if (value === undefined) return worth(0, 'it is missing');
  return referrerOf(value).isSafe ? worth(5, 'URLs of the site stay private')
    : worth(-5, 'it sends URLs or the host where they are not needed, or browsers do not know it');
}

const ISOLATION = {
  'cross-origin-opener-policy': [
    ['same-origin', 'same-origin-allow-popups', 'noopener-allow-popups'], ['unsafe-none'],
    'windows of other sites are separated',
  ],
  'cross-origin-embedder-policy': [
    ['require-corp', 'credentialless'], ['unsafe-none'], 'only content that agrees is embedded',
  ],
  'cross-origin-resource-policy': [
    ['same-origin', 'same-site'], ['cross-origin'], 'other sites cannot embed the response',
  ],
} as const;

export function isolationWorth(header: keyof typeof ISOLATION): (fields: Fields) => Worth {
  const [closed, open, why] = ISOLATION[header];
  return (fields) => {
    const value = valueOf(fields, header);
    if (value === undefined) return worth(0, 'it is missing, which costs nothing');
    const [, word = ''] = /^([a-z-]+)(?:\s*;\s*report-to="[^"]*")?\s*$/.exec(value) ?? [];
    if ((closed as readonly string[]).includes(word)) return worth(10, why);
    return (open as readonly string[]).includes(word) ? worth(0, `${word} is as good as none`)
      : worth(-5, 'browsers do not know the value');
  };
}
