type Json = Record<string, any>;

/** References of a value: logical ids, and exports and outputs of other stacks. */
function* referencesIn(
  value: any,
): Generator<{ readonly id?: string; readonly condition?: string; readonly output?: Json }> {
  if (Array.isArray(value)) {
    for (const one of value) yield* referencesIn(one);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, argument] of Object.entries<any>(value)) {
      if (name === 'Ref') {
        yield { id: argument };
      } else if (name === 'Fn::GetAtt') {
        yield { id: Array.isArray(argument) ? argument[0] : String(argument).split('.')[0] };
      } else if (name === 'Fn::GetStackOutput') {
        yield { output: argument };
      } else if (name === 'Fn::If') {
        yield { condition: argument[0] };
      } else if (name === 'Fn::Sub') {
        const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
        for (const [, id] of String(text).matchAll(/\$\{(\w+(?:::\w+)*)[.\w]*\}/g)) if (!(id in own)) yield { id };
      }
      yield* referencesIn(argument);
    }
  }
}

/** References that name nothing, and cycles. */
export function brokenReferences(templates: Readonly<Record<string, Json>>): string[] {
  return Object.entries(templates).flatMap(([stack, template]) => {
    const { Resources = {}, Parameters = {}, Conditions = {} } = template;
    const known = (id: string) => id.startsWith('AWS::') || id in Resources || id in Parameters;
    const dangling = [...referencesIn(template)].flatMap(({ id, condition, output }) => [
      ...(id !== undefined && !known(id) ? [`${stack}: ${id} is not there`] : []),
      ...(condition !== undefined && !(condition in Conditions) ? [`${stack}: no condition ${condition}`] : []),
      ...(output && templates[output.StackName]?.Outputs?.[output.OutputName] === undefined ? [`${stack}: no output ${JSON.stringify(output)}`] : []),
    ]);
    return [...dangling, ...cycles(Resources).map((cycle) => `${stack}: ${cycle}`)];
  });
}

function cycles(resources: Json): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (id: string, path: readonly string[]) => {
    if (path.includes(id)) return void found.push([...path, id].join(' > '));
    if (done.has(id) || !(id in resources)) return;
    const { DependsOn = [] } = resources[id];
    const next = [...referencesIn(resources[id])].flatMap((r) => r.id ?? []);
    const depends = Array.isArray(DependsOn) ? DependsOn : [DependsOn];
    for (const one of new Set([...next, ...depends])) visit(one, [...path, id]);
    done.add(id);
  };
  Object.keys(resources).forEach((id) => visit(id, []));
  return found;
}
