import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchApp } from '../../../src/cli/preview/watch/watch-app';
import { AssemblyWatch } from '../../../src/preview/watch/assembly-watch';
import { ChangesOfRuns } from '../../../src/preview/watch/changes-of-runs';
import { SourceWatch } from '../../../src/preview/watch/source-watch';
import { preview, siteAssembly, type Running } from '../support/site';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

async function until<T>(what: () => T | Promise<T>, seconds = 20): Promise<NonNullable<T>> {
  for (let i = 0; i < seconds * 40; i++) {
    const found = await what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${String(what)} did not become true`);
}

/** Its template names the page, so that the new page alone is not the new app. */
const app = (page: string) => siteAssembly({
  files: Object.fromEntries(['one', 'two', 'three'].map((name) => [name, name])), config: { DefaultRootObject: page },
});
const textOf = async (running: Running) => (await running.fetch('/')).text();

/** A preview that is watched, and what the command prints. */
function watched(assembly: string, command?: string) {
  const running = preview(assembly);
  const out: string[] = [];
  const error: string[] = [];
  const terminal = { out: (text: string) => void out.push(text), error: (text: string) => void error.push(text) };
  ends.push(watchApp(assembly, { command }, running, terminal));
  return { running, out, error };
}

describe('a watched app', () => {
  test('is read again when its files change, and keeps its traces', async () => {
    const assembly = app('one');
    const { running, out } = watched(assembly);
    const before = await running.fetch('/');
    cpSync(app('two'), assembly, { recursive: true });
    await until(async () => await textOf(running) === 'two');
    await until(() => out.includes('Reloaded Web/Site'));
    expect(running.trace(before)).toBeDefined();
  });

  test('may be deleted and written again', async () => {
    const assembly = app('one');
    const { running, error } = watched(assembly);
    rmSync(assembly, { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 600));
    renameSync(app('two'), assembly);
    await until(async () => await textOf(running) === 'two');
    expect(error).toEqual([]);
  });

  test('with errors is served as it was before, and all its problems are shown once', async () => {
    const assembly = app('one');
    const { running, error } = watched(assembly);
    writeFileSync(join(assembly, 'Web.template.json'), '{"Resources":{"X":{},"Y":{}}}');
    await until(() => error.includes('The app has problems; it is served as it was before.'));
    expect(await textOf(running)).toBe('one');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(error.filter((line) => line.includes('EDGE_PREVIEW_TEMPLATE'))).toHaveLength(2);
    cpSync(app('two'), assembly, { recursive: true });
    await until(async () => await textOf(running) === 'two');
  });

  test('that is half written is not reported when it becomes complete', async () => {
    const assembly = app('one');
    const { running, error } = watched(assembly);
    writeFileSync(join(assembly, 'Web.template.json'), '{"Resources":');
    await new Promise((resolve) => setTimeout(resolve, 450));
    cpSync(app('two'), assembly, { recursive: true });
    await until(async () => await textOf(running) === 'two');
    expect(error).toEqual([]);
  });
});

describe('a watch with a command', () => {
  const cwd = process.cwd();
  let project: string;
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'edge-watch-'));
    process.chdir(project);
  });
  afterEach(() => process.chdir(cwd));

  test('runs it at first and when a source changes, then serves what it wrote', async () => {
    const assembly = join(project, 'cdk.out');
    cpSync(app('one'), assembly, { recursive: true });
    writeFileSync('next', app('two'));
    const { running } = watched(assembly, 'cp -r "$(cat next)/." cdk.out');
    await until(async () => await textOf(running) === 'two');
    writeFileSync('next', app('three'));
    await until(async () => await textOf(running) === 'three');
  });

  test('that fails changes nothing, and says so with what it printed', async () => {
    const assembly = join(project, 'cdk.out');
    cpSync(app('one'), assembly, { recursive: true });
    const broken = app('two');
    const { running, error } = watched(assembly, `cp -r ${broken}/. cdk.out; echo why; exit 3`);
    await until(() => error.some((line) => line.endsWith('ended with 3; the app is served as it was before.')));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await textOf(running)).toBe('one');
    expect(error).toContain('why');
  });

  test('does not run again for what it writes itself', async () => {
    const assembly = join(project, 'cdk.out');
    cpSync(app('one'), assembly, { recursive: true });
    const { error } = watched(assembly, 'date +%N > compiled.js');
    await until(() => error.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const runs = error.filter((line) => line.startsWith('Running')).length;
    expect(runs).toBeLessThanOrEqual(2);
    writeFileSync('source.ts', '1');
    await until(() => error.filter((line) => line.startsWith('Running')).length > runs);
  });
});

describe('sources', () => {
  test('in new folders are noticed, in node_modules, hidden and output folders not', async () => {
    const root = mkdtempSync(join(tmpdir(), 'edge-sources-'));
    const output = join(root, 'out');
    for (const folder of ['node_modules/x', '.git', 'out', 'lib']) mkdirSync(join(root, folder), { recursive: true });
    const seen: string[] = [];
    const watch = new SourceWatch(root, output, (file) => seen.push(file.slice(root.length + 1)));
    ends.push(() => watch.close());
    for (const file of ['node_modules/x/a', '.git/index', 'out/x.json', '.env']) writeFileSync(join(root, file), '');
    mkdirSync(join(root, 'lib/new'));
    await until(() => seen.includes('lib/new'));
    writeFileSync(join(root, 'lib/new/a.ts'), '');
    await until(() => seen.includes('lib/new/a.ts'));
    rmSync(join(root, 'lib/new'), { recursive: true });
    mkdirSync(join(root, 'lib/new'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    writeFileSync(join(root, 'lib/new/b.ts'), '');
    await until(() => seen.includes('lib/new/b.ts'));
    expect(seen.filter((path) => !path.startsWith('lib'))).toEqual([]);
  });
});

describe('changes during runs', () => {
  test('a file that is saved during a run starts another', () => {
    const changes = new ChangesOfRuns();
    changes.begin();
    expect(changes.change('stack.ts')).toBe(false);
    expect(changes.end()).toBe(true);
    changes.begin();
    expect(changes.end()).toBe(false);
  });

  test('a file that each run writes starts none', () => {
    const changes = new ChangesOfRuns();
    for (const again of [true, false, false]) {
      changes.begin();
      changes.change('stack.js');
      expect(changes.end()).toBe(again);
    }
  });

  test('a file that was saved between runs is a source', () => {
    const changes = new ChangesOfRuns();
    changes.begin();
    changes.change('stack.ts');
    changes.end();
    expect(changes.change('stack.ts')).toBe(true);
    changes.begin();
    changes.change('stack.ts');
    expect(changes.end()).toBe(true);
  });
});

test('a watch that is closed reads nothing', async () => {
  const assembly = app('one');
  let reloads = 0;
  const nothing = () => undefined;
  const watch = new AssemblyWatch(assembly, { reload: async () => void reloads++, reloaded: nothing, failed: nothing });
  watch.close();
  cpSync(app('two'), assembly, { recursive: true });
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(reloads).toBe(0);
});
