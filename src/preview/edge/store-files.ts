import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { kindsOfList, type StoreKinds } from './store-kinds';
import { compilerLine, error, hasErrors, type Problem } from '../../core/problem';
import { compileRules } from '../../core/redirects/compile';
import { parseRules } from '../../core/redirects/parse';
import { decodeRules, formatOfName } from '../../core/redirects/rule-file';
import { storeEntries } from '../../core/redirects/store/entries';
import { isKeyOf } from '../../core/redirects/store/keys';
import type { RuleKind } from '../../core/redirects/store/kinds';
import type { CloudFrontFunction } from '../assembly/distribution';
import { keyValueEntries, storeSizeProblems, type KeyValues } from '../assembly/key-value-entries';

/** What of the distribution matters to rules. */
export interface StoreSite {
  readonly aliases: readonly string[];
  readonly defaultRootObject: string;
}

/** A store with the content of a file, which is read again for each request. */
interface StoreFile {
  readonly store: string;
  readonly prefix: string;
  readonly file: string;
  readonly kinds: readonly RuleKind[];
  text?: string;
  /** Of the last file without errors. */
  entries?: KeyValues;
}

/**
 * The key value stores that the user gave by file: a list of redirects, which is compiled as `redirects publish` does,
 * or the entries themselves in the form that CloudFront imports. A file with errors changes nothing.
 */
export class StoreFiles {
  private readonly files: readonly StoreFile[];
  private version = 0;

  /** @param given Files by `STORE` or `STORE:PREFIX`, where the store is a logical id or a construct path. */
  constructor(
    given: Readonly<Record<string, string>>,
    private readonly site: StoreSite,
    private readonly log: (line: string) => void,
    declared: readonly StoreKinds[] = [],
  ) {
    this.files = Object.entries(given).map(([name, file]) => {
      const [, store, prefix = ''] = /^([^:]*):?(.*)$/s.exec(name)!;
      return { store, prefix, file, kinds: kindsOfList(store, prefix, declared) };
    });
  }

  /** The stores that were given. */
  get names(): string[] {
    return this.files.map(({ store }) => store);
  }

  /** The names that are not those of a store of these functions. */
  unknown(stores: readonly string[]): string[] {
    return this.names.filter((store) => !stores.includes(store));
  }

  /** The files that cannot be read at all, and why. */
  unreadable(): string[] {
    return this.files.map(({ file }) => readText(file)).filter((read) => typeof read !== 'string')
      .map(({ message }) => message);
  }

  /** The content of a function's store now, if it has one, and its version. */
  contentOf({ keyValues, stores }: CloudFrontFunction): { readonly keyValues?: KeyValues; readonly version: number } {
    if (stores.length === 0) return { version: this.version };
    const files = this.files.filter(({ store }) => stores.includes(store));
    for (const file of files) this.refresh(file, (entries) => merged(keyValues, files, file, entries));
    return { keyValues: merged(keyValues, files), version: this.version };
  }

  private refresh(given: StoreFile, storeWith: (entries: KeyValues) => KeyValues): void {
    const { file } = given;
    const text = readText(file);
    if (text === given.text) return;
    given.text = typeof text === 'string' ? text : undefined;
    const { entries, problems } = typeof text === 'string' ? this.compiled(text, given) : { problems: [text] };
    const size = entries === undefined ? [] : storeSizeProblems(storeWith(entries), file);
    for (const problem of [...problems, ...size]) this.log(compilerLine({ file, ...problem }));
    if (entries === undefined || size.length > 0) return;
    given.entries = entries;
    this.version++;
  }

  private compiled(
    text: string, { file, prefix, kinds }: StoreFile,
  ): { readonly entries?: KeyValues; readonly problems: readonly Problem[] } {
    const data = importedData(text);
    if (data !== undefined) {
      const { keyValues, problems } = keyValueEntries(data, file);
      return problems.length === 0 ? { entries: keyValues, problems } : { problems };
    }
    const { rules, problems } = parseRules(text, { format: formatOfName(basename(file)) ?? 'json', file });
    const { aliases: siteHosts, defaultRootObject: rootObject } = this.site;
    const compiled = compileRules(rules, { siteHosts, rootObject, event: 'viewer-request' });
    const found = [...problems, ...compiled.problems].filter(({ severity }) => severity === 'error');
    if (hasErrors(problems) || compiled.program === undefined) return { problems: found };
    const stored = storeEntries(compiled, prefix, kinds);
    return stored.problems.length > 0
      ? { problems: [...found, ...stored.problems] }
      : { entries: Object.fromEntries(stored.entries), problems: found };
  }
}

/** The text of a file, or why it cannot be read. */
function readText(file: string): string | Problem {
  try {
    return decodeRules(readFileSync(file), file);
  } catch (thrown) {
    return error('EDGE_REDIRECT_FILE', (thrown as Error).message);
  }
}

/** What a file has that CloudFront could import: `{"data":[{"key":"k","value":"v"}]}`. */
function importedData(text: string): unknown[] | undefined {
  if (!/^\s*\{\s*"data"\s*:\s*\[/.test(text)) return undefined;
  try {
    return (JSON.parse(text) as { data: unknown[] }).data;
  } catch {
    return undefined;
  }
}

/** The entries of the template, with those of files, of which one has other entries than before. */
function merged(
  own: KeyValues, files: readonly StoreFile[], changed?: StoreFile, changedEntries?: KeyValues,
): KeyValues {
  let all = own;
  for (const file of files) {
    const entries = file === changed ? changedEntries : file.entries;
    if (entries === undefined) continue;
    const others = Object.entries(all).filter(([key]) => !isKeyOf(file.prefix, key));
    all = { ...Object.fromEntries(others), ...entries };
  }
  return all;
}
