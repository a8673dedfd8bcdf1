import { allNames } from './bindings';
import type { FreshNames } from './fresh-names';
import { importedNames, type ImportedName } from './imports';
import type { Parsed } from './syntax';

/** Built-in modules that `require` returns as well, in every scope. `cloudfront` is only there for imports. */
const REQUIRED = ['crypto', 'querystring', 'buffer'];

/** What several files import, for the top of one module: each thing is imported once. */
export class HoistedImports {
  private readonly hoisted = new Map<string, { readonly name: string; readonly line: string }>();

  constructor(private readonly files: readonly Parsed[], private readonly fresh: FreshNames) {}

  /** Declares the names of one file in its own scope. */
  declarations(names: readonly ImportedName[]): string {
    return names.map((imported) => {
      const value = imported.imported === 'default' && REQUIRED.includes(imported.module)
        ? `require('${imported.module}')` : this.nameOf(imported);
      return value === imported.local ? '' : `const ${imported.local} = ${value};`;
    }).join('');
  }

  /** The name of the default export of a module that our own code needs. */
  ours(module: string): string {
    return this.nameOf({ module, imported: 'default', local: module });
  }

  /** The import declarations, one on each line. */
  get lines(): string[] {
    return [...this.hoisted.values()].map(({ line }) => line);
  }

  private nameOf(wanted: ImportedName): string {
    const { module, imported, local } = wanted;
    const key = JSON.stringify([module, imported]);
    const known = this.hoisted.get(key);
    if (known !== undefined) return known.name;
    const names = module === 'cloudfront' && imported === 'default' ? ['cf', local] : [local];
    const name = names.find((free) => this.means({ ...wanted, local: free })) ?? this.fresh.next(`edge_${module.replace(/\W/g, '_')}`);
    const what = imported === 'default' ? name : imported === '*' ? `* as ${name}` : `{ ${imported} as ${name} }`;
    this.hoisted.set(key, { name, line: `import ${what} from ${JSON.stringify(module).replace(/"/g, "'")};` });
    return name;
  }

  /** Whether the local name is not used for anything else in any file. */
  private means({ module, imported, local }: ImportedName): boolean {
    return !local.startsWith('edge') && this.files.every((file) => !allNames(file).has(local)
      || importedNames(file).some((i) => i.module === module && i.imported === imported && i.local === local));
  }
}
