import type { EdgeFunction } from './edge-function';

/**
 * What you add to each function: see `EdgeFunctions.forEach`. In TypeScript any object with a method `customize` is
 * one.
 */
export interface IEdgeFunctionCustomizer {
  /**
   * Called once for each function, when it has been made.
   *
   * @param edgeFunction All of it may be read and changed, and constructs may be added below `edgeFunction.construct`.
   */
  customize(edgeFunction: EdgeFunction): void;
}
