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
import { isObject } from '../../core/values/is-object';
import type { CloudFrontFunction } from '../assembly/distribution';

type KeyValues = Readonly<Record<string, string>>;

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

  /** The content of a function's store now, and its version. */
  contentOf({ keyValues, stores }: CloudFrontFunction): { readonly keyValues: KeyValues; readonly version: number } {
    const files = this.files.filter(({ store }) => stores.includes(store));
    for (const file of files) this.refresh(file);
    let all: KeyValues = keyValues;
    for (const { prefix, entries } of files) {
      if (entries === undefined) continue;
      const others = Object.entries(all).filter(([key]) => !isKeyOf(prefix, key));
      all = { ...Object.fromEntries(others), ...entries };
    }
    return { keyValues: all, version: this.version };
  }

  private refresh(given: StoreFile): void {
    const { file } = given;
    const text = readText(file);
    if (text === given.text) return;
    given.text = typeof text === 'string' ? text : undefined;
    const { entries, problems } = typeof text === 'string' ? this.compiled(text, given) : { problems: [text] };
    for (const problem of problems) this.log(compilerLine({ file, ...problem }));
    if (entries === undefined) return;
    given.entries = entries;
    this.version++;
  }

  private compiled(
    text: string, { file, prefix, kinds }: StoreFile,
  ): { readonly entries?: KeyValues; readonly problems: readonly Problem[] } {
    const imported = importedEntries(text);
    if (imported !== undefined) return { entries: imported, problems: [] };
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

/** The entries of a file that CloudFront could import: `{"data":[{"key":"k","value":"v"}]}`. */
function importedEntries(text: string): KeyValues | undefined {
  if (!/^\s*\{\s*"data"\s*:\s*\[/.test(text)) return undefined;
  try {
    const { data } = JSON.parse(text) as { data: unknown[] };
    const pairs = data.filter(isObject).map(({ key, value }) => [String(key), String(value)]);
    return Object.fromEntries(pairs);
  } catch {
    return undefined;
  }
}
