import type { ParameterValues, Stack, TemplateParameter } from './cloud-assembly';
import { givenParameters, type GivenParameter } from './given-parameters';
import { own } from './json';
import { parameterFault } from './parameter-fault';
import { error, note, shown, type Problem } from '../../core/problem';
import { closest } from '../../core/problem/closest';

/** Values of the template's parameters, as a deployment gets them: given ones, else their defaults. */
export class Parameters implements ParameterValues {
  private readonly given: ReadonlyMap<string, GivenParameter>;
  private readonly missing = new Map<string, Problem>();

  /** `options` are the values by `Name` or `Stack:Name`, as in `cdk deploy --parameters`. */
  constructor(options: Readonly<Record<string, string>> = {}) {
    this.given = givenParameters(options);
  }

  valueOf(stack: Stack, name: string): string | undefined {
    const declared = own(stack.template.Parameters, name);
    if (declared === undefined) return undefined;
    const value = this.givenFor(stack, name)?.value ?? (isOfSystemsManager(declared) ? undefined : defaultOf(declared));
    if (value === undefined && stack.parent === undefined) {
      this.missing.set(`${stack.name}:${name}`, missing(stack, name, declared));
    }
    return value;
  }

  problems(): Problem[] {
    return [...this.missing.values()];
  }

  /** Names that no stack has, and values that CloudFormation would refuse. */
  check(stacks: readonly Stack[]): Problem[] {
    const top = stacks.filter(({ parent }) => parent === undefined);
    return [...this.given.values()].flatMap((given) => {
      const declared = top.filter((stack) => isFor(given, stack))
        .map(({ template }) => own(template.Parameters, given.name))
        .filter((one): one is TemplateParameter => one !== undefined);
      if (declared.length === 0) return [unknown(given, top)];
      const [fault] = declared.map((one) => parameterFault(given.value, one)).filter((one) => one !== undefined);
      return fault === undefined ? [] : [error('EDGE_PREVIEW_PARAMETER', fault, given.path)];
    });
  }

  private givenFor(stack: Stack, name: string): GivenParameter | undefined {
    // A parameter of a nested stack is set by its parent.
    if (stack.parent !== undefined) return undefined;
    const keys = [`${stack.name}:${name}`, `${stack.displayName}:${name}`, name];
    return keys.map((key) => this.given.get(key)).find((one) => one !== undefined);
  }
}

function isFor({ stack }: GivenParameter, { name, displayName }: Stack): boolean {
  return stack === undefined || stack === name || stack === displayName;
}

/** The default of such a parameter is the name of a parameter of AWS Systems Manager, and not a value. */
function isOfSystemsManager({ Type }: TemplateParameter): boolean {
  return typeof Type === 'string' && Type.startsWith('AWS::SSM::Parameter::');
}

function defaultOf({ Default }: TemplateParameter): string | undefined {
  if (Array.isArray(Default)) return Default.join(',');
  return Default === undefined || Default === null ? undefined : String(Default);
}

function missing({ name: stack }: Stack, name: string, declared: TemplateParameter): Problem {
  const why = isOfSystemsManager(declared) && declared.Default !== undefined
    ? `is read from the parameter ${String(declared.Default)} of AWS Systems Manager` : 'has no default';
  return note(
    'EDGE_PREVIEW_PARAMETER_EMPTY',
    `parameter ${name} of stack ${stack} ${why}, so it is empty here; pass --parameter ${name}=VALUE`,
  );
}

function unknown({ stack, name, path }: GivenParameter, stacks: readonly Stack[]): Problem {
  const named = stack === undefined ? stacks : stacks.filter((one) => stack === one.name || stack === one.displayName);
  if (named.length === 0) {
    return error('EDGE_PREVIEW_PARAMETER', `no stack has the name ${shown(stack)}; expected one of `
      + stacks.map((one) => one.name).join(', '), path);
  }
  const names = [...new Set(named.flatMap(({ template }) => Object.keys(template.Parameters ?? {})))]
    .filter((one) => one !== 'BootstrapVersion');
  const where = stack === undefined ? 'no stack of the app' : `stack ${stack}`;
  const guess = closest(name, names);
  const hint = names.length === 0 ? 'there are none'
    : guess === undefined ? `expected one of ${names.join(', ')}` : `did you mean ${guess}?`;
  const has = stack === undefined ? 'has' : 'does not have';
  return error('EDGE_PREVIEW_PARAMETER', `${where} ${has} a parameter ${shown(name)}; ${hint}`, path);
}
