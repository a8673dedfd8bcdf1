import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { checkStepCode } from './edge-step-code';
import type { EdgeHost } from '../../core/facts/edge-events';
import type { Problem } from '../../core/problem';

/** What runs your own file. */
export enum EdgeStepHost {
  /** Node.js, on any event. */
  LAMBDA_EDGE = 'lambda-edge',
  /** The JavaScript 2.0 runtime of CloudFront Functions, on viewer events. */
  CLOUDFRONT_FUNCTION = 'cloudfront-function',
}

/** Options of `EdgeStep.fromFile`. */
export interface EdgeStepOptions {
  /**
   * What the file is written for.
   *
   * @default EdgeStepHost.LAMBDA_EDGE
   */
  readonly host?: EdgeStepHost;
}

/**
 * Your own code, which runs in the function that the constructs of this library share.
 *
 * @example
 * new EdgeCustomStep(this, 'Rewrite', {
 *   distribution,
 *   event: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
 *   step: EdgeStep.fromFile('edge/rewrite.js', { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
 * });
 */
export class EdgeStep {
  /**
   * A file with a handler in the shape of Lambda@Edge or of CloudFront Functions.
   *
   * For Lambda@Edge: one self-contained CommonJS file that exports `handler`, a function of event, context and callback
   * that returns its result or a promise of it, or calls back; evaluated in strict mode. It may take four fifths of the
   * time that is left of the function's 5 seconds. For CloudFront Functions: a file with a function named `handler`; it
   * may import `cf`, `crypto`, `querystring` and `buffer`. If it fails, one line of JSON is logged and the request is
   * refused (see `EdgeCustomStep`'s `onFailure`); a response goes on as it was.
   *
   * What could not run is an error: `EDGE_STEP_FILE`, `EDGE_STEP_SYNTAX`, `EDGE_STEP_HANDLER`, `EDGE_STEP_TOKEN`.
   *
   * @param path Relative to the current directory.
   * @param options What the file is written for.
   */
  public static fromFile(path: string, options: EdgeStepOptions = {}): EdgeStep {
    return new EdgeStep(path, options.host ?? EdgeStepHost.LAMBDA_EDGE);
  }

  /** @internal */
  public readonly _name: string;

  /** @internal */
  public readonly _host: EdgeHost;

  private constructor(private readonly path: string, host: EdgeStepHost) {
    this._name = basename(path);
    this._host = host;
  }

  /** @internal */
  public _load(): { code: string; problems: Problem[] } {
    try {
      const code = readFileSync(this.path, 'utf8');
      return { code, problems: checkStepCode(code, this._host, this.path) };
    } catch (error) {
      const message = `cannot be read, got ${JSON.stringify(this.path)}; ${(error as Error).message}`;
      return { code: '', problems: [{ code: 'EDGE_STEP_FILE', severity: 'error', path: 'step', message }] };
    }
  }
}
