import type { CspDirective, CspSourceModel } from '../csp';
import { effective, extendCsp } from '../csp-extend';
import { hashesOf, type InlineKind, type PageHashes } from './page-hashes';

/**
 * The policy that also allows the inline code of these pages.
 *
 * Attributes get directives of their own: with `'unsafe-hashes'` in `script-src`, an injected handler could be any of
 * the scripts. A directive that allows all inline code stays as it is, because a hash would turn that off.
 */
export function allowInline(policy: readonly CspDirective[], pages: readonly PageHashes[]): readonly CspDirective[] {
  const sources = (kind: InlineKind) => hashesOf(pages, kind).map((hash) => word(`'${hash}'`));
  // Attributes first: afterwards the fallback has hashes of elements, too.
  const withHandlers = allowAttributes(policy, 'script-src-attr', sources('handler'));
  const withAttributes = allowAttributes(withHandlers, 'style-src-attr', sources('style-attribute'));
  const withScripts = allowElements(withAttributes, 'script-src', sources('script'));
  return allowElements(withScripts, 'style-src', sources('style'));
}

function allowElements(
  policy: readonly CspDirective[], name: string, hashes: readonly CspSourceModel[],
): readonly CspDirective[] {
  const base = effective(policy, `${name}-elem`);
  if (hashes.length === 0 || base === undefined || allowsAll(base)) return policy;
  // What is the fallback of other directives stays so: only its copy gets the hashes.
  const target = base.name === 'default-src' ? name : base.name;
  return extendCsp(policy, [{ name: target, sources: hashes }]);
}

function allowAttributes(
  policy: readonly CspDirective[], name: string, hashes: readonly CspSourceModel[],
): readonly CspDirective[] {
  const base = effective(policy, name);
  if (hashes.length === 0 || base === undefined || allowsAll(base)) return policy;
  const added = [word("'unsafe-hashes'"), ...hashes];
  if (base.name === name) return extendCsp(policy, [{ name, sources: added }]);
  return [...policy, { name, sources: [...base.sources.filter(isReport), ...allowedAttributes(base), ...added] }];
}

/** Hosts and the like mean nothing for attributes. */
function allowedAttributes({ sources }: CspDirective): readonly CspSourceModel[] {
  return sources.some((source) => is(source, /^'unsafe-hashes'$/i)) ? sources.filter((one) => is(one, HASH)) : [];
}

const HASH = /^'sha(256|384|512)-/i;

function isReport(source: CspSourceModel): boolean {
  return is(source, /^'report-sample'$/i);
}

/** `'unsafe-inline'`, unless something makes browsers ignore it. */
function allowsAll({ sources }: CspDirective): boolean {
  return sources.some((source) => is(source, /^'unsafe-inline'$/i))
    && !sources.some((source) => is(source, HASH) || is(source, /^'(strict-dynamic'|nonce-)/i));
}

function is(source: CspSourceModel, pattern: RegExp): boolean {
  return source.kind === 'text' && pattern.test(source.text);
}

function word(text: string): CspSourceModel {
  return { kind: 'text', text };
}
