import { propertyPath } from './check-csp';
import type { CspDirective, CspSourceModel } from './csp';
import { POLICY_LIMITS } from '../headers-policy/limits';
import { error, type Problem } from '../problem';

export type EngineName = 'auto' | 'response-headers-policy' | 'cloudfront-function' | 'lambda-edge' | 'hybrid';

/** Something that a response headers policy cannot do. */
export interface FunctionNeed {
  readonly kind: Exclude<CspSourceModel['kind'], 'text'> | 'documents' | 'removals';
  /** As the user wrote it. */
  readonly what: string;
  /** The property that requires it. */
  readonly path: string;
}

/** What sets the headers. */
export interface EnginePlan {
  /** Whether a response headers policy has them. */
  readonly policy: boolean;
  /** The event of the function; undefined without one. */
  readonly event?: 'viewer-response' | 'origin-response';
  /** Undefined if it depends on the functions that are there. */
  readonly host?: 'cloudfront-function' | 'lambda-edge';
  /** Whether only documents get the headers that are for documents. */
  readonly documents: boolean;
}

/** What the properties require that takes a function. */
export function functionNeeds(given: {
  readonly policies: readonly (readonly [path: string, directives: readonly CspDirective[] | undefined])[];
  readonly documentsOnly?: boolean;
  readonly removed: number;
}): FunctionNeed[] {
  return [
    ...given.policies.flatMap(([path, directives = []]) => directives.flatMap(({ name, sources }) => (
      sources.flatMap((source, index): FunctionNeed[] => (source.kind === 'text' ? [] : [
        { kind: source.kind, what: calls(source), path: `${path}.${propertyPath(name)}[${index}]` },
      ]))))),
    ...given.documentsOnly ? [{ kind: 'documents', what: 'documentsOnly', path: 'documentsOnly' } as const] : [],
    ...given.removed <= POLICY_LIMITS.removedHeaders ? [] : [{
      kind: 'removals',
      what: `the removal of ${given.removed} headers, of which a policy takes ${POLICY_LIMITS.removedHeaders}`,
      path: 'removeHeaders',
    } as const],
  ];
}

function calls(source: Exclude<CspSourceModel, { kind: 'text' }>): string {
  switch (source.kind) {
    case 'distribution-domain':
      return 'CspSource.distributionDomain()';
    case 'viewer-host':
      return `CspSource.viewerHost(${source.scheme === undefined ? '' : JSON.stringify(source.scheme)})`;
    default:
      return `CspSource.nonceFromOriginHeader(${JSON.stringify(source.header)})`;
  }
}

/**
 * Which engine does what is required. A function that has to see the viewer, or to take away what the policy has set,
 * is on viewer-response, after the policy. Only the distribution's own domain can be set on origin-response, also on
 * errors of the origin, and is cached then.
 */
export function planEngine(
  engine: EngineName, needs: readonly FunctionNeed[], documentsOnly: boolean | undefined,
): EnginePlan {
  const documents = documentsOnly !== false;
  const has = (kind: FunctionNeed['kind']) => needs.some((need) => need.kind === kind);
  switch (engine) {
    case 'response-headers-policy': return { policy: true, documents: false };
    case 'cloudfront-function':
      return { policy: false, event: 'viewer-response', host: 'cloudfront-function', documents };
    case 'lambda-edge':
      return {
        policy: false,
        event: has('viewer-host') ? 'viewer-response' : 'origin-response',
        host: 'lambda-edge',
        documents,
      };
    case 'auto':
      if (needs.length === 0) return { policy: true, documents: false };
      if (
        has('distribution-domain')
        && needs.every(({ kind }) => kind === 'distribution-domain' || kind === 'removals')
      ) {
        return { policy: true, event: 'origin-response', host: 'lambda-edge', documents: false };
      }
      return planEngine('hybrid', needs, documentsOnly);
    default: return { policy: true, event: 'viewer-response', documents };
  }
}

/** Reports what the engine that the user has chosen cannot do. */
export function checkEngine(engine: EngineName, needs: readonly FunctionNeed[]): Problem[] {
  if (engine !== 'response-headers-policy') return [];
  return needs.filter(({ kind }) => kind !== 'removals').map(({ what, path }) => error('EDGE_HEADERS_ENGINE_UNABLE',
    `needs a function: ${what} is not the same for all responses, as the headers of a response headers policy are; `
    + 'leave engine out, or use SecurityHeadersEngine.HYBRID', path));
}
