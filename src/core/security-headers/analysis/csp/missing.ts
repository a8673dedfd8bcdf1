import { cspFinding } from './place';
import { isHash, isNonce, decidingDirective, type Directives } from './policy';
import type { Finding } from '../finding';

/** Directives without which a policy does not hold what it seems to. */
export function missingFindings(effective: Directives): Finding[] {
  return [
    ...missingObject(effective),
    ...missingScript(effective),
    ...missingBase(effective),
    ...noFallback(effective),
  ];
}

function missingObject(effective: Directives): Finding[] {
  const deciding = effective.get('object-src') ?? effective.get('default-src');
  if (deciding !== undefined && deciding.length > 0) return [];
  return [missing('object-src', deciding === undefined
    ? "is missing, so that plugins and documents of any host can be embedded; set object-src 'none'"
    : "has no source, which some read as missing and browsers as 'none'; write object-src 'none'")];
}

function missingScript(effective: Directives): Finding[] {
  if (effective.has('script-src') || effective.has('default-src')) return [];
  return [missing('script-src', 'is missing, and default-src too, so that every script runs; '
    + "set script-src 'self', or default-src 'none'")];
}

/** A `<base>` element that an attacker injects moves the relative URLs of scripts, whose nonce still allows them. */
function missingBase(effective: Directives): Finding[] {
  if (effective.has('base-uri') || !trustsByProof(effective)) return [];
  return [missing('base-uri', "is missing, so that an injected base element loads the page's own scripts from the host "
    + "of an attacker; set base-uri 'none' or 'self'")];
}

function trustsByProof(effective: Directives): boolean {
  const values = effective.get(decidingDirective(effective, 'script-src')) ?? [];
  return values.some(isNonce) || (values.some(isHash) && values.includes("'strict-dynamic'"));
}

const WITHOUT = {
  'base-uri': "an injected base element moves all relative URLs of a page; set base-uri 'self'",
  'form-action': "an injected form sends what viewers type to any host; set form-action 'self'",
  'frame-ancestors': "every site may show the page in a frame (clickjacking); set frame-ancestors 'self'",
};

function noFallback(effective: Directives): Finding[] {
  return (Object.keys(WITHOUT) as (keyof typeof WITHOUT)[])
    .filter((name) => !effective.has(name) && !(name === 'base-uri' && trustsByProof(effective)))
    .map((name) => cspFinding('EDGE_HEADERS_CSP_NO_FALLBACK',
      `is missing and does not fall back to default-src: ${WITHOUT[name]}`, name));
}

function missing(name: string, message: string): Finding {
  return cspFinding('EDGE_HEADERS_CSP_DIRECTIVE_MISSING', message, name);
}
