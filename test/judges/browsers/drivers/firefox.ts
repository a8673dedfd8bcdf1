import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver } from './driver';

const PREFS = (proxy: string) => {
  const [host, port] = proxy.split(':');
  return {
    'marionette.port': 0,
    'network.proxy.type': 1,
    'network.proxy.http': host!,
    'network.proxy.http_port': Number(port),
    'network.proxy.ssl': host!,
    'network.proxy.ssl_port': Number(port),
    'network.http.max-persistent-connections-per-proxy': 250,
    'dom.disable_open_during_load': false,
    'dom.min_background_timeout_value': 4,
    'media.autoplay.default': 0,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'app.update.enabled': false,
    'browser.safebrowsing.update.enabled': false,
    // Otherwise it changes values of others, such as whether pages are fetched early.
    'remote.prefs.recommended': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'dom.security.https_first': false,
  };
};

/** The console service has the messages of the browser about headers, which no protocol for pages tells. */
const MESSAGES = `return Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError
  && one.sourceName?.includes('.test')).map((one) => one.errorMessage);`;

/** Firefox by Marionette, the protocol that it has built in: messages are `LENGTH:JSON`. */
export async function startFirefox(executablePath: string, proxy: string): Promise<Driver> {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  writeFileSync(join(profile, 'user.js'), Object.entries(PREFS(proxy))
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const child = spawn(executablePath, [
    '--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile, 'about:blank',
  ], { stdio: 'ignore', env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1' } });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const marionette = new Marionette(await connected(join(profile, 'MarionetteActivePort')));
  const { capabilities } = await marionette.send('WebDriver:NewSession', {
    acceptInsecureCerts: true, pageLoadStrategy: 'none', unhandledPromptBehavior: 'ignore',
  });
  return {
    version: capabilities.browserVersion,
    open: async (url) => {
      await marionette.send('Marionette:SetContext', { value: 'content' });
      const { handle } = await marionette.send('WebDriver:NewWindow', { type: 'window' });
      await marionette.send('WebDriver:SwitchToWindow', { handle });
      await marionette.send('WebDriver:Navigate', { url });
    },
    closeWindows: async () => undefined,
    messages: async () => {
      await marionette.send('Marionette:SetContext', { value: 'chrome' });
      return (await marionette.send('WebDriver:ExecuteScript', { script: MESSAGES, args: [] })).value;
    },
    close: async () => {
      marionette.end();
      child.kill('SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Firefox writes the port that it has chosen to a file. */
async function connected(file: string): Promise<Socket> {
  for (let tries = 0; ; tries++) {
    try {
      const port = Number(readFileSync(file, 'utf8'));
      if (port > 0) return connect(port, '127.0.0.1');
    } catch (fault) {
      if (tries > 300) throw fault;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

class Marionette {
  private rest = Buffer.alloc(0);
  private next = 0;
  private readonly pending = new Map<number, [(value: any) => void, (fault: Error) => void]>();

  constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('error', () => undefined);
  }

  send(command: string, parameters: object): Promise<any> {
    const text = Buffer.from(JSON.stringify([0, ++this.next, command, parameters]));
    this.socket.write(Buffer.concat([Buffer.from(`${text.length}:`), text]));
    return new Promise((resolve, reject) => this.pending.set(this.next, [resolve, reject]));
  }

  end(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (let colon = this.rest.indexOf(':'); colon > 0; colon = this.rest.indexOf(':')) {
      const end = colon + 1 + Number(this.rest.subarray(0, colon).toString());
      if (this.rest.length < end) return;
      const message = JSON.parse(this.rest.subarray(colon + 1, end).toString());
      this.rest = this.rest.subarray(end);
      if (!Array.isArray(message)) continue; // the greeting
      const [, id, fault, result] = message;
      const [resolve, reject] = this.pending.get(id)!;
      if (fault === null) resolve(result);
      else reject(new Error(`${fault.error}: ${fault.message}`));
    }
  }
}
