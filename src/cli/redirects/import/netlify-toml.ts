import type { Import } from './import';
import type { PlatformReader } from './reader';
import { readToml } from './toml';
import { flagOf, get, membersOf, numberOf, textOf, textsOf } from './tree';
import type { JsonValue } from '../../../core/redirects/formats/json/tokens';
import { lineFields } from '../../../core/redirects/formats/lines/netlify';
import { DIALECTS } from '../../../core/redirects/rule/dialects';

/** `[[redirects]]` of netlify.toml, each read like the same line in `_redirects`. */
export const netlifyToml: PlatformReader = {
  dialect: DIALECTS.netlify,
  read: (text, into) => {
    const list = get(readToml(text), 'redirects');
    for (const entry of into.items(list, 'redirects', 'write [[redirects]]')) readEntry(entry, into);
  },
};

function readEntry(entry: JsonValue, into: Import): void {
  const from = textOf(get(entry, 'from', 'origin'));
  if (from === undefined) return into.refuse(entry.at, 'redirects', 'the entry has no "from"');
  const refuse = (key: string, why: string): void => into.refuse(get(entry, key)!.at, from, `${key}: ${why}`);
  if (get(entry, 'signed', 'sign') !== undefined) return refuse('signed', 'only Netlify can sign requests');
  const conditions = membersOf(get(entry, 'conditions'));
  const role = conditions.find(({ key }) => key.toLowerCase() === 'role');
  if (role !== undefined) {
    return into.refuse(
      role.value.at,
      from,
      'Role: needs a token that Netlify signs; require a cookie or a header instead',
    );
  }
  const status = statusOf(entry, from, into);
  if (get(entry, 'headers') !== undefined) {
    into.warn(get(entry, 'headers')!.at, from, 'headers: Netlify only sends them to a proxied host; ignored');
  }
  const to = textOf(get(entry, 'to', 'destination'));
  const place = into.place(entry.at);
  const words = [
    // Netlify ignores the query of a full URL.
    /^https?:/.test(from) ? from.replace(/\?.*$/s, '') : from,
    ...membersOf(get(entry, 'query', 'params', 'parameters')).map(({ key, value }) => `${key}=${textOf(value) ?? ''}`),
    ...(to === undefined ? [] : [to]),
    `${status}${flagOf(get(entry, 'force')) === true ? '!' : ''}`,
    ...conditions.map(({ key, value }) => `${key}=${textsOf(value).flatMap((one) => one.split(',')).join(',')}`),
  ];
  const tokens = words.map((word) => ({ value: word.replace(/\s/g, encodeURIComponent), place }));
  into.addFields(lineFields({ place, text: words.join(' '), tokens }, into.report) ?? []);
}

/** A status may be a string, but its `!` has no effect. */
function statusOf(entry: JsonValue, from: string, into: Import): number {
  const given = get(entry, 'status');
  const [, digits, mark] = /^(\d+)(!?)$/.exec(textOf(given)?.trim() ?? '') ?? [];
  if (mark === '!') {
    into.warn(given!.at, from, `status = "${digits}!" has no effect in netlify.toml; read as ${digits}; write `
      + 'force = true if the rule must take precedence over a file');
  }
  return digits === undefined ? numberOf(given) ?? 301 : Number(digits);
}
