import { createServer } from 'node:net';
import { error, type Problem } from '../../core/problem';

/** Why a server could not listen. */
export function listenProblem({ code, message }: NodeJS.ErrnoException, host: string, port: number): Problem {
  return code === 'EADDRINUSE'
    ? error('EDGE_PREVIEW_PORT', `${port} is in use on ${host}; stop the process that uses it, or pass another `
      + 'port (0 for any free one)', '--port')
    : error('EDGE_PREVIEW_LISTEN', `cannot listen on ${host}:${port}: ${message}`);
}

/** Whether a port could be opened: to report it together with problems of the app, which is not served then. */
export function portProblems(port: number, host = '127.0.0.1'): Promise<Problem[]> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (fault) => resolve([listenProblem(fault, host, port)]));
    server.listen(port, host, () => server.close(() => resolve([])));
  });
}
