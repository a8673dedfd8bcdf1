import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as serving from '../../src/preview/generation/read-generation';
import { createPreview, PreviewError, type TestPreview, type TestPreviewOptions } from '../../src/testing';
import { siteAssembly } from '../preview/support/site';

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

const open: TestPreview[] = [];

function started(options: Partial<TestPreviewOptions> = {}): TestPreview {
  const preview = createPreview({ cloudAssembly: siteAssembly(), ...options });
  open.push(preview);
  return preview;
}

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(open.splice(0).map((preview) => preview.close()));
});

function folder(html: string): string {
  const made = mkdtempSync(join(tmpdir(), 'edge-site-'));
  writeFileSync(join(made, 'index.html'), html);
  return made;
}

describe('a preview for tests', () => {
  test('answers without a port', async () => {
    const preview = started();
    expect(await (await preview.fetch('/')).text()).toBe('<h1>home</h1>');
    expect(preview.url).toBe('http://preview.localhost');
  });

  test('opens a free port at the first use of ready', async () => {
    const preview = started();
    await preview.ready;
    const { url } = preview;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(url)).status).toBe(200);
    await preview.ready;
    expect(preview.url).toBe(url);
  });

  test('is of no use after close(), which may be called again', async () => {
    const preview = started();
    await preview.close();
    await preview.close();
    const uses = [
      () => preview.fetch('/'), () => preview.setOptions({}), () => preview.reload(), () => preview.ready,
    ];
    for (const use of uses) {
      await expect(use()).rejects.toThrow('EDGE_PREVIEW_CLOSED');
    }
  });

  test('refuses all options that have another type or name, and keeps what it has', async () => {
    const given: object = { blocks: 'waf:/x', orgins: {}, strict: 'yes', stores: { Store: 5 } };
    const wrong = given as Partial<TestPreviewOptions>;
    const lines = [
      'orgins: is not a property.*"origins"', 'stores: must be', 'blocks: must be a list', 'strict: must be true',
    ];
    const faults = new RegExp(lines.join('[^]*'));
    expect(() => started(wrong)).toThrow(faults);
    expect(() => createPreview({} as TestPreviewOptions)).toThrow(/cloudAssembly: is missing/);
    const preview = started();
    await expect(preview.setOptions(wrong)).rejects.toThrow(faults);
    expect((await preview.fetch('/')).status).toBe(200);
  });

  test('redirects to HTTPS only with viewerProtocol http', async () => {
    const preview = started({ viewerProtocol: 'http' });
    expect((await preview.fetch('/')).status).toBe(301);
    await preview.setOptions({ viewerProtocol: undefined });
    expect((await preview.fetch('/')).status).toBe(200);
  });

  test('opens the port that it is given', async () => {
    const first = started({ port: 0 });
    await first.ready;
    const second = started({ port: Number(new URL(first.url).port) });
    await expect(second.ready).rejects.toThrow('EDGE_PREVIEW_PORT');
  });

  test('takes what app.synth() returns', async () => {
    const preview = started({ cloudAssembly: { directory: siteAssembly({ files: { 'index.html': 'synth' } }) } });
    expect(await (await preview.fetch('/')).text()).toBe('synth');
  });

  test('has the construct path of the distribution, and notes', () => {
    const preview = started({ origins: {} });
    expect([preview.distribution, preview.notes]).toEqual(['Web/Site', []]);
  });

  test('throws all problems at once, as a PreviewError', () => {
    const create = () => createPreview({ cloudAssembly: siteAssembly(), blocks: ['no'], origins: { nobody: '/nowhere' } });
    expect(create).toThrow(PreviewError);
    expect(create).toThrow(/EDGE_PREVIEW_ORIGIN_UNKNOWN[^]*EDGE_PREVIEW_ORIGIN_FOLDER[^]*EDGE_PREVIEW_BLOCK/);
  });

  test('finds the trace of a request by its response, and by its id', async () => {
    const preview = started();
    const response = await preview.fetch('/missing');
    expect(preview.trace(response)!.response!.status).toBe(403);
    expect(preview.trace(response.headers.get('x-amz-cf-id')!)).toEqual(preview.trace(response));
  });

  test('changes its options, also the app by what app.synth() returns', async () => {
    const preview = started();
    await preview.setOptions({ origins: { web: folder('other') } });
    expect(await (await preview.fetch('/')).text()).toBe('other');
    await preview.setOptions({
      origins: undefined, cloudAssembly: { directory: siteAssembly({ files: { 'index.html': 'third' } }) },
    });
    expect(await (await preview.fetch('/')).text()).toBe('third');
  });

  test('is strict until that is turned off, whatever else changes', async () => {
    const read = jest.spyOn(serving, 'readGeneration');
    const preview = started();
    await preview.setOptions({ blocks: [] });
    await preview.setOptions({ strict: false });
    await preview.setOptions({ blocks: [] });
    await preview.setOptions({ strict: undefined });
    expect(read.mock.calls.map(([{ strict }]) => strict)).toEqual([true, true, false, false, true]);
  });

  test('invalidates what is cached', async () => {
    const preview = started({ cloudAssembly: siteAssembly({ behavior: { CachePolicyId: CACHING_OPTIMIZED } }) });
    const xCache = async () => (await preview.fetch('/')).headers.get('x-cache');
    expect([await xCache(), await xCache()]).toEqual(['Miss from cloudfront', 'Hit from cloudfront']);
    expect(preview.invalidate('/*')).toBe(1);
    expect(await xCache()).toBe('Miss from cloudfront');
  });

  test('does not answer any more after it is closed', async () => {
    const preview = started();
    await preview.ready;
    const { url } = preview;
    await preview.close();
    await expect(fetch(url)).rejects.toThrow();
  });
});
