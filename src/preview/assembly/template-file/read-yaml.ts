import { yamlLibrary, type YamlDocument, type YamlNode } from './yaml-library';

/** The value of a template in YAML, with the short forms of intrinsic functions as JSON has them; or what is wrong. */
export function readYaml(text: string, folder: string): { readonly value: unknown } | { readonly fault: string } {
  const library = yamlLibrary(folder);
  if (library === undefined) {
    return { fault: 'is YAML, which needs a parser; install one by "npm install --save-dev yaml"' };
  }
  const document = library.parseDocument(text, { logLevel: 'silent', prettyErrors: true });
  const [first] = document.errors;
  if (first !== undefined) return { fault: `is not valid YAML (${first.message.split('\n')[0]})` };
  return { value: valueOf(document.contents, document) };
}

function valueOf(given: YamlNode | null | undefined, document: YamlDocument): unknown {
  if (given === null || given === undefined || typeof given !== 'object') return given ?? null;
  const node = given.source === undefined ? given : target(given, document);
  const plain = collectionOrScalar(node, document);
  return node.tag?.startsWith('!') && !node.tag.startsWith('!!') ? intrinsic(node.tag.slice(1), plain) : plain;
}

function target(alias: YamlNode, document: YamlDocument): YamlNode {
  return (typeof alias.resolve === 'function' ? alias.resolve(document) : alias.source as YamlNode) ?? {};
}

function collectionOrScalar(node: YamlNode, document: YamlDocument): unknown {
  if (node.items === undefined) return node.value ?? null;
  if (Array.isArray(node.toJSON?.())) return node.items.map((item) => valueOf(item as YamlNode, document));
  const pairs = node.items as readonly { readonly key: YamlNode; readonly value: YamlNode | null }[];
  return Object.fromEntries(pairs.map(({ key, value }) => [String(valueOf(key, document)), valueOf(value, document)]));
}

/** `!Ref X` is `{ Ref: X }`, `!GetAtt A.B` is `{ "Fn::GetAtt": ["A", "B"] }`, `!Sub x` is `{ "Fn::Sub": x }`. */
function intrinsic(name: string, argument: unknown): unknown {
  if (name === 'Ref' || name === 'Condition') return { [name]: argument };
  if (name !== 'GetAtt' || typeof argument !== 'string') return { [`Fn::${name}`]: argument };
  const dot = argument.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [argument] : [argument.slice(0, dot), argument.slice(dot + 1)] };
}
