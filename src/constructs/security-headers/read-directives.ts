import type { CspDirectives } from './csp-directives';
import { CspSandbox } from './csp-sandbox';
import { CspSource } from './csp-source';
import type { Problem } from '../../core/problem';
import { flag, instanceOf, listOf, oneOf, optional, Struct, text, type Property } from '../../core/problem/kinds';
import type { CspDirective, CspSourceModel } from '../../core/security-headers/csp';

/** What `CspDirectives` say. */
export interface DirectivesRead {
  readonly directives: readonly CspDirective[];
  /** Directives that are set to false. */
  readonly off: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads directives, in the order of `CspDirectives`. */
export function readDirectives(given: CspDirectives): DirectivesRead {
  const { sound, problems } = DIRECTIVES.read(given);
  const flags = [['upgradeInsecureRequests', []], ['requireTrustedTypesForScript', [word("'script'")]]] as const;
  const find = (property: keyof CspDirectives): readonly CspSourceModel[] | undefined => {
    const value = sound[property];
    if (value === undefined || value === false) return undefined;
    if (value === true) return flags.find(([name]) => name === property)![1];
    return [value].flat().map((one) => (typeof one === 'string' ? word(one) : one._model));
  };
  return {
    directives: ORDER.flatMap(([property, name]): CspDirective[] => {
      const sources = find(property);
      return sources === undefined ? [] : [{ name, sources }];
    }),
    off: ORDER.filter(([property]) => sound[property] === false).map(([, name]) => name),
    problems,
  };
}

function word(value: string): CspSourceModel {
  return { kind: 'text', text: value, only: 'word' };
}

const SOURCES = optional(listOf(
  instanceOf(CspSource, 'use one such as CspSource.host("images.example.com")'), 'CspSource',
));
const TEXTS = optional(listOf(text, 'strings'));

/** Each property with its directive, in the order of the header. */
const ORDER: readonly (readonly [property: keyof CspDirectives, directive: string, property: Property])[] = [
  ['defaultSrc', 'default-src', SOURCES],
  ['scriptSrc', 'script-src', SOURCES],
  ['scriptSrcElem', 'script-src-elem', SOURCES],
  ['scriptSrcAttr', 'script-src-attr', SOURCES],
  ['styleSrc', 'style-src', SOURCES],
  ['styleSrcElem', 'style-src-elem', SOURCES],
  ['styleSrcAttr', 'style-src-attr', SOURCES],
  ['imgSrc', 'img-src', SOURCES],
  ['fontSrc', 'font-src', SOURCES],
  ['connectSrc', 'connect-src', SOURCES],
  ['mediaSrc', 'media-src', SOURCES],
  ['manifestSrc', 'manifest-src', SOURCES],
  ['workerSrc', 'worker-src', SOURCES],
  ['childSrc', 'child-src', SOURCES],
  ['frameSrc', 'frame-src', SOURCES],
  ['fencedFrameSrc', 'fenced-frame-src', SOURCES],
  ['objectSrc', 'object-src', SOURCES],
  ['baseUri', 'base-uri', SOURCES],
  ['formAction', 'form-action', SOURCES],
  ['frameAncestors', 'frame-ancestors', SOURCES],
  ['sandbox', 'sandbox', optional(listOf(oneOf('CspSandbox', CspSandbox), 'CspSandbox'))],
  ['requireTrustedTypesForScript', 'require-trusted-types-for', optional(flag)],
  ['trustedTypes', 'trusted-types', TEXTS],
  ['upgradeInsecureRequests', 'upgrade-insecure-requests', optional(flag)],
  ['reportUri', 'report-uri', TEXTS],
  ['reportTo', 'report-to', optional(text)],
];

const DIRECTIVES = new Struct<CspDirectives>('CspDirectives', Object.fromEntries(
  ORDER.map(([property, , kind]) => [property, kind]),
) as Record<keyof CspDirectives, Property>);
