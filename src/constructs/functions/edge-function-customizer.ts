import type { EdgeFunction } from './edge-function';

/**
 * Customizes functions: see `EdgeFunctions.forEach`. In TypeScript, any object with a method `customize` implements it.
 */
export interface IEdgeFunctionCustomizer {
  /**
   * Called once for each function, when it has been created.
   *
   * @param edgeFunction The function, which may be changed. Constructs may be added to `edgeFunction.construct`.
   */
  customize(edgeFunction: EdgeFunction): void;
}
