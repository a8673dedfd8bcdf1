import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import type { Driver } from './driver';

const BROWSER = ['4.1', '4.0'].map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`);

const SETTINGS = ['--javascript-can-open-windows-automatically=true', '--autoplay-policy=allow'];

/** WebKitGTK by the WebDriver that comes with it, on a virtual screen of its own. */
export async function startWebKit(executablePath: string, proxy: string): Promise<Driver> {
  const port = await freePort();
  const screen = `:${port}`;
  const xvfb = spawn('Xvfb', [screen, '-screen', '0', '1280x960x24', '-nolisten', 'tcp'], { stdio: 'ignore' });
  const child = spawn(executablePath, [`--port=${port}`], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, DISPLAY: screen, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
  });
  const call = async (method: string, path: string, body?: object): Promise<any> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json() as { value: any };
    if (!response.ok) throw new Error(`${path}: ${value.error} ${value.message}`);
    return value;
  };
  const options = { binary: BROWSER[0], args: ['--automation', `--proxy=http://${proxy}`, ...SETTINGS] };
  let session: any;
  for (let tries = 0; session === undefined; tries++) {
    try {
      const alwaysMatch = { 'acceptInsecureCerts': true, 'pageLoadStrategy': 'none', 'webkitgtk:browserOptions': options };
      session = await call('POST', '/session', { capabilities: { alwaysMatch } });
    } catch (fault) {
      if (tries > 50) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  const base = `/session/${session.sessionId}`;
  return {
    oneAtATime: true,
    version: session.capabilities.browserVersion,
    open: async (url) => {
      const { handle } = await call('POST', `${base}/window/new`, { type: 'window' });
      await call('POST', `${base}/window`, { handle });
      await call('POST', `${base}/url`, { url });
    },
    closeWindows: async () => undefined,
    messages: async () => [],
    close: async () => {
      await call('DELETE', base).catch(() => undefined);
      process.kill(-child.pid!, 'SIGKILL');
      xvfb.kill();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
