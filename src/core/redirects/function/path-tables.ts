import type { FunctionRule } from './format';

/** A table of whole paths, as one rule. */
interface Table {
  readonly rest: FunctionRule;
  readonly numbers: number[];
  text: string;
}

/**
 * Joins rules for whole paths, which are in the order of precedence, to tables. Only rules without conditions can share
 * one. They may change places as long as no request matches two of them; where one could, new tables begin.
 */
export class PathTables {
  /** The numbers of the rules in the list, for each rule of the function: of a table, those of its entries. */
  readonly numbers: (readonly number[])[] = [];
  private readonly done: FunctionRule[] = [];
  private readonly tables = new Map<string, Table>();
  /** The hosts of the paths in the tables, by path. */
  private readonly hosts = new Map<string, string[]>();

  add(rule: FunctionRule, number: number): void {
    const [source,,, , tests, host = 0, exempt] = rule;
    if (!source.startsWith(' ') || tests || exempt) {
      this.close();
      this.done.push(rule);
      this.numbers.push([number]);
      return;
    }
    const path = comparable(source);
    const hosts = this.hosts.get(path) ?? [];
    if (hosts.some((other) => overlap(other, host || ''))) {
      this.close();
      return this.add(rule, number);
    }
    this.hosts.set(path, [...hosts, host || '']);
    const key = JSON.stringify(rule.slice(1));
    const table = this.tables.get(key);
    if (table) {
      table.text += source.slice(1);
      table.numbers.push(number);
    } else {
      this.tables.set(key, { rest: rule, numbers: [number], text: source });
    }
  }

  finish(): FunctionRule[] {
    this.close();
    return this.done;
  }

  private close(): void {
    for (const { rest: [, status, ...more], text, numbers } of this.tables.values()) {
      this.done.push([text, status, ...more]);
      this.numbers.push(numbers);
    }
    this.tables.clear();
    this.hosts.clear();
  }
}

/** Two spellings of a path that one request could match are equal. */
function comparable(source: string): string {
  return source.slice(1, source.indexOf('>')).replace(/\/$/, '').toLowerCase();
}

/** Whether a request could have both hosts; empty is any. */
function overlap(a: string, b: string): boolean {
  const fixed = (host: string): boolean => host !== '' && !host.startsWith('*');
  return !fixed(a) || !fixed(b) || a === b;
}

