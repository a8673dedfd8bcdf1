import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readStepCode, type StepCode } from './edge-step-code';
import type { EdgeHost } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import { oneOf, optional, Struct, text } from '../../core/problem/kinds';
import { unreadableFile } from '../file-names';

/** What runs a step: your own file, or the rules of an `EdgeRedirector`. */
export enum EdgeStepHost {
  /** Lambda@Edge: Node.js, on any event. */
  LAMBDA_EDGE = 'lambda-edge',
  /** The JavaScript 2.0 runtime of CloudFront Functions, on viewer events. */
  CLOUDFRONT_FUNCTION = 'cloudfront-function',
}

/** Options of `EdgeStep.fromFile`. */
export interface EdgeStepOptions {
  /**
   * The runtime for which the file is written.
   *
   * @default EdgeStepHost.LAMBDA_EDGE
   */
  readonly host?: EdgeStepHost;
}

/**
 * Your own code, for an `EdgeCustomStep`.
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
   * A file with a handler for Lambda@Edge or CloudFront Functions.
   *
   * For Lambda@Edge: a CommonJS file that exports `handler`, a function of event, context and callback that returns its
   * result or a promise, or calls the callback. It may take four fifths of the remaining time of the function's 5
   * seconds. Files beside it are in the function as well, where its code names them: by `require('./config.json')`, or
   * by a path such as `path.join(__dirname, 'config.json')`. Bundle packages into the file. For CloudFront Functions: a
   * file with a function named `handler`; it may import `cf`, `crypto`, `querystring` and `buffer`. If it fails, one
   * line of JSON is logged and the request is refused (see `onFailure` of `EdgeCustomStep`); a response continues as it
   * was.
   *
   * A file that cannot run is an error: `EDGE_STEP_FILE`, `EDGE_STEP_FILES`, `EDGE_STEP_SYNTAX`, `EDGE_STEP_HANDLER`,
   * `EDGE_STEP_HOST`, `EDGE_STEP_TOKEN`.
   *
   * @param path Relative to the current directory.
   * @param options The runtime for which the file is written.
   */
  public static fromFile(path: string, options: EdgeStepOptions = {}): EdgeStep {
    const { sound, problems } = OPTIONS.read(options);
    const all = [...text(path, 'path'), ...problems];
    return new EdgeStep(typeof path === 'string' ? path : '', sound.host ?? EdgeStepHost.LAMBDA_EDGE, all);
  }

  /** @internal */
  public readonly _name: string;

  /** @internal */
  public readonly _host: EdgeHost;

  /** @internal */
  public readonly _problems: readonly Problem[];

  private constructor(private readonly path: string, host: EdgeStepHost, problems: readonly Problem[]) {
    this._name = basename(path);
    this._host = host;
    this._problems = problems;
  }

  /** @internal */
  public _load(): StepCode & { readonly code: string } {
    let code: string;
    try {
      code = readFileSync(this.path, 'utf8');
    } catch (thrown) {
      const message = unreadableFile(this.path, thrown as NodeJS.ErrnoException);
      return { code: '', problems: [error('EDGE_STEP_FILE', message, 'step')] };
    }
    return { code, ...readStepCode(code, this._host, this.path) };
  }
}

const OPTIONS = new Struct<EdgeStepOptions>('EdgeStepOptions', { host: optional(oneOf('EdgeStepHost', EdgeStepHost)) });
