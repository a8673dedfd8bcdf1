import type { Exchange } from './exchange/exchange';

/** What to serve, and how. */
export interface PreviewOptions {
  /** The folder that `cdk synth` wrote. */
  readonly cloudAssembly: string;
  /** Construct path or logical id; needed when the app has several distributions. */
  readonly distribution?: string;
  /** Folders and URLs in place of origins, by domain name, origin id, or the bucket's logical id or construct path. */
  readonly origins?: Readonly<Record<string, string>>;
  /** Refusals to inject, such as `waf:/wp-admin/*`, `geo:/*` or `signed-url:/premium/*`. */
  readonly blocks?: readonly string[];
  /** Where to listen. Without it there is no port, and `fetch()` is the only way in. */
  readonly listen?: { readonly port: number; readonly host?: string };
  /** An alias of the distribution by which viewers open the site, whatever name of this machine they use here. */
  readonly hostHeader?: string;
  /** The built worker for Lambda@Edge functions, if it is not beside this package's own files. */
  readonly workerFile?: string;
  /** What functions print. */
  readonly onFunctionLog?: (line: string) => void;
  /** Every finished request. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** A fault of the preview itself; the viewer gets a 500. */
  readonly onFault?: (error: unknown) => void;
}
