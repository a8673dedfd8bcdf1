import { mayServeDocuments } from '../../core/facts/documents';
import { servesGrpc, type NamedBehavior } from '../behaviors';

/**
 * Whether a behavior is known to serve no documents: by the ending of its path pattern, or because it serves gRPC.
 *
 * Methods, cache policies and origins tell nothing: what an API is for one site, pages are for another.
 */
export function servesNoDocuments(behaviors: readonly NamedBehavior[]): (pattern: string) => boolean {
  const grpc = new Set(behaviors.filter(({ behavior }) => servesGrpc(behavior)).map(({ pattern }) => pattern));
  return (pattern) => grpc.has(pattern) || !mayServeDocuments(pattern);
}
