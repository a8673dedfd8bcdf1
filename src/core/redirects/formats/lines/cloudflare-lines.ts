import type { Line } from './tokens';
import { DIALECTS } from '../../rule/dialects';
import type { Ignored } from '../../rule/ignored';
import { quoted } from '../../rule/report';

const URL_START = /^(?:\/|https?:)/;
const SPACE = 'write %20 for a space in a path';

/** Why Cloudflare ignores a line, by its words alone; undefined if it uses it. */
export function ignoredLine({ place, tokens }: Line): Ignored | undefined {
  const [from, to, third] = tokens;
  if (tokens.length < 2 || tokens.length > 3) {
    const fault = `a line has a source, a target and perhaps a status, so 2 or 3 words, got ${tokens.length}`;
    const cure = hasSpace(tokens)
      ? SPACE : tokens.length < 2 ? 'write the missing target' : 'remove what follows the status';
    return { place, fault, cure };
  }
  const { statuses } = DIALECTS.cloudflare;
  const status = third === undefined ? DIALECTS.cloudflare.status : Number(third.value);
  if (!statuses.includes(status)) {
    const fault = `${quoted(third.value)} is not a status that a line can have`;
    const cure = `use ${statuses.join(', ')}`;
    return { place: third.place, fault, cure: URL_START.test(third.value) ? `${cure}, or ${SPACE}` : cure };
  }
  if (/^https?:/.test(from.value)) {
    return { place: from.place, fault: `${quoted(from.value)} has a host`, cure: 'write the rule in redirects.json' };
  }
  if (!/^(?:\/|https:\/\/)/.test(to.value)) {
    const fault = `${quoted(to.value)} begins neither with a slash nor with https://`;
    return { place: to.place, fault, cure: 'write it so' };
  }
  if (status === 200 && to.value.startsWith('https:')) {
    return {
      place: to.place,
      fault: `${quoted(to.value)} is on another host, which the status 200 cannot serve`,
      cure: 'write the rule in redirects.json, where it is a proxy on RedirectEventType.ORIGIN_REQUEST',
    };
  }
  const fault = repeated(from.value.replace(/[?#].*$/s, ''));
  return fault && { place: from.place, ...fault };
}

/** Cloudflare makes a regular expression of a source, in which no group may have the name of another. */
function repeated(path: string): Omit<Ignored, 'place'> | undefined {
  const stars = path.split('*').length - 1;
  if (stars > 1) return { fault: 'the source has more than one *', cure: 'use placeholders such as :id' };
  const names = [...path.matchAll(/:([A-Za-z]\w*)/g)].map(([, name]) => name);
  const all = stars > 0 ? [...names, 'splat'] : names;
  const twice = all.find((name, i) => all.indexOf(name) < i);
  if (twice === undefined) return undefined;
  const isStar = stars > 0 && twice === 'splat' ? ' (it is also the name of *)' : '';
  return { fault: `:${twice} occurs twice in the source${isStar}`, cure: 'rename one of them' };
}

/** Whether the words are probably parts of a path with a space. */
function hasSpace([, to, third]: Line['tokens']): boolean {
  return to !== undefined && (!URL_START.test(to.value) || (third !== undefined && !/^\d+$/.test(third.value)));
}
