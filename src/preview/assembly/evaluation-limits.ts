import { error } from '../../core/problem';
import { PreviewError } from '../errors';

/** Values of templates nest by a few dozens; what goes deeper leads back to itself. */
const MAX_DEPTH = 300;

/** An app of a thousand stacks needs a few millions. */
const MAX_STEPS = 20_000_000;

/** Where an evaluation is, across the stacks that it leads through. */
export class EvaluationLimits {
  private readonly trail: string[] = [];
  private steps = 0;

  /** Does one step of an evaluation. Throws a {@link PreviewError} when there is no end to them. */
  within<T>(file: string, what: () => string, step: () => T): T {
    this.steps += 1;
    if (this.trail.length >= MAX_DEPTH) {
      throw new PreviewError([error('EDGE_PREVIEW_TEMPLATE', this.circle(what()), file)]);
    }
    if (this.steps > MAX_STEPS) {
      throw new PreviewError([error('EDGE_PREVIEW_TEMPLATE', 'is too large: its values '
      + 'have no end', file)]);
    }
    this.trail.push(file);
    try {
      return step();
    } finally {
      this.trail.pop();
    }
  }

  private circle(last: string): string {
    const files = [...new Set(this.trail)];
    const through = files.length > 1 ? `, through ${files.slice(0, 5).join(', ')}` : '';
    return `${last} leads back to itself${through}, or is nested more than ${MAX_DEPTH} levels deep; break the circle`;
  }
}
