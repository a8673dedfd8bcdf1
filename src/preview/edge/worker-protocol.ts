/** What the preview and the worker of a function say to each other. Events and results travel as JSON text, as they do at AWS. */

export type WorkerSetup = LambdaSetup | CloudFrontFunctionSetup;

export interface LambdaSetup {
  readonly host: 'lambda-edge';
  readonly handler: string;
  readonly code: { readonly inline: string } | { readonly directory: string };
  /** Where modules that inline code requires are looked for: the AWS SDK, which Lambda brings along. */
  readonly modulesFrom: string;
  readonly runtime: string;
}

export interface CloudFrontFunctionSetup {
  readonly host: 'cloudfront-function';
  readonly code: string;
  /** What `cf.kvs()` reads. */
  readonly keyValues: Readonly<Record<string, string>>;
}

export interface InvokeMessage {
  readonly id: number;
  readonly event: string;
  /** Becomes Lambda's `context`; CloudFront Functions have none. */
  readonly context: object;
  /** When the function's time is over, in milliseconds since 1970. */
  readonly deadline: number;
}

/** Said once: the code is loaded (or failed to), and the function's own time begins to run. */
export interface ReadyMessage { readonly ready: true }

/** `undefined` in place of a result is what a handler that returns nothing says. */
export type WorkerAnswer =
  | { readonly id: number; readonly result: string | undefined }
  | { readonly id: number; readonly error: string };
