import { isUnsafeInline, type CspDirective } from './csp';
import type { LateHeadersConfig } from './step-config';

/**
 * The step for a response that this library generates, or that another step sees later: nonces are left to that one.
 */
export function withoutNonces<Config extends LateHeadersConfig>(config: Config, nonces: readonly string[]): Config {
  const headers = config.headers.map((header) => {
    if ('directives' in header) {
      const directives = header.directives.map(({ name, sources }) => withoutNonce(name, sources));
      return { ...header, directives };
    }
    return { ...header, ...header.value && { value: header.value.filter((piece) => !Object(piece).nonce) } };
  });
  const removed = config.removed?.split(' ').filter((name) => name !== '' && !nonces.includes(name));
  return {
    headers,
    ...(removed && removed.length > 0 && { removed: ` ${removed.join(' ')} ` }),
  } as LateHeadersConfig as Config;
}

function withoutNonce(name: string, sources: CspDirective['sources']): CspDirective {
  const hasNonce = sources.some(({ kind }) => kind === 'nonce');
  return {
    name,
    sources: sources.filter((one) => one.kind !== 'nonce' && !(hasNonce && isUnsafeInline(one))),
  };
}
