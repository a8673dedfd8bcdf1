import type { Finding } from './source';

type More = Pick<Finding, 'what' | 'cure' | 'isFirst'>;

export function certain(evidence: readonly string[], more: More = {}): Finding {
  return { weight: 'certain', evidence, ...more };
}

export function likely(evidence: readonly string[], more: More = {}): Finding {
  return { weight: 'likely', evidence, ...more };
}

export function possible(evidence: readonly string[], more: More = {}): Finding {
  return { weight: 'possible', evidence, ...more };
}
