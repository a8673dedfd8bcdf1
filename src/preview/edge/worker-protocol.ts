/**
 * What the preview and the process of a function say to each other, one JSON text a line. Events and results travel as
 * JSON text, as they do at AWS. Whatever comes back is read by `read-answer`: the code of a function can write to the
 * same pipe.
 */

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

/** The first line that a new process gets. */
export interface StartMessage {
  readonly setup: WorkerSetup;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly memoryMb: number;
}

export interface InvokeMessage {
  /** Nobody but the preview and its own code in the process knows it. */
  readonly id: string;
  readonly event: string;
  /** Becomes Lambda's `context`; CloudFront Functions have none. */
  readonly context: object;
  /** When the function's time is over, in milliseconds since 1970. */
  readonly deadline: number;
}

/** `undefined` in place of a result is what a handler that returns nothing says. */
export type WorkerAnswer =
  | { readonly id: string; readonly result?: string }
  | { readonly id: string; readonly error: string };

export type WorkerMessage =
  /** Said once: the code is loaded (or failed to), and the function's own time begins to run. */
  | { readonly ready: true }
  | WorkerAnswer
  /** What the function prints. */
  | { readonly log: string }
  /** Something that was no message of ours; it is dropped. */
  | { readonly stray: true }
  /** The environment is of no more use. */
  | { readonly ended: string };

/** Lambda's own limit on what a handler returns, in bytes; CloudFront's are checked afterwards. */
export const RESULT_MAX_BYTES = 6_291_556;
