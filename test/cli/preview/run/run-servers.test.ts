import { RunServers, withPorts } from '../../../../src/cli/preview/run/run-servers';

const SERVER = "require('http').createServer((q, s) => s.end(String(process.env.PORT)))";
const listen = `exec node -e "${SERVER}.listen(process.env.PORT, '127.0.0.1')"`;
/** The shell stays, and the server is a child of it. */
const behindShell = `node -e "${SERVER}.listen(process.env.PORT, '127.0.0.1')"; echo after`;

const running: RunServers[] = [];
afterEach(() => Promise.all(running.splice(0).map((servers) => servers.stop())));

async function serversOf(commands: Record<string, string>, patience?: number) {
  const printed: string[] = [];
  const servers = new RunServers(await withPorts(commands), {
    out: () => undefined,
    error: (line) => { printed.push(line); },
  }, patience);
  running.push(servers);
  return { servers, printed, origins: servers.origins };
}

async function answers(url: string | undefined): Promise<boolean> {
  return fetch(url!).then(() => true, () => false);
}

async function problemsOf(commands: Record<string, string>, patience?: number): Promise<string[]> {
  const { servers } = await serversOf(commands, patience);
  const thrown = await servers.start().then(() => [], (error: { problems: { path: string; message: string }[] }) => (
    error.problems));
  return thrown.map(({ path, message }) => `${path}: ${message.replace(/ on port \d+|; it has to .*/g, '')}`);
}

test('each server has a port of its own, and has it when it is ready', async () => {
  const { servers, origins } = await serversOf({ api: listen, web: listen });
  await servers.start();
  expect(origins.api).not.toBe(origins.web);
  for (const url of Object.values(origins)) expect(`http://127.0.0.1:${await (await fetch(url)).text()}`).toBe(url);
});

test('no server, nothing to wait for', async () => {
  const { servers, origins } = await serversOf({});
  await servers.start();
  expect(origins).toEqual({});
});

test.each([['itself', listen], ['as a child of a shell', behindShell]])(
  'a server that runs %s ends when it is stopped', async (_, command) => {
    const { servers, origins, printed } = await serversOf({ api: command });
    await servers.start();
    await servers.stop();
    expect(await answers(origins.api)).toBe(false);
    expect(printed).toEqual([]);
  });

test('a server that ignores SIGTERM ends as well', async () => {
  const deaf = `node -e "process.on('SIGTERM', () => {}); ${SERVER}.listen(process.env.PORT, '127.0.0.1')"`;
  const { servers, origins } = await serversOf({ api: deaf });
  await servers.start();
  await servers.stop();
  expect(await answers(origins.api)).toBe(false);
});

test('a server can close what it has open on SIGTERM', async () => {
  const tidy = `exec node -e "process.on('SIGTERM', () => { console.log('closed'); process.exit() }); ${SERVER}`
    + '.listen(process.env.PORT, \'127.0.0.1\')"';
  const { servers, printed } = await serversOf({ api: tidy });
  await servers.start();
  await servers.stop();
  expect(printed).toEqual(['api: closed']);
});

test('all commands that do not serve are named', async () => {
  expect(await problemsOf({ a: 'exit 3', b: listen, c: 'no-such-command-x', d: 'true', e: 'kill -9 $$' })).toEqual([
    '--run a: "exit 3" ended with 3',
    '--run c: "no-such-command-x" ended with 127',
    '--run d: "true" ended with 0',
    '--run e: "kill -9 $$" ended with SIGKILL',
  ]);
});

test('a command that does not listen in time is named', async () => {
  expect(await problemsOf({ api: 'sleep 60' }, 300)).toEqual(['--run api: "sleep 60" did not listen within 0.3 s']);
});

test('what a command prints has the id of its origin, line by line', async () => {
  const { servers, printed } = await serversOf({ api: 'printf "one\\ntwo" >&2; exit 1' });
  await expect(servers.start()).rejects.toThrow('[EDGE_PREVIEW_RUN]');
  expect(printed).toEqual(['api: one', 'api: two']);
});

test('a server that ends before the preview is reported', async () => {
  const { servers, printed, origins } = await serversOf({ api: listen.replace('s.end(', 'process.exit(4, ') });
  await servers.start();
  expect(await answers(origins.api)).toBe(false);
  for (let i = 0; i < 200 && printed.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(printed).toEqual([expect.stringMatching(/^api: .* ended with 4; requests to it get 502\.$/)]);
});

test('a start that is stopped ends', async () => {
  const { servers } = await serversOf({ api: 'sleep 60' });
  const started = servers.start().catch(() => 'stopped');
  await servers.stop();
  expect(await started).toBe('stopped');
});
