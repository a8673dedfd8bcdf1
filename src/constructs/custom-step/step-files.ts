import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { isJavaScript, moduleTypeOf, typeMarkers, type ModuleType } from './module-types';
import { besideProblem, missingFile, mixedModules, packageProblem, unreadableModule } from './step-files-problems';
import { findModule, isProvided } from './step-modules';
import { parseJavaScript } from '../../attach/javascript';
import { StepFiles } from '../../attach/slots/step-files';
import { filesBeside, type FileBeside } from '../../core/javascript/files-beside';
import type { Parsed } from '../../core/javascript/syntax';
import type { Problem } from '../../core/problem';

/** The files that a file of a user reaches; undefined if it reaches none. */
export function stepFiles(path: string, code: string, file: Parsed): { files?: StepFiles; problems: Problem[] } {
  const entry = resolve(path);
  const collector = new Collector();
  collector.carried.set(entry, Buffer.from(code));
  collector.follow(path, file);
  const { carried, types, problems } = collector;
  if (problems.length > 0 || carried.size === 1) return { problems };
  const root = commonFolder([...carried.keys()]);
  const inRoot = (absolute: string) => relative(root, absolute).split(sep).join('/');
  const markers = typeMarkers(new Map([...types].map(([absolute, type]) => [inRoot(absolute), type])));
  if (typeof markers === 'string') return { problems: [mixedModules(path, markers)] };
  const made = [...markers].map(([name, content]): [string, Buffer] => [name, Buffer.from(content)]);
  const theirs = [...carried].map(([absolute, content]): [string, Buffer] => [inRoot(absolute), content]);
  return { files: new StepFiles(inRoot(entry), new Map([...made, ...theirs].sort(byPath))), problems };
}

/** Follows what files load and read, each file once. */
class Collector {
  readonly carried = new Map<string, Buffer>();
  readonly types = new Map<string, ModuleType>();
  readonly problems: Problem[] = [];

  /** `path` is that of the file, as messages show it. */
  follow(path: string, file: Parsed): void {
    this.types.set(resolve(path), moduleTypeOf(file));
    for (const beside of filesBeside(file)) this.carry(path, beside);
  }

  private carry(from: string, beside: FileBeside): void {
    const { by, path, module, optional, needed } = beside;
    if (module !== undefined) {
      if (!optional && !isProvided(module)) this.problems.push(packageProblem(from, beside, module));
      return;
    }
    const found = path === undefined ? 'folder' : findModule(resolve(dirname(from), path), by);
    if (found === 'folder') {
      if (!optional) this.problems.push(besideProblem(from, beside));
    } else if (found !== undefined) {
      found.forEach((one) => this.add(one, by));
    } else if (needed) {
      this.problems.push(missingFile(from, beside, path!));
    }
  }

  private add(absolute: string, by: FileBeside['by']): void {
    const content = this.carried.get(absolute) ?? readFileSync(absolute);
    this.carried.set(absolute, content);
    const isJson = absolute.endsWith('.json');
    if (by === 'read' || !(isJson || isJavaScript(absolute)) || this.types.has(absolute)) return;
    const shown = relative('', absolute);
    try {
      if (isJson) return void JSON.parse(content.toString('utf8'));
      this.follow(shown, parseJavaScript(content.toString('utf8'), absolute.endsWith('.cjs') ? 'commonjs' : 'module'));
    } catch (thrown) {
      this.problems.push(unreadableModule(shown, (thrown as Error).message));
    }
  }
}

function commonFolder(files: readonly string[]): string {
  const [first, ...rest] = files.map((file) => dirname(file).split(sep));
  const same = first.findIndex((segment, index) => rest.some((other) => other[index] !== segment));
  return first.slice(0, same < 0 ? first.length : same).join(sep) || sep;
}

/** A `package.json` of the user comes after one that is made. */
function byPath([one]: [string, Buffer], [other]: [string, Buffer]): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
