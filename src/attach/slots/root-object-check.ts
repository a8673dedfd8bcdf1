import type { BakedContribution } from './contribution';
import type { SiteFacts } from './site-facts';
import { error, type Problem } from '../../core/problem';
import type { StepPart } from '../../core/slots/parts';

/** Parts that treat a request for the default root object as one for `/`. */
const ROOT_OBJECT_PARTS: readonly StepPart[] = [
  'redirect', 'redirect-stored', 'pretty-urls', 'mask-errors', 'mask-errors-stored',
];

/** Checks, after all aspects, that the default root object is the one that the created functions know. */
export class RootObjectCheck {
  /** The root object when the functions were created; undefined if none of them depends on it. */
  private readonly known?: string;

  constructor(private readonly site: SiteFacts, contributions: readonly BakedContribution[]) {
    const depends = contributions.some(({ step }) => ROOT_OBJECT_PARTS.includes(step.part));
    this.known = depends ? site.rootObject() : undefined;
  }

  problems(): Problem[] {
    const { known } = this;
    const final = this.site.rootObject();
    return known === undefined || known === final ? [] : [error('EDGE_ROOT_OBJECT_LATE', 'changed after the functions '
      + `were created, which treat a request for it as one for "/", got ${JSON.stringify(final)} after `
      + `${JSON.stringify(known)}; set it before synthesis, or in an aspect that visits the distribution itself`,
    'defaultRootObject')];
  }
}
