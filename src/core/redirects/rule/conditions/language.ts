import type { WhenCondition } from './condition';
import { inWhen } from './in-when';
import { anyAtom, chosen, intersectLists, oneOf } from './one-of';
import { LANGUAGE } from '../channels';
import { texts } from '../plain';
import { without } from '../probe';

declare module '../model' {
  interface Conditions {
    /** Tags in lower case; `de` matches `de-ch` too. */
    readonly languages?: readonly string[];
  }
}

const HEADER = 'accept-language';

/** The preferred language of the viewer. */
export const LANGUAGE_CONDITION: WhenCondition<'languages'> = {
  ...inWhen('languages'),
  ...oneOf<string>('language'),
  name: 'language',
  noun: 'the language',
  read: (value) => {
    const languages = texts(value)?.map((l) => l.toLowerCase());
    const valid = languages?.every((l) => /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/.test(l));
    return valid ? { value: languages! } : { fault: 'must be a language such as "de" or "pt-br", or a list of them' };
  },
  line: {
    word: 'Language',
    examples: 'languages such as Language=de,pt-br',
    read: (values) => values,
    alternatives: (languages) => [languages],
    write: (languages) => languages.join(','),
    refuses: () => undefined,
  },
  unseen: [],
  intersect: (a, b) => intersectLists(a, b, (language, wanted) => language.startsWith(`${wanted}-`)),
  satisfy: (languages, { headers }, { choice }) => {
    const sent = headers[HEADER] ?? '';
    if (languages.every((language) => sent !== language && !sent.startsWith(`${language}-`))) {
      headers[HEADER] = chosen(languages, choice);
    }
  },
  fail: (_, probe) => [{ ...probe, headers: without(probe.headers, HEADER) }],
  tests: (languages, atoms) => [anyAtom(LANGUAGE, languages, atoms)],
  inFunction: (languages) => [['language', ...languages]],
  parts: () => [{ kind: 'language' }],
};
