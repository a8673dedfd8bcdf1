import type { Exchange } from './exchange/exchange';

/** Options of a preview. */
export interface PreviewOptions {
  /** The folder that `cdk synth` wrote. */
  readonly cloudAssembly: string;
  /** Construct path or logical id; required if the app has several distributions. */
  readonly distribution?: string;
  /** Folders and URLs that replace origins, by domain name, origin id, or the bucket's logical id or construct path. */
  readonly origins?: Readonly<Record<string, string>>;
  /** Values of the templates' parameters, by `Name` or `Stack:Name`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Files with the content of key value stores, by logical id or construct path, or `ID:PREFIX` for the rules of a
   * redirector with a prefix. Each request sees the file as it is then.
   */
  readonly stores?: Readonly<Record<string, string>>;
  /** Requests to block, such as `waf:/wp-admin/*`, `geo:/*` or `signed-url:/premium/*`. */
  readonly blocks?: readonly string[];
  /**
   * Whether to answer as CloudFront does where the preview would otherwise warn and go on: with 502 or 503 where a
   * function does what CloudFront refuses.
   */
  readonly strict?: boolean;
  /** Where to listen. Without it there is no port, and requests are made with `fetch()`. */
  readonly listen?: { readonly port: number; readonly host?: string };
  /** An alias of the distribution, used as the host of requests to a loopback host. */
  readonly hostHeader?: string;
  /** The bundled worker that runs functions, if it is not beside this package's own files. */
  readonly workerFile?: string;
  /** Receives each line that functions print. */
  readonly onFunctionLog?: (line: string) => void;
  /** Receives each finished request. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Receives errors of the preview itself; the viewer gets a 500. */
  readonly onFault?: (error: unknown) => void;
}
