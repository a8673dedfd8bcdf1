/** A value that the user gives for a parameter. */
export interface GivenParameter {
  /** Undefined if it is for all stacks with such a parameter. */
  readonly stack?: string;
  readonly name: string;
  readonly value: string;
  /** The option, for messages; without the value, which may be secret. */
  readonly path: string;
}

/** Reads `Name` and `Stack:Name`, the keys of `cdk deploy --parameters`. */
export function givenParameters(options: Readonly<Record<string, string>>): ReadonlyMap<string, GivenParameter> {
  return new Map(Object.entries(options).map(([key, value]) => {
    const at = key.lastIndexOf(':');
    const name = key.slice(at + 1);
    const path = `--parameter ${key}`;
    const stack = key.slice(0, Math.max(at, 0));
    return stack === '' || stack === '*' ? [name, { name, value, path }] : [key, { stack, name, value, path }];
  }));
}
