import type { Directive } from './directives';
import { SCHEME_HEADER } from '../../../../core/redirects/rule/model';
import { Pairs, type Plain } from '../../../../core/redirects/rule/plain';
import { anchored, renamed } from '../anchors';
import { NOT_UNLESS, WHERE_NO_FILE } from '../cures';
import type { Import, Parameter } from '../import';
import type { PatternNode } from '../pattern';
import { parseRegex } from '../regex';
import { alternatives, hostsOf } from '../route-rules';
import { Untranslatable } from '../untranslatable';

/** What the `RewriteCond` lines before a `RewriteRule` require. */
export interface RewriteConditions {
  readonly hosts?: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly when: Readonly<Record<string, Plain>>;
  readonly path?: (loose: boolean) => readonly PatternNode[];
}

const NO_CONDITIONS: RewriteConditions = { parameters: [], when: {} };

export function rewriteConditions(conditions: readonly Directive[], into: Import): RewriteConditions {
  return conditions.reduce<RewriteConditions>((required, condition, i) => {
    const or = i > 0 && hasFlag(conditions[i - 1], 'OR', 'ORNEXT');
    const more = read(condition, into);
    if (!or) {
      if (required.hosts !== undefined && more.hosts !== undefined) {
        throw new Untranslatable('it requires two hosts at the same time');
      }
      return {
        ...required,
        ...more,
        parameters: [...required.parameters, ...more.parameters ?? []],
        when: { ...required.when, ...more.when },
      };
    }
    if (required.hosts === undefined || more.hosts === undefined) {
      throw new Untranslatable('[OR] between conditions that are not hosts; write a rule for each');
    }
    return { ...required, hosts: [...required.hosts, ...more.hosts] };
  }, NO_CONDITIONS);
}

function hasFlag({ words }: Directive, ...names: readonly string[]): boolean {
  return (words[2] ?? '').replace(/[[\]]/g, '').split(',').some((flag) => names.includes(flag.trim().toUpperCase()));
}

type Read = (pattern: string, condition: Directive, into: Import) => Partial<RewriteConditions>;

const VARIABLES: Readonly<Record<string, Read>> = {
  'HTTP_HOST': (pattern) => ({ hosts: hosts(pattern) }),
  'SERVER_NAME': (pattern) => ({ hosts: hosts(pattern) }),
  'HTTPS': (pattern) => scheme(pattern, /^(?:!=?\^?on\$?|=?\^?off\$?)$/i, /^(?:!=?\^?off\$?|=?\^?on\$?)$/i),
  'SERVER_PORT': (pattern) => scheme(pattern, /^(?:=?\^?80\$?|!=?\^?443\$?)$/, /^(?:=?\^?443\$?|!=?\^?80\$?)$/),
  'REQUEST_SCHEME': (pattern) => scheme(pattern, HTTP, HTTPS),
  'HTTP:X-Forwarded-Proto': (pattern) => scheme(pattern, HTTP, HTTPS),
  'QUERY_STRING': parameters,
  'REQUEST_URI': (pattern) => ({ path: (loose) => renamed(anchored(parseRegex(positive(pattern), loose)), '%') }),
  'REQUEST_METHOD': (pattern) => ({ when: { method: alternatives(positive(pattern)) } }),
  'HTTP_REFERER': (pattern, condition) => ({ when: { header: new Pairs([['referer', header(pattern, condition)]]) } }),
  'HTTP_USER_AGENT': (pattern, condition) => (
    { when: { header: new Pairs([['user-agent', header(pattern, condition)]]) } }),
};
const HTTP = /^(?:=?\^?http\$?|!=?\^?https\$?)$/i;
const HTTPS = /^(?:=?\^?https\$?|!=?\^?http\$?)$/i;

function read(
  condition: Directive,
  into: Import,
): Partial<RewriteConditions> & Pick<RewriteConditions, 'parameters' | 'when'> {
  const [test = '', pattern = ''] = condition.words;
  const [, name = ''] = /^%\{([^}]+)\}$/.exec(test) ?? [];
  if (/^!?-/.test(pattern)) throw new Untranslatable(`RewriteCond ${test} ${pattern}: ${WHERE_NO_FILE}`);
  const known = Object.keys(VARIABLES).find((key) => key.toLowerCase() === name.toLowerCase());
  if (known === undefined) throw new Untranslatable(`rules have no equivalent of RewriteCond ${test}`);
  try {
    return { parameters: [], when: {}, ...VARIABLES[known](pattern, condition, into) };
  } catch (fault) {
    if (!(fault instanceof Untranslatable)) throw fault;
    throw new Untranslatable(`RewriteCond ${test} ${pattern}: ${fault.message}`);
  }
}

function positive(pattern: string): string {
  if (pattern.startsWith('!')) throw new Untranslatable(NOT_UNLESS);
  return pattern;
}

function hosts(text: string): string[] {
  if (text.startsWith('!')) {
    throw new Untranslatable('rules cannot match all hosts except one; write one for each of the other hosts, such as '
      + '"https://example.com/*"');
  }
  if (text.startsWith('=')) return [text.slice(1).toLowerCase()];
  const any = /^\^?(?:\(\.[*+]\)|\.[*+]|\(?\[\^\.\]\+\)?)\\\.(.+)$/.exec(text)?.[1];
  if (any !== undefined) return hostsOf(any).map((host) => `*.${host}`);
  if (text.startsWith('^')) return hostsOf(text);
  // Without ^, every subdomain of the host matches as well.
  if (text.endsWith('$')) return hostsOf(text).flatMap((host) => [host, `*.${host}`]);
  throw new Untranslatable('it may match anywhere in the host; begin it with ^ and end it with $');
}

function scheme(pattern: string, http: RegExp, https: RegExp): Partial<RewriteConditions> {
  const is = http.test(pattern) ? 'http' : https.test(pattern) ? 'https' : undefined;
  if (is === undefined) throw new Untranslatable('it is neither http nor https');
  return { when: { header: new Pairs([[SCHEME_HEADER, is]]) } };
}

/** `^id=5$`, `(^|&)id=([^&]+)(&|$)`. */
function parameters(pattern: string, condition: Directive, into: Import): Partial<RewriteConditions> {
  const text = positive(pattern);
  const [, inner] = /^\((?:\?:)?\^\|&\)(.*)\((?:\?:)?&\|\$\)$/.exec(text) ?? [];
  const whole = inner === undefined;
  if (whole && !(text.startsWith('^') && text.endsWith('$'))) {
    throw new Untranslatable('it may match anywhere in the query; write it like (^|&)id=5(&|$)');
  }
  const required = inner ?? text.slice(1, -1);
  if (required === '') throw new Untranslatable('rules cannot require that there is no query');
  // Groups are numbered in the whole expression.
  let group = whole ? 0 : /^\(\?:/.test(text) ? 0 : 1;
  const found = required.split(/&(?![^[]*\])/).map((part): Parameter => {
    const [, name, value] = /^([\w.~-]+|\(\?:[\w.~-]+\))=(.*)$/s.exec(part.replace(/\\([.-])/g, '$1'))
      ?? /^([\w.~-]+)()$/.exec(part) ?? [];
    if (name === undefined) throw new Untranslatable('it is not like name=value');
    if (/^\((?:\.[*+]|\[\^&\][*+])\)$/.test(value)) return { name, is: 'captured', value: `%${++group}` };
    if (/^(?:\.[*+]|\[\^&\][*+])$/.test(value)) return { name, is: 'present' };
    const texts = alternatives(part.slice(part.indexOf('=') + 1));
    if (texts.length > 1) throw new Untranslatable('it matches several values; write a rule for each');
    return value === '' && !part.includes('=') ? { name, is: 'present' } : { name, is: 'equal', value: texts[0] };
  });
  if (whole) into.warn(condition.at, condition.written, 'the rule also applies if the query has more parameters');
  return { parameters: found };
}

function header(pattern: string, { words }: Directive): Plain {
  const text = positive(pattern);
  if (/NC|nocase/i.test(words[2] ?? '')) throw new Untranslatable('conditions on headers are case-sensitive');
  const texts = alternatives(text);
  if (texts.length > 1) throw new Untranslatable('it matches several values; write a rule for each');
  if (text.startsWith('^') && text.endsWith('$')) return texts[0];
  if (/^\^|\$$/.test(text)) throw new Untranslatable('a header can be compared completely, or with "contains"');
  return new Pairs([['contains', texts[0]]]);
}
