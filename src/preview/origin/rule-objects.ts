import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { BucketContent } from './bucket-content';
import { findObject, type StoredObject } from './find-object';
import { hasErrors, type Problem } from '../../core/problem';
import { compilerLine } from '../../core/problem/render/line';
import { eventProblems, type RedirectEvent } from '../../core/redirects/checks/event-rules';
import { compileRules } from '../../core/redirects/compile';
import { parseRules } from '../../core/redirects/parse';
import { MAGIC } from '../../core/redirects/program/format';
import { whereFilesAreMissing } from '../../core/redirects/rule/files-first';
import { decodeRules, formatOfName } from '../../core/redirects/rule-file';

/** A list of redirects in a bucket, and where its rules apply. */
export interface RuleObject {
  readonly key: string;
  readonly event: RedirectEvent;
  readonly siteHosts: readonly string[];
  readonly rootObject: string;
}

interface Compiled {
  readonly stamp: string;
  readonly program?: Buffer;
}

/**
 * Compiles lists of redirects that functions read from S3, so that an edited file applies without being published. As
 * when it is published, a file with errors changes nothing, and says why.
 */
export class RuleObjects {
  private readonly known = new Map<string, Compiled>();

  constructor(private readonly lists: readonly RuleObject[], private readonly log: (line: string) => void) {}

  /** The compiled list with a key; undefined if it has none, or if the object is compiled already. */
  program(key: string, content: BucketContent): { readonly body: Buffer; readonly etag: string } | undefined {
    const list = this.lists.find((one) => one.key === key);
    const file = list && fileOf(key, content);
    if (file === undefined) return undefined;
    const { stats: { mtimeMs, size } } = file;
    const stamp = `${file.file} ${mtimeMs} ${size}`;
    let known = this.known.get(key);
    if (known?.stamp !== stamp) {
      known = { stamp, program: this.compiled(file, list!) ?? known?.program };
      this.known.set(key, known);
    }
    const { program: body } = known;
    return body && { body, etag: `"${createHash('md5').update(body).digest('hex')}"` };
  }

  private compiled({ file, key }: StoredObject, list: RuleObject): Buffer | undefined {
    const bytes = readFileSync(file);
    if (bytes.length >= 4 && bytes.readUInt32LE(0) === MAGIC) return bytes;
    const text = decodeRules(bytes, key);
    if (typeof text !== 'string') return this.refused([text]);
    const { rules, problems: read } = parseRules(text, { format: formatOfName(key) ?? 'json', file: key });
    const { event, siteHosts, rootObject } = list;
    const applied = event === 'origin-response' ? whereFilesAreMissing(rules) : rules;
    const { program, problems } = compileRules(applied, { siteHosts, rootObject, event, now: Date.now() });
    const found = [...read, ...eventProblems(rules, event, 'lambda-edge'), ...problems];
    if (program === undefined || hasErrors(read)) return this.refused(found);
    return Buffer.from(program);
  }

  private refused(problems: readonly Problem[]): undefined {
    for (const problem of problems) if (problem.severity === 'error') this.log(compilerLine(problem));
  }
}

/** The object, or a file beside it that is not compiled: `redirects.json` for `redirects.bin`. */
function fileOf(key: string, content: BucketContent): StoredObject | undefined {
  const folder = posix.dirname(key) === '.' ? '' : `${posix.dirname(key)}/`;
  const stem = key.replace(/\.[^./]*$/, '');
  return [key, `${stem}.json`, `${stem}.csv`, `${folder}_redirects`]
    .map((name) => findObject(content, name)).find((found) => found !== undefined);
}
