// What the runners share. Written in the 2.0 dialect, like `slot.ts`.

/** Logs a failure as one line of JSON, and returns the response that refuses a request. */
export function edgeFault(step: string, context: any, refused: boolean, error: any): any {
  let message = 'something without a text was thrown';
  try { message = String(error).slice(0, 1000); } catch (e) { /* anything can be thrown */ }
  try {
    console.log(JSON.stringify({
      level: 'ERROR',
      code: 'EDGE_STEP_FAILED',
      step: step,
      event: context.eventType,
      requestId: context.requestId,
      refused: refused || undefined,
      message: message,
    }));
  } catch (e) { /* replaced */ }
  return {
    statusCode: 503, statusDescription: 'Service Unavailable', headers: { 'cache-control': { value: 'no-store' } },
  };
}

/** The text of a query that a step has changed. */
export function edgeQuery(query: any): string {
  return typeof query === 'string' ? query : Object.keys(query).map((name) => (
    (query[name].multiValue || [query[name]]).map((item: any) => name + (item.value && '=' + item.value)).join('&')
  )).join('&');
}
