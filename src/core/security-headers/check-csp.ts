import type { Problem } from '../problem';
import type { CspDirective, CspSourceModel } from './csp';
import { renderStatic } from './csp';
import { isMisread, isSourceExpression, isUnquoted } from './csp-source';

/**
 * The longest policy that a response headers policy takes.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const CSP_LIMIT_CHARS = 1783;

/**
 * What a browser would misread or CloudFront would refuse. `isToken` tells texts that are only known at deploy time.
 */
export function checkCsp(directives: readonly CspDirective[], isToken: (text: string) => boolean): Problem[] {
  if (directives.length === 0) return [EMPTY];
  const names = directives.map((d) => d.name);
  const duplicates = names.filter((name, index) => names.indexOf(name) !== index).map((name) => problem('EDGE_CSP_DUPLICATE', name,
    'is given twice; browsers ignore the second one: join them'));
  const sources = directives.flatMap(({ name, sources: list }) => [
    ...list.flatMap((source) => checkSource(name, source, isToken)),
    ...checkNone(name, list),
  ]);
  return [...duplicates, ...sources, ...checkLength(directives, isToken)];
}

/** An empty header is no policy, and CloudFront does not take it. */
const EMPTY: Problem = {
  code: 'EDGE_CSP_EMPTY',
  severity: 'error',
  path: 'contentSecurityPolicy',
  message: 'has no directives; name one, or leave contentSecurityPolicy out for the default',
};

function checkSource(name: string, source: CspSourceModel, isToken: (text: string) => boolean): Problem[] {
  if (source.kind !== 'text' || isToken(source.text)) return [];
  const given = JSON.stringify(source.text);
  if (isUnquoted(source.text)) {
    return [problem('EDGE_CSP_KEYWORD', name, `holds a keyword, nonce or hash without its quotes, got ${given}; a browser would take it for a host: write "'${source.text}'"`)];
  }
  if (isMisread(source.text)) {
    return [problem('EDGE_CSP_SOURCE', name, `holds a source that a browser cannot read, got ${given}; a source is one word of ASCII without ";" and ","`)];
  }
  if (source.only !== undefined && !isSourceExpression(source.text, source.only)) {
    return [problem('EDGE_CSP_SOURCE', name, `is not a ${source.only}, got ${given}; CspSource.of takes any source`)];
  }
  return isSourceExpression(source.text) ? [] : [problem('EDGE_CSP_SOURCE', name,
    `holds what browsers ignore, got ${given}; a source is a host ("https://*.example.com:443/path"), a scheme ("data:"), or a keyword, nonce or hash in quotes`)];
}

function checkNone(name: string, sources: readonly CspSourceModel[]): Problem[] {
  const none = sources.some((s) => s.kind === 'text' && s.text.toLowerCase() === "'none'");
  return none && sources.length > 1 ? [problem('EDGE_CSP_NONE', name, "holds 'none' beside other sources; browsers ignore 'none' then: remove it")] : [];
}

function checkLength(directives: readonly CspDirective[], isToken: (text: string) => boolean): Problem[] {
  const text = renderStatic(directives);
  return text.length > CSP_LIMIT_CHARS && !isToken(text) ? [{
    code: 'EDGE_CSP_LENGTH',
    severity: 'error',
    path: 'contentSecurityPolicy',
    message: `has ${text.length} characters; CloudFront takes ${CSP_LIMIT_CHARS}: name fewer hosts, or whole domains ("*.example.com")`,
  }] : [];
}

function problem(code: string, directive: string, message: string): Problem {
  return { code, severity: 'error', path: `contentSecurityPolicy.${directive}`, message };
}
