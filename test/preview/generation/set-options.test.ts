import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { originServer } from '../support/origin-server';
import { lambdaAt, preview, site, siteAssembly } from '../support/site';

function folder(html: string): string {
  const made = mkdtempSync(join(tmpdir(), 'edge-site-'));
  writeFileSync(join(made, 'index.html'), html);
  return made;
}

describe('setOptions', () => {
  test('replaces an origin for the next requests', async () => {
    const running = site({}, { origins: { web: folder('one') } });
    expect(await (await running.fetch('/')).text()).toBe('one');
    await running.setOptions({ origins: { web: folder('two') } });
    expect(await (await running.fetch('/')).text()).toBe('two');
  });

  test('keeps the port, the other options and the traces', async () => {
    const running = site({}, { listen: { port: 0 }, blocks: ['waf:/admin'] });
    await running.ready;
    const { url } = running;
    const before = await fetch(`${url}/`);
    await running.setOptions({ origins: { web: folder('two') } });
    expect(running.url).toBe(url);
    expect(await (await fetch(`${url}/`)).text()).toBe('two');
    expect((await fetch(`${url}/admin`)).status).toBe(403);
    expect(running.trace(before.headers.get('x-amz-cf-id')!)).toMatchObject({ request: { uri: '/' } });
  });

  test('adds blocks, and takes them away again', async () => {
    const running = site();
    await running.setOptions({ blocks: ['geo:/*'] });
    expect((await running.fetch('/')).status).toBe(403);
    await running.setOptions({ blocks: undefined });
    expect((await running.fetch('/')).status).toBe(200);
  });

  test('serves another app, whose notes and distribution it has then', async () => {
    const running = site();
    const other = siteAssembly({ files: { 'index.html': 'other' }, origins: [{ Id: 'api', DomainName: 'api.example.com' }] });
    expect(running.notes).toEqual([]);
    await running.setOptions({ cloudAssembly: other });
    expect(await (await running.fetch('/')).text()).toBe('other');
    expect(running.notes.map(({ code }) => code)).toContain('EDGE_PREVIEW_ORIGIN_UNMAPPED');
  });

  test('with errors, it rejects with all of them, and nothing changes', async () => {
    const running = site({}, { origins: { web: folder('one') } });
    const failed = running.setOptions({ origins: { nobody: '/nowhere' }, blocks: ['x:/'] });
    await expect(failed).rejects.toMatchObject({
      problems: [
        { code: 'EDGE_PREVIEW_ORIGIN_UNKNOWN' }, { code: 'EDGE_PREVIEW_ORIGIN_FOLDER' }, { code: 'EDGE_PREVIEW_BLOCK' },
      ],
    });
    expect(await (await running.fetch('/')).text()).toBe('one');
  });

  test('the port cannot be changed', async () => {
    const running = site();
    await expect(running.setOptions({ listen: { port: 1 } } as object)).rejects.toThrow('EDGE_PREVIEW_LISTEN');
  });

  test('a request that has begun finishes with the options that it began with', async () => {
    let release = () => undefined as void;
    const slow = await originServer((_, response) => {
      response.write('one ');
      release = () => void response.end('old');
    });
    const running = site({}, { origins: { web: slow.url } });
    const begun = await running.fetch('/');
    await running.setOptions({ origins: { web: folder('two') } });
    expect(await (await running.fetch('/')).text()).toBe('two');
    release();
    expect(await begun.text()).toBe('one old');
  });

  test('a function that runs meanwhile answers with its own code', async () => {
    const app = (text: string, wait: number) => siteAssembly({
      fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', `exports.handler = async () => {
        await new Promise((resolve) => setTimeout(resolve, ${wait}));
        return { status: '200', body: ${JSON.stringify(text)} };
      };`)),
    });
    const running = preview(app('old', 300));
    const begun = running.fetch('/');
    await running.setOptions({ cloudAssembly: app('new', 0) });
    expect(await (await running.fetch('/')).text()).toBe('new');
    expect(await (await begun).text()).toBe('old');
  });
});

describe('reload', () => {
  test('reads the app again', async () => {
    const assembly = siteAssembly();
    const running = preview(assembly);
    const changed = siteAssembly({ behavior: { AllowedMethods: ['GET', 'HEAD'] }, config: { DefaultRootObject: '404.html' } });
    rmSync(assembly, { recursive: true });
    cpSync(changed, assembly, { recursive: true });
    await running.reload();
    expect(await (await running.fetch('/')).text()).toBe('<h1>lost</h1>');
  });

  test('of a broken app rejects with its problems, and the app as it was is served on', async () => {
    const assembly = siteAssembly();
    const running = preview(assembly);
    writeFileSync(join(assembly, 'Web.template.json'), '{"Resources":{"X":{}}}');
    await expect(running.reload()).rejects.toThrow('EDGE_PREVIEW_TEMPLATE');
    expect(await (await running.fetch('/')).text()).toBe('<h1>home</h1>');
  });
});

describe('trace', () => {
  test('of a response', async () => {
    const running = site();
    const response = await running.fetch('/missing?q=1');
    expect(running.trace(response)).toMatchObject({
      id: response.headers.get('x-amz-cf-id'), request: { uri: '/missing', querystring: 'q=1' }, response: { status: 403 },
    });
    expect(running.trace(response)!.entries.map(({ stage }) => stage)).toContain('origin');
  });

  test('of a request that the preview does not know is undefined', () => {
    expect(site().trace('nobody==')).toBeUndefined();
    expect(site().trace(new Response())).toBeUndefined();
  });

  test('the last 250 are kept', async () => {
    const running = site();
    const first = await running.fetch('/');
    const second = await running.fetch('/');
    for (let i = 0; i < 249; i++) await running.fetch('/x');
    expect(running.trace(first)).toBeUndefined();
    expect(running.trace(second)).toBeDefined();
  });
});
