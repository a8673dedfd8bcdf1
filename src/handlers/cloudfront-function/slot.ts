// The runner of a CloudFront Function that is composed from files of the user. Written in the 2.0 dialect and only minified, never
// compiled down: no spread, destructuring, default parameters, `?.`, classes or for-of, and no `await` inside arguments.

interface EdgeFunctionStep {
  name: string;
  /** Evaluates the file and returns its handler. */
  load: () => (event: any) => any;
}

/** A file that throws leaves the message as it was and one line of JSON in the log; an answer ends the run. */
export async function runEdgeSteps(steps: EdgeFunctionStep[], event: any): Promise<any> {
  const part = event.context.eventType === 'viewer-response' ? 'response' : 'request';
  for (let i = 0; i < steps.length; i++) {
    const before = JSON.stringify(event[part]);
    try {
      const handler = steps[i].load();
      const result = await handler(event);
      if (part === 'request' && result && result.statusCode) return result;
      if (result) event[part] = result;
    } catch (error) {
      event[part] = JSON.parse(before);
      const context = event.context;
      console.log(JSON.stringify({
        level: 'ERROR',
        code: 'EDGE_STEP_FAILED',
        step: steps[i].name,
        event: context.eventType,
        requestId: context.requestId,
        message: String(error),
      }));
    }
  }
  return event[part];
}
