/** What the preview and a function's worker say to each other. Events and results travel as JSON text, as they do in Lambda. */

export interface WorkerSetup {
  readonly handler: string;
  readonly code: { readonly inline: string } | { readonly directory: string };
  /** Where modules that inline code requires are looked for: the AWS SDK, which Lambda brings along. */
  readonly modulesFrom: string;
  readonly runtime: string;
}

export interface InvokeMessage {
  readonly id: number;
  readonly event: string;
  readonly context: InvocationContext;
}

export interface InvocationContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly deadline: number;
}

/** Said once: the code is loaded (or failed to), and the function's own time begins to run. */
export interface ReadyMessage { readonly ready: true }

/** `undefined` in place of a result is what a handler that returns nothing says. */
export type WorkerAnswer =
  | { readonly id: number; readonly result: string | undefined }
  | { readonly id: number; readonly error: string };
