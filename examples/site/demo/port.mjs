import { createServer } from 'node:net';

const DEFAULT_PORT = 8080;

/** The requested port. Without one: 8080, or any free port (0) if that is in use. */
export async function portToUse(requested) {
  if (requested === undefined) return await isFree(DEFAULT_PORT) ? DEFAULT_PORT : 0;
  const port = /^\d{1,5}$/.test(requested) ? Number(requested) : NaN;
  if (!(port <= 65_535)) {
    throw new Error(
      `--port is not a port, got ${JSON.stringify(requested)}; use a number from 0 (any free one) to 65535`,
    );
  }
  if (port !== 0 && !await isFree(port)) throw new Error(`port ${port} is in use; omit --port to get a free one`);
  return port;
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
