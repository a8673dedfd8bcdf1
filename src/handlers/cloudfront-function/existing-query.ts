// What runs second sees the query as what runs first has changed it. Written in the 2.0 dialect, like `slot.ts`.

declare const edgeQuery: typeof import('./tools').edgeQuery;

/** The request with its query as an object. `asSent` is the method of the event, if the query is still the same. */
export function edgeWithQuery(message: any, asSent: any): any {
  const given = message.querystring;
  let query = given;
  if (typeof given === 'string') {
    query = {};
    given.split('&').forEach((pair) => {
      const end = (pair + '=').indexOf('='), name = pair.slice(0, end), item = { value: pair.slice(end + 1) };
      if (!Object.prototype.hasOwnProperty.call(query, name)) query[name] = item;
      else (query[name].multiValue = query[name].multiValue || [{ value: query[name].value }]).push(item);
    });
    delete query[''];
  }
  return Object.assign({}, message, { querystring: query, rawQueryString: asSent || (() => edgeQuery(query)) });
}
