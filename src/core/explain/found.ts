import type { PageProof } from './page-proof';
import type { Finding, Weight } from './source';

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

/** What a page says with that proof. */
export function withProof(weight: Weight, proof: PageProof): Weight {
  if (proof === 'none') return 'possible';
  return proof === 'part' && weight === 'certain' ? 'likely' : weight;
}
