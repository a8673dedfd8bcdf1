import { parseTOML } from 'toml-eslint-parser';
import type { AST } from 'toml-eslint-parser';
import { JsonFault, JsonMember, JsonValue } from '../../../core/redirects/formats/json/tokens';
import { endBefore } from '../../../core/redirects/formats/place';

/** Parses TOML to the same tree as JSON, with the offsets of tables and values. */
export function readToml(text: string): JsonValue {
  const root = new Table(0);
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text);
  } catch (fault) {
    if (!(fault instanceof Error && 'index' in fault)) throw fault;
    throw new JsonFault(fault.message, placeOf(text, fault.message, Number(fault.index)));
  }
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') {
      root.set(keysOf(node.key), node);
      continue;
    }
    const table = root.table(node.resolvedKey, node.range[0]);
    for (const pair of node.body) table.set(keysOf(pair.key), pair);
  }
  return root.value();
}

/**
 * Where a person looks for a fault: the parser notices a value that is missing on the next line. A key that occurs
 * twice is at the beginning of its own line.
 */
function placeOf(text: string, message: string, index: number): number {
  const before = text.slice(0, index);
  const isNoticedLate = /(?:^|[\r\n])[ \t]*$/.test(before) && !/multiple|redefin|already|duplicate/i.test(message);
  return isNoticedLate ? endBefore(text, index) : index;
}

class Table {
  private readonly entries = new Map<string | number, Table | JsonValue>();

  constructor(private readonly at: number) {}

  table(path: readonly (string | number)[], at: number): Table {
    return path.reduce<Table>((table, key) => {
      const known = table.entries.get(key);
      if (known instanceof Table) return known;
      const added = new Table(at);
      table.entries.set(key, added);
      return added;
    }, this);
  }

  set(path: readonly string[], { range, value }: AST.TOMLKeyValue): void {
    this.table(path.slice(0, -1), range[0]).entries.set(path[path.length - 1], valueOf(value));
  }

  value(): JsonValue {
    const values = [...this.entries].map(
      ([key, entry]) => [key, entry instanceof Table ? entry.value() : entry] as const,
    );
    if (values.some(([key]) => typeof key === 'number')) {
      return { type: 'array', at: this.at, items: values.map(([, value]) => value) };
    }
    const members = values.map(([key, value]): JsonMember => ({ key: String(key), at: value.at, value }));
    return { type: 'object', at: this.at, members };
  }
}

function keysOf({ keys }: AST.TOMLKey): string[] {
  return keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
}

function valueOf(node: AST.TOMLContentNode): JsonValue {
  const at = node.range[0];
  if (node.type === 'TOMLArray') return { type: 'array', at, items: node.elements.map(valueOf) };
  if (node.type === 'TOMLInlineTable') {
    const table = new Table(at);
    for (const pair of node.body) table.set(keysOf(pair.key), pair);
    return table.value();
  }
  switch (node.kind) {
    case 'string': return { type: 'string', at, value: node.value };
    case 'boolean': return { type: 'boolean', at, value: node.value };
    case 'integer': case 'float': return { type: 'number', at, value: node.value };
    default: return { type: 'string', at, value: node.datetime };
  }
}
