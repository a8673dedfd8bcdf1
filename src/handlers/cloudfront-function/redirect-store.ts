// Rules in a key value store: see `core/redirects/store/` for its keys and values. Written in the 2.0 dialect, like
// `redirect.ts`. The store is read in turn: several promises at once take memory and are not faster.
/* eslint-disable no-bitwise -- hashes are computed with bits */
import type { EdgeRedirects } from './redirect-types';
import type { FunctionSite } from '../../core/redirects/function/format';

declare const edge: EdgeRedirects;
/** `cf.kvs()`. */
declare const edgeKeyValues: { get(key: string): Promise<string> };

/** Of all statuses that rules can have: which ones there will be is not known. */
const storedPhrases: FunctionSite['phrases'] = {
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  404: 'Not Found',
  410: 'Gone',
  451: 'Unavailable For Legal Reasons',
  503: 'Service Unavailable',
};

/**
 * Answers a request by the rules whose keys begin with `lead`. Throws if the store cannot be read. In the language of
 * CloudFront Functions `await` stands alone or is assigned: as a part of a larger expression it crashes.
 */
edge.stored = async function (lead: string, given: Omit<FunctionSite, 'phrases'>, event: any) {
  const site: FunctionSite = Object.assign({ phrases: storedPhrases }, given);
  const visit = edge.visit(site, event), path = visit.key, lower = path.toLowerCase();
  let node = await storedAt(lead + '=' + short(path), path);
  if (!node) {
    let name = lead + '/', place, found;
    node = await storedAt(name, '');
    // Every list has it.
    if (!node) throw new Error('the store has no rules of this version, or cannot be read');
    place = node[0];
    if (place[0] === '~') {
      place = place.slice(1);
      if (lower !== path) {
        found = await storedAt(lead + '~' + short(lower), lower);
        if (found) {
          node = found;
          place = '';
        }
      }
    }
    while (place) {
      const text = place === 'h' ? visit.host.replace(/:\d*$/, '') : lower.split('/').slice(place)[0];
      if (text === undefined) break;
      name += place + ' ' + short(text) + '/';
      found = await storedAt(name, '');
      if (!found) break;
      node = found;
      place = node[0];
    }
  }
  for (let i = 1; i < node.length; i++) {
    let rules = [node[i]];
    if (typeof node[i] === 'string') {
      rules = await storedAt(lead + '+' + node[i], '');
      if (!rules) throw new Error('a part of a list is not in the store');
    }
    const answer = edge.apply(rules, site, visit);
    if (answer) {
      if (answer !== visit.request && !answer.statusDescription) throw new Error('a value of the store is damaged');
      return answer;
    }
  }
  return visit.request;
};

/** The list of a key, which may have the hash of a text. Undefined if there is none: an error like any other. */
async function storedAt(key: string, text: string): Promise<any> {
  let value: string;
  try {
    value = await edgeKeyValues.get(key);
  } catch (error) {
    return undefined;
  }
  if (value[0] !== '[') return [0, [0, +value.slice(0, 3), 0, value.slice(3)]];
  const list = JSON.parse(value);
  return text.length < 201 || list[0] === '#' + hashed(text, 1) ? list : undefined;
}

/** See `core/redirects/store/keys.ts`. */
function short(text: string): string {
  return text.length > 200 ? '#' + hashed(text, 0) : text;
}

function hashed(text: string, seed: number): string {
  let a = 0x9e3779b1 ^ seed, b = 0x85ebca6b ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (a >>> 15) ^ code, 0x5bd1e995);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
