import { closest } from '../problem/closest';
import { error, shown, warning, type CodeOf, type Problem } from '../problem';
import type { CspDirective } from './csp';
import { CSP_DIRECTIVES, formOf, OLD_DIRECTIVES, SANDBOX_TOKENS, type DirectiveForm } from './csp-directives';

type IsToken = (text: string) => boolean;

/** What the words of a directive may be, and how to write them, if they are no sources. */
const WORDS: Readonly<Partial<Record<DirectiveForm, readonly [fits: (word: string) => boolean, cure: string]>>> = {
  'sandbox': [(word) => SANDBOX_TOKENS.includes(word.toLowerCase()), `use ${SANDBOX_TOKENS.join(', ')}`],
  'endpoint': [(word) => /^[\w.*-]+$/.test(word), 'use a name of reportingEndpoints'],
  'urls': [isUrlReference, 'use an https URL, or a path such as "/reports"'],
  'trusted-types': [
    (word) => /^([\w\-#=/@.%]+|\*|'none'|'allow-duplicates')$/.test(word),
    'use the name of a policy, *, \'none\' or \'allow-duplicates\'',
  ],
  'sinks': [(word) => word.toLowerCase() === "'script'", 'use \'script\''],
  'webrtc': [(word) => /^'(allow|block)'$/i.test(word), 'use \'allow\' or \'block\''],
  'flag': [() => false, 'the directive has no value'],
};

/** Reports the values of directives that are no lists of sources. */
export function checkWords({ name, sources }: CspDirective, path: string, isToken: IsToken): Problem[] {
  const [fits, cure] = WORDS[formOf(name)] ?? [() => true, ''];
  const texts = sources.flatMap((source) => (source.kind === 'text' ? [source.text] : []));
  const wrong = texts.filter((text) => !isToken(text) && (!fits(text) || /[^\x21-\x7e]|[;,]/u.test(text)));
  const reported = (what: string) => error('EDGE_CSP_VALUE', `${what}; ${cure}`, path);
  return [
    ...wrong.map((text) => reported(`has a value that browsers ignore, got ${shown(text)}`)),
    ...formOf(name) === 'endpoint' && texts.length !== 1 ? [reported(`needs one endpoint, got ${texts.length}`)] : [],
  ];
}

/** Reports a directive that browsers do not know, or no longer. */
export function checkName(name: string, path: string): Problem[] {
  if (name in CSP_DIRECTIVES) return [];
  const old = OLD_DIRECTIVES[name];
  if (old !== undefined) {
    return [warning('EDGE_CSP_DIRECTIVE', `has the directive ${name}, which is no longer in the standard; ${old}`,
      path)];
  }
  const refused = (code: CodeOf<'error'>, message: string) => [error(code, message, path)];
  if (!/^[a-z\d-]+$/.test(name)) {
    return refused('EDGE_CSP_DIRECTIVE', `has a directive whose name is invalid, got ${shown(name)}`);
  }
  const likely = closest(name, Object.keys(CSP_DIRECTIVES));
  return likely === undefined
    ? [warning('EDGE_CSP_DIRECTIVE', `has the directive ${name}, which browsers may not know and ignore then`, path)]
    : refused('EDGE_CSP_DIRECTIVE', `has the directive ${name}, which browsers ignore; did you mean ${likely}?`);
}

function isUrlReference(text: string): boolean {
  return /^(https?:\/\/[^\s/]|\/(?!\/))/i.test(text);
}
