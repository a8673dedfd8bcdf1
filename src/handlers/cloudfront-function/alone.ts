// The runner of a CloudFront Function whose only step is the redirect step: its results need no check, which takes 3 KB
// less. Written in the 2.0 dialect, like `slot.ts`.

/** Returns what runs the step. If it fails, one line of JSON is logged, and the request continues. */
export function runEdgeStep(step: { name: string; load: () => (event: any) => any }): (event: any) => any {
  let handler: (event: any) => any;
  return function (event) {
    try {
      if (!handler) handler = step.load();
      return handler(event);
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
