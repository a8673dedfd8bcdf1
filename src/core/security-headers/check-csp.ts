import { error, shown, within, type CodeOf, type Problem } from '../problem';
import { checkName, checkWords } from './check-csp-values';
import { checkNonce } from './check-nonce';
import { CSP_LIMIT_CHARS, renderStatic, type CspDirective, type CspSourceModel } from './csp';
import { formOf } from './csp-directives';
import { isHash, isMisread, isNonce, isSourceExpression, isUnquoted } from './csp-source';
import type { PageHashes } from './inline/page-hashes';
import { tooManyHashes } from './inline/too-long';

type IsToken = (text: string) => boolean;

/**
 * Reports what browsers would misread or CloudFront would refuse. `isToken`: whether a text is only known at deploy
 * time. `pages`: those whose hashes the policy has.
 */
export function checkCsp(
  directives: readonly CspDirective[], isToken: IsToken, property = 'contentSecurityPolicy', limit = CSP_LIMIT_CHARS,
  pages: readonly PageHashes[] = [],
): Problem[] {
  if (directives.length === 0) {
    // CloudFront does not accept an empty policy.
    return [error('EDGE_CSP_EMPTY', `has no directives; name one, or leave ${property} out for the default`, property)];
  }
  const names = directives.map((d) => d.name);
  const again = names.filter((name, index) => names.indexOf(name) !== index);
  return within(property, [
    ...again.map((name) => error('EDGE_CSP_DUPLICATE', 'is given twice; browsers ignore the second one: join them',
      propertyPath(name))),
    ...directives.flatMap((directive) => checkDirective(directive, isToken)),
    ...checkLength(directives, isToken, limit, pages),
  ]);
}

/** The user's spelling: `script-src` is `scriptSrc`. */
export function propertyPath(directive: string): string {
  return directive.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function checkDirective(directive: CspDirective, isToken: IsToken): Problem[] {
  const { name, sources } = directive;
  const path = propertyPath(name);
  if (formOf(name) !== 'sources') return checkWords(directive, path, isToken);
  return [
    ...checkName(name, ''),
    ...sources.flatMap((source, index) => (source.kind === 'text'
      ? checkSource(source, `${path}[${index}]`, isToken) : checkDynamic(source, name, `${path}[${index}]`, isToken))),
    ...checkNone(path, sources),
  ];
}

function checkDynamic(source: CspSourceModel, directive: string, path: string, isToken: IsToken): Problem[] {
  if (source.kind === 'nonce') return isToken(source.header) ? [] : checkNonce(source.header, directive, path);
  const { scheme } = source as { scheme?: string };
  return scheme === undefined || /^[a-z][a-z\d+.-]*$/i.test(scheme) ? [] : [error('EDGE_CSP_SOURCE',
    `is not a scheme, got ${shown(scheme)}; write one such as "wss"`, path)];
}

function checkSource(source: CspSourceModel & { kind: 'text' }, path: string, isToken: IsToken): Problem[] {
  if (isToken(source.text)) return [];
  const got = `got ${shown(source.given ?? source.text)}`;
  const refused = (code: CodeOf<'error'>, message: string) => [error(code, message, path)];
  if (source.isHash) {
    return isHash(source.text) ? [] : refused('EDGE_CSP_SOURCE', `is not a hash, ${got}; write one such as "sha256-" `
      + 'and 32 bytes in base64, or use CspSource.hashOf');
  }
  if (isUnquoted(source.text)) {
    return refused('EDGE_CSP_KEYWORD', `is a keyword, nonce or hash without its quotes, ${got}; a browser would `
      + `take it for a host: write "'${source.text}'"`);
  }
  if (isNonce(source.text)) {
    return refused('EDGE_CSP_NONCE', `is a nonce, ${got}; in a header that is the same for every response it allows `
      + 'what an attacker injects: use CspSource.hashOf for inline code, or CspSource.nonceFromOriginHeader');
  }
  if (isMisread(source.text)) {
    return refused('EDGE_CSP_SOURCE', `is a source that a browser cannot read, ${got}; a source is one word of ASCII `
      + 'without ";" and ","');
  }
  if (source.only !== undefined && !isSourceExpression(source.text, source.only)) {
    return refused('EDGE_CSP_SOURCE', `is not a ${source.only}, ${got}; CspSource.of takes any source`);
  }
  return isSourceExpression(source.text) ? [] : refused('EDGE_CSP_SOURCE', `is ignored by browsers, ${got}; a `
    + 'source is a host ("https://*.example.com:443/path"), a scheme ("data:"), or a keyword or hash in quotes');
}

function checkNone(path: string, sources: readonly CspSourceModel[]): Problem[] {
  const none = sources.findIndex((s) => s.kind === 'text' && s.text.toLowerCase() === "'none'");
  return none >= 0 && sources.length > 1 ? [error('EDGE_CSP_NONE',
    "is 'none' beside other sources; browsers ignore 'none' then: remove it", `${path}[${none}]`)] : [];
}

function checkLength(
  directives: readonly CspDirective[], isToken: IsToken, limit: number, pages: readonly PageHashes[],
): Problem[] {
  const text = renderStatic(directives);
  if (text.length <= limit || isToken(text)) return [];
  const cure = tooManyHashes(directives, pages, limit - text.length)
    ?? 'name fewer hosts, or whole domains ("*.example.com")';
  return [error('EDGE_CSP_LENGTH', `has ${text.length} characters; CloudFront takes ${limit}: ${cure}`, '')];
}
