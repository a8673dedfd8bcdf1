// The runner of `alone.ts` where a step reads a key value store, and is asynchronous for that. Written in the 2.0
// dialect, like `slot.ts`.

type Handler = (event: any, sent?: any) => any;

/** Returns what runs the step. If it fails, one line of JSON is logged, and the request continues. */
export function runEdgeStep(step: { name: string; load: () => Handler }): Handler {
  return async function (event, sent) {
    try {
      const message = await step.load()(event, sent);
      return message;
    } catch (error) {
      const context = event.context;
      console.log(JSON.stringify({
        level: 'ERROR',
        code: 'EDGE_STEP_FAILED',
        step: step.name,
        event: context.eventType,
        requestId: context.requestId,
        message: String(error),
      }));
      return event.request;
    }
  };
}
