/**
 * The protocol between the preview and the process of a function: one JSON document per line. Events and results are
 * JSON texts inside it, as at AWS. Messages from the process are validated by `read-answer`, because the code of the
 * function can write to the same pipe.
 */

export type WorkerSetup = LambdaSetup | CloudFrontFunctionSetup;

export interface LambdaSetup {
  readonly host: 'lambda-edge';
  readonly handler: string;
  readonly code: { readonly inline: string } | { readonly directory: string };
  /** Folder from which inline code resolves modules, such as the AWS SDK, which Lambda's runtime includes. */
  readonly modulesFrom: string;
  readonly runtime: string;
}

export interface CloudFrontFunctionSetup {
  readonly host: 'cloudfront-function';
  /** 2.0 without one. */
  readonly runtime?: string;
  /** With checks of its memory, if these are their names. */
  readonly code: string;
  readonly checks?: Readonly<Record<'spend' | 'text', string> & Partial<Record<'result' | 'thrown', string>>>;
  /** What `cf.kvs()` reads, if the function has a store. */
  readonly keyValues?: Readonly<Record<string, string>>;
}

/** The first message to a new process. */
export interface StartMessage {
  readonly setup: WorkerSetup;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly memoryMb: number;
}

export interface InvokeMessage {
  /** Random, and never exposed to the function, so that its code cannot forge an answer. */
  readonly id: string;
  readonly event: string;
  /** Becomes Lambda's `context`; CloudFront Functions have none. */
  readonly context: object;
  /** End of the function's timeout, in milliseconds since the epoch. */
  readonly deadline: number;
}

/**
 * Without a result, the handler returned nothing. `neededBytes` is the memory of an event that needed more than
 * CloudFront allows a CloudFront Function.
 */
export type WorkerAnswer =
  | { readonly id: string; readonly result?: string; readonly neededBytes?: number }
  | { readonly id: string; readonly error: string };

export type WorkerMessage =
  /** Sent once, when the code is loaded or has failed to load: the function's timeout begins. */
  | { readonly ready: true }
  | WorkerAnswer
  /** Output of the function. */
  | { readonly log: string }
  /** Reports that a message which is not of the protocol was dropped. */
  | { readonly stray: true }
  /** The environment has ended, with the reason. */
  | { readonly ended: string };

/** Lambda's own limit on what a handler returns, in bytes; CloudFront's are checked afterwards. */
export const RESULT_MAX_BYTES = 6_291_556;
