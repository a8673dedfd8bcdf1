import { FIXED_HEADERS } from './check-headers';
import { isDisallowed } from '../facts/edge-headers';
import { error, shown, type Problem } from '../problem';
import { HEADER_NAMES } from './header-names';

/** The directives in which browsers read nonces. */
const WITH_NONCES: readonly string[] = [
  'default-src', 'script-src', 'script-src-elem', 'style-src', 'style-src-elem',
];

/** Reports a header that cannot have the nonce of the origin, or a directive that has no use for it. */
export function checkNonce(header: string, directive: string, path: string): Problem[] {
  const lower = header.toLowerCase();
  const isOurs = Object.values(HEADER_NAMES).some((name) => name.toLowerCase() === lower);
  const isFixed = isDisallowed(lower) || FIXED_HEADERS.includes(lower) || lower === 'set-cookie';
  return [
    ...(/^[\w!#$%&'*+.^`|~-]+$/.test(header) ? [] : [error('EDGE_HEADER_NAME', 'is not the name of a header, got '
      + shown(header), path)]),
    ...(isFixed || isOurs ? [error('EDGE_HEADER_NAME', `has its nonce in ${header}, which ${
      isOurs ? 'is a header of its own' : 'functions do not see'}: send it in one such as X-CSP-Nonce`, path)] : []),
    ...(WITH_NONCES.includes(directive) ? [] : [error('EDGE_CSP_NONCE', 'is a nonce, which browsers only read in '
      + `${WITH_NONCES.join(', ')}: move it to one of them`, path)]),
  ];
}
