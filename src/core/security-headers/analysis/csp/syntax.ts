import { cspFinding } from './place';
import { isHash, isNonce, type Policy } from './policy';
import { DEPRECATED_DIRECTIVES, isDirective, isKeyword, OBSOLETE_DIRECTIVES, OWN_KEYWORDS } from './words';
import { shown } from '../../../problem';
import type { Finding } from '../finding';

/** What browsers read differently than it was meant, or not at all. */
export function syntaxFindings({ directives, duplicates }: Policy): Finding[] {
  return [
    ...[...directives].flatMap(([name, values]) => [
      ...nameFindings(name), ...values.flatMap((value) => valueFindings(name, value)), ...noneFindings(name, values),
    ]),
    ...duplicates.map((name) => cspFinding('EDGE_HEADERS_CSP_DUPLICATE',
      'is given twice, and browsers ignore the second one; join them', name)),
  ];
}

function nameFindings(name: string): Finding[] {
  if (name in DEPRECATED_DIRECTIVES) {
    return [cspFinding('EDGE_HEADERS_CSP_DEPRECATED', `is deprecated; ${DEPRECATED_DIRECTIVES[name]}`, name)];
  }
  if (name in OBSOLETE_DIRECTIVES) {
    return [cspFinding('EDGE_HEADERS_CSP_OBSOLETE', `is ignored by browsers; ${OBSOLETE_DIRECTIVES[name]}`, name)];
  }
  return isDirective(name)
    ? []
    : [
      cspFinding(
        'EDGE_HEADERS_CSP_DIRECTIVE_UNKNOWN',
        'is not a directive, so that browsers '
            + `ignore it; ${name.endsWith(':') ? 'remove the colon' : 'correct the name'}`,
        name,
      ),
    ];
}

function valueFindings(name: string, value: string): Finding[] {
  if (isDirective(value)) {
    return [
      cspFinding('EDGE_HEADERS_CSP_SEMICOLON', `is read as a source of ${name}; write ";" before it`, name, value),
    ];
  }
  if (isKeyword(value) || /^(nonce|sha256|sha384|sha512)-/i.test(value)) {
    return [cspFinding('EDGE_HEADERS_CSP_KEYWORD', 'is read as a host, because its quotes are missing; write '
      + `"'${value}'"`, name, value)];
  }
  if (/[^\x21-\x7e]/.test(value)) {
    return [cspFinding('EDGE_HEADERS_CSP_CHARACTER', `has a character that no source may have, got ${shown(value)}; `
      + 'write hosts in ASCII (punycode) and paths in percent-encoding', name, value)];
  }
  if (!value.startsWith("'")) return [];
  const own = Object.hasOwn(OWN_KEYWORDS, name) ? OWN_KEYWORDS[name] : undefined;
  const quoted = /^'([^']*)'$/.exec(value)?.[1] ?? '';
  const isValid = own === undefined ? isKeyword(quoted) || isNonce(value) || isHash(value) : own.includes(value);
  return isValid
    ? []
    : [
      cspFinding(
        'EDGE_HEADERS_CSP_KEYWORD',
        `is not a keyword, nonce or hash of ${name}, so that browsers ` + 'ignore it; correct it, or remove it',
        name,
        value,
      ),
    ];
}

function noneFindings(name: string, values: readonly string[]): Finding[] {
  return values.length > 1 && values.includes("'none'") ? [cspFinding('EDGE_HEADERS_CSP_NONE',
    "is 'none' beside other sources, and browsers ignore 'none' then; remove it", name, "'none'")] : [];
}
