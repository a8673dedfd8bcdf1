import { brokenReferences } from '../any-distribution/references';

type Json = Record<string, any>;

/** A template as it is deployed with values of its parameters: without what conditions leave out. */
export function deployment(template: Json, values: Readonly<Record<string, string>> = {}): Json {
  const given = Object.fromEntries(Object.entries<Json>(template.Parameters ?? {}).map(
    ([name, { Default }]) => [name, values[name] ?? Default]));
  const holds = (name: string): boolean => truth(template.Conditions[name]);
  const text = (value: any): unknown => (value?.Ref in given ? given[value.Ref] : value);
  const truth = (value: Json): boolean => {
    const [[name, parts]] = Object.entries<any>(value);
    switch (name) {
      case 'Condition': return holds(parts);
      case 'Fn::Equals': return String(text(parts[0])) === String(text(parts[1]));
      case 'Fn::Not': return !truth(parts[0]);
      case 'Fn::And': return parts.every(truth);
      case 'Fn::Or': return parts.some(truth);
      default: throw new Error(`unknown condition ${name}`);
    }
  };
  const settled = (value: any): any => {
    if (Array.isArray(value)) return value.map(settled).filter((one) => one !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    if (value.Ref === 'AWS::NoValue') return undefined;
    if (value['Fn::If']) return settled(value['Fn::If'][holds(value['Fn::If'][0]) ? 1 : 2]);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, settled(one)])
      .filter(([, one]) => one !== undefined));
  };
  const present = (part: Json = {}) => Object.fromEntries(Object.entries<Json>(part)
    .filter(([, { Condition }]) => Condition === undefined || holds(Condition))
    .map(([id, one]) => [id, settled(one)]));
  return {
    Parameters: template.Parameters,
    Resources: present(template.Resources),
    Outputs: present(template.Outputs),
  };
}

/** What names nothing in a deployment. */
export function dangling(template: Json, values?: Readonly<Record<string, string>>): string[] {
  return brokenReferences({ stack: deployment(template, values) });
}
