import { createServer } from 'node:net';

const DEFAULT_PORT = 8080;

/** The port that was asked for; else 8080, or any free one (0) when that is taken. */
export async function portToUse(asked) {
  if (asked === undefined) return await isFree(DEFAULT_PORT) ? DEFAULT_PORT : 0;
  const port = /^\d{1,5}$/.test(asked) ? Number(asked) : NaN;
  if (!(port <= 65_535)) throw new Error(`--port is not a port, got ${JSON.stringify(asked)}; use a number from 0 (any free one) to 65535`);
  if (port !== 0 && !await isFree(port)) throw new Error(`port ${port} is taken; leave --port away to get a free one`);
  return port;
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
