// The origin of the previews: it answers with the request that it got.
import { createServer } from 'node:http';

/** Starts the origin on a loopback port. */
export async function startOrigin() {
  const server = createServer((request, response) => {
    const { method, url } = request;
    if (url.includes('/missing')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('the origin does not have it');
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !VOLATILE.test(name)).sort());
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ method, url, headers }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** What differs between two runs of the preview, or is new with each request. */
export const VOLATILE =
  /^(host|connection|date|last-modified|via|age|x-amz-cf-id|x-amz-date|authorization|cloudfront-viewer-address)$/;
