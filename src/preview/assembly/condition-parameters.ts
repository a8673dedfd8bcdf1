import type { Template } from './cloud-assembly';
import { own } from './json';

/** The parameters that a condition depends on, by other conditions as well. */
export function parametersOf({ Conditions, Parameters }: Template, condition: string): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (expression: unknown): void => {
    if (typeof expression !== 'object' || expression === null) return;
    for (const [key, value] of Object.entries(expression)) {
      if (key === 'Ref' && typeof value === 'string' && own(Parameters, value) !== undefined) found.add(value);
      if (key === 'Condition' && typeof value === 'string') follow(value);
      visit(value);
    }
  };
  const follow = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    visit(own(Conditions, name));
  };
  follow(condition);
  return [...found];
}
