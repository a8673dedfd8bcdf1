/** What a user can choose about a preview. */
export interface PreviewSettings {
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
  /** Requests to block, such as `waf:/wp-admin/*`, `waf:/search*=429@10%`, `geo:/*` or `signed-url:/premium/*`. */
  readonly blocks?: readonly string[];
  /** What origins do wrong, such as `api.example.com=status:503`, `/search*=delay:2s` or `/api/*=reset@10%`. */
  readonly faults?: readonly string[];
  /** The country of viewers, such as `DE`, for the geographic restriction and for headers. */
  readonly country?: string;
  /** An alias of the distribution, used as the host of requests to a loopback host. */
  readonly hostHeader?: string;
  /** Answers as CloudFront does where the preview would otherwise warn and go on. */
  readonly strict?: boolean;
  /**
   * The protocol that requests are treated as: `https`, or with `strict` that of the connection. With `http`, viewer
   * protocol policies redirect to HTTPS or refuse.
   */
  readonly viewerProtocol?: 'http' | 'https';
  /**
   * Serves HTTPS, with HTTP/2 and HTTP/1.1, on the port: with a certificate that is made at the start and signed with
   * its own key.
   */
  readonly tls?: boolean;
  /** How much memory the cache may use, in bytes; 128 MiB by default. */
  readonly cacheMaxBytes?: number;
  /** Receives each line that functions print. */
  readonly onFunctionLog?: (line: string) => void;
}
