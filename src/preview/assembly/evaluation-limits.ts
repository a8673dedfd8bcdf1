import { error } from '../../core/problem';
import { PreviewError } from '../errors';

/** Values of templates are nested a few dozen levels deep; deeper ones are circular. */
const MAX_DEPTH = 300;

/** An app of a thousand stacks takes a few million steps. */
const MAX_STEPS = 20_000_000;

/** Limits the depth and the steps of an evaluation, which may follow references through several stacks. */
export class EvaluationLimits {
  private readonly trail: string[] = [];
  private steps = 0;

  /** Runs one step of an evaluation. Throws a {@link PreviewError} if a limit is exceeded. */
  within<T>(file: string, what: () => string, step: () => T): T {
    this.steps += 1;
    if (this.trail.length >= MAX_DEPTH) {
      throw new PreviewError([error('EDGE_PREVIEW_TEMPLATE', this.cycle(what()), file)]);
    }
    if (this.steps > MAX_STEPS) {
      const message = `is too large: its evaluation takes more than ${MAX_STEPS} steps`;
      throw new PreviewError([error('EDGE_PREVIEW_TEMPLATE', message, file)]);
    }
    this.trail.push(file);
    try {
      return step();
    } finally {
      this.trail.pop();
    }
  }

  private cycle(last: string): string {
    const files = [...new Set(this.trail)];
    const through = files.length > 1 ? `, through ${files.slice(0, 5).join(', ')}` : '';
    return `${last} refers to itself${through}, or is nested more than ${MAX_DEPTH} levels deep; break the cycle`;
  }
}
