import { mayServeDocuments } from '../../core/facts/documents';
import { servesGrpc, type NamedBehavior } from '../behaviors';

/**
 * Whether a behavior cannot serve documents: its path pattern has the extension of another type, or it serves gRPC.
 *
 * Methods, cache policies and origins prove nothing: with the same settings, one site has an API and another one pages.
 */
export function servesNoDocuments(behaviors: readonly NamedBehavior[]): (pattern: string) => boolean {
  const grpc = new Set(behaviors.filter(({ behavior }) => servesGrpc(behavior)).map(({ pattern }) => pattern));
  return (pattern) => grpc.has(pattern) || !mayServeDocuments(pattern);
}
