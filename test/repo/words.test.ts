import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Words of which the project uses another: AWS's for things of AWS, HTTP's for those of HTTP. */
const WORDS: readonly (readonly [pattern: RegExp, write: string])[] = [
  [/\bvisitors?\b/i, 'viewer, request'],
  [/\b(somebody|whoever)\b/i, 'viewer, request'],
  [/\b(he|him|his|she|her)\b/, 'viewer, request'],
  // An IP address and that of an e-mail are called so, and so is an element of HTML.
  [/(?<!\b(?:IP|e-?mail|remote|author|loopback)[ -])\baddress(es)?\b(?! (info|space)\b)/i, 'URL, path'],
  [/\btold\b/i, 'is reported, is known, is distinguished'],
  [/\brules?( that| which)? answers?\b/i, 'applies, matches'],
  [/\b(go(es|ing)?|went|gone|leads?|led|sent|sends?) round\b|\bround and round\b/i, 'loop, redirect loop'],
  [/\bfor ever\b/i, 'forever'],
  [/\b(left|leaves?|leaving|let|lets)( \w+)? alone\b/i, 'exempt, is skipped'],
  [/\bask(s|ed|ing)? for\b|\bwhat is asked\b|\basks? no more\b/i, 'requires, requests; a condition; is implied by'],
  [/\bbeat(s|en|ing)?\b/i, 'shadows, takes precedence over'],
  [/\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\bpart(ed|s) by\b/i, 'separated by'],
  [
    /(?<!\b(?:there|nothing) )\bis (no (?!longer\b|more\b|such\b|fewer\b|less\b|other\b|need\b)\w|none\b)/i,
    'is not a valid X; expected …',
  ],
  [/\bof (yours|ours)\b/i, 'custom, your own'],
  [/\bwritten target\b/i, 'effective target'],
];

/** Names of HTML, Node.js and CloudFront, and links. */
const QUOTED = /<\/?ADDRESS>|\.address\(\)|cloudfront-viewer-address|x-envoy-external-address|https?:\/\/\S+/gi;

function files(): string[] {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return tracked.filter((file) => /\.(m?ts|[cm]?js|md|py|java|go|yml)$/.test(file) && file !== 'test/repo/words.test.ts');
}

/** `leftAlone` and `LEFT_ALONE` are words as well. */
function plain(line: string): string {
  return line.replace(QUOTED, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ');
}

export function findings(text: string): string[] {
  return text.split('\n').flatMap((line, i) => {
    const words = plain(line);
    return WORDS.flatMap(([pattern, write]) => {
      const found = pattern.exec(words);
      return found === null ? [] : [`${i + 1}: "${found[0].trim()}": ${write}`];
    });
  });
}

describe('words', () => {
  test.each<[string, string]>([
    ['/** The visitor of a page. */', 'visitor'],
    ['const leftAlone = true;', 'left Alone'],
    ['MOST_VISITORS = 3', 'VISITORS'],
    ['two rules that go round for ever', 'go round'],
  ])('%s is found', (line, word) => {
    expect(findings(line).join()).toContain(word);
  });

  test('no file uses a word for which the project has another', () => {
    const all = files().flatMap((file) => findings(readFileSync(join(ROOT, file), 'utf8')).map((one) => `${file}:${one}`));
    expect(all).toEqual([]);
  });
});
