import type { Template } from './cloud-assembly';
import { kindOf, type JsonObject } from './json';
import { error, type Problem } from '../../core/problem';
import { isObject } from '../../core/values/is-object';

const SECTIONS = ['Resources', 'Outputs', 'Parameters', 'Conditions', 'Mappings'] as const;

/** Checks the shape of a template. Entries that are malformed are reported and left out of the result. */
export function checkTemplate(read: JsonObject, file: string, problems: Problem[]): Template {
  const wrong = (where: string, expected: string, value: unknown) => {
    problems.push(error('EDGE_PREVIEW_TEMPLATE', `${where} must be ${expected}, got ${kindOf(value)}`, file));
  };
  const section = (name: typeof SECTIONS[number], check: (entry: unknown, where: string) => boolean) => {
    const entries = read[name];
    if (entries === undefined) return {};
    if (!isObject(entries)) return wrong(name, 'an object', entries) ?? {};
    return Object.fromEntries(
      Object.entries(entries).filter(([key, entry]) => !isMacro(key) && check(entry, `${name}.${key}`)),
    );
  };
  const object = (entry: unknown, where: string) => isObject(entry) || (wrong(where, 'an object', entry), false);
  const resource = (entry: unknown, where: string) => {
    if (!isObject(entry)) return object(entry, where);
    const { Type, Properties, Metadata } = entry;
    const typed = typeof Type === 'string' && Type !== '';
    if (!typed) wrong(`${where}.Type`, 'a resource type', Type);
    const filled = Properties === undefined || isObject(Properties);
    if (!filled) wrong(`${where}.Properties`, 'an object', Properties);
    const described = Metadata === undefined || isObject(Metadata);
    if (!described) wrong(`${where}.Metadata`, 'an object', Metadata);
    return typed && filled && described;
  };
  return {
    Resources: section('Resources', resource),
    Outputs: section('Outputs', object),
    Parameters: section('Parameters', object),
    Conditions: section('Conditions', () => true),
    Mappings: section('Mappings', object),
  } as unknown as Template;
}

/** `Fn::ForEach::Name`, `Fn::Transform`: only CloudFormation can expand them. */
function isMacro(key: string): boolean {
  return key.startsWith('Fn::');
}
