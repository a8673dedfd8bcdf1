import type { Foreign } from './foreign';

const STATUSES: Readonly<Record<string, number>> = {
  permanent: 301, perm: 301, redirect: 302, temp: 302, temporary: 302, seeother: 303, gone: 410, last: 200, break: 200,
};

const orBlank = (cure: string): string => `${cure}, or %20 for a blank of the URL`;

/** What follows the target in the files of servers and of `_redirects`, and came along when a line was copied. */
export const REMAINS: readonly Foreign[] = [
  {
    find: /\s\[[A-Z]+(?:=[\w:]+)?(?:,\s?[A-Z]+(?:=[\w:]+)?)*\]$/i,
    is: (found) => `the flags${found} of Apache`,
    cure: () => 'write "statusCode" next to the target',
  },
  {
    find: /\s+[345]\d\d!?;?$/,
    is: (found) => `the status ${found.trim()} behind the target`,
    cure: (found) => orBlank(`write ${/\d+/.exec(found)![0]} as its statusCode`),
  },
  {
    find: /\s+200!?;?$/,
    is: (found) => `the status ${found.trim()} behind the target`,
    cure: () => orBlank('write 200 as its statusCode'),
  },
  {
    find: /\s+(?:permanent|perm|redirect|temp|temporary|seeother|gone|last|break);?$/i,
    is: (found) => `the word ${found.trim()} behind the target`,
    cure: (found) => orBlank(`write ${STATUSES[found.replace(/[\s;]/g, '').toLowerCase()]} as its statusCode`),
  },
  { find: /\s*;$/, is: 'a semicolon at its end', cure: () => 'remove it, or write %3B for a semicolon of the URL' },
  {
    find: /\s+(?:->|=>|→)?\s*(?:\/|https?:\/\/)\S*/,
    is: (found) => `a second URL, ${found.trim()}`,
    cure: () => orBlank('write a rule for each redirect'),
  },
  { find: /\s+#.*$/, is: (found) => `the comment ${found.trim()}`, cure: () => orBlank('write it as the note of the rule') },
  {
    find: /\s+(?:Country|Language|Cookie|Role)=\S*$/i,
    is: (found) => `the condition ${found.trim()}`,
    cure: () => orBlank('write it as a condition of the rule'),
  },
];
