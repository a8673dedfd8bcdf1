import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Distribution, KeyValueStore, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as library from '../../src';
import { EdgeConfigError } from '../../src/attach/config-error';
import { siteOrigin } from '../support/apps';
import { ourAssembly, structProperties, type Assembly, type TypeOf } from '../support/assembly';

const assembly: Assembly = ourAssembly();
const exported = library as any;
const folder = mkdtempSync(join(tmpdir(), 'kinds-'));
const stepFile = join(folder, 'step.js');
writeFileSync(stepFile, 'exports.handler = async () => {};');
afterAll(() => rmSync(folder, { recursive: true }));

/** What JavaScript lets anyone pass. */
const circle: any = {};
circle.self = circle;
const WRONG: readonly [string, unknown][] = [
  ['undefined', undefined], ['null', null], ['a number', 5], ['NaN', NaN], ['a text', 'text'], ['true', true], ['an object', { a: 1 }], ['a circle', circle],
  ['a list', ['text']], ['a list of null', [null]], ['a list of numbers', [5]], ['a function', () => 1], ['a bigint', 10n], ['a symbol', Symbol('x')],
  ['an object without prototype', Object.create(null)], ['a date', new Date(0)],
];

interface Site {
  readonly app: App;
  readonly stack: Stack;
  readonly distribution: Distribution;
}

function site(): Site {
  const app = new App({ analyticsReporting: false, outdir: join(folder, 'out') });
  const stack = new Stack(app, 'Web', { env: { region: 'us-east-1' } });
  return { app, stack, distribution: new Distribution(stack, 'Site', { defaultBehavior: { origin: siteOrigin } }) };
}

const { ErrorAction, ErrorPage, ErrorStatuses, RedirectSource, EdgeStep, EdgeBehaviors } = library;
const statuses = ErrorStatuses.codes(404);
const action = ErrorAction.maskStatus(410);
const source = () => RedirectSource.fromInline('{ "/old": "/new" }');
const redirector = ({ stack, distribution }: Site, props: object) =>
  new library.EdgeRedirector(stack, 'X', { distribution, source: source(), ...props });
const masker = ({ stack, distribution }: Site, rules: unknown) =>
  new library.EdgeErrorMasker(stack, 'X', { distribution, rules } as never);
const headers = ({ stack, distribution }: Site, props: object) =>
  new library.SecurityHeaders(stack, 'X', { distribution, ...props });

/** How a value of each class is used, so that its problems are reported. */
const USES: Record<string, (s: Site, value: any) => unknown> = {
  ContentSecurityPolicy: (s, contentSecurityPolicy) => headers(s, { contentSecurityPolicy }),
  CspSource: (s, value) =>
    headers(s, { contentSecurityPolicy: library.ContentSecurityPolicy.fromDirectives({ scriptSrc: [value] }) }),
  EdgeBehaviors: (s, behaviors) => redirector(s, { behaviors }),
  EdgeFunctions: () => undefined,
  EdgeStep: ({ stack, distribution }, step) =>
    new library.EdgeCustomStep(stack, 'X', { distribution, step, event: LambdaEdgeEventType.ORIGIN_REQUEST }),
  ExistingAttachments: (s, existing) => redirector(s, { existing }),
  ErrorAction: (s, value) => masker(s, [{ statuses, action: value }]),
  ErrorPage: (s, page) => masker(s, [{ statuses, action: ErrorAction.respond({ page }) }]),
  ErrorRules: (s, rule) => masker(s, [rule]),
  ErrorStatuses: (s, value) => masker(s, [{ statuses: value, action }]),
  OriginHeader: (s, header) => masker(s, [{ statuses, action, originHeaders: [header] }]),
  PermissionsPolicy: (s, permissionsPolicy) => headers(s, { permissionsPolicy }),
  PrettyUrls: (s, prettyUrls) => redirector(s, { prettyUrls }),
  RedirectReads: (s, value) => redirector(s, {
    source: library.RedirectSource.fromBucket(new Bucket(s.stack, 'Lists'), 'x', { reads: [value] }),
  }),
  RedirectSource: (s, value) => redirector(s, { source: value }),
};

/** A valid value, for the parameters that are not under test. */
const GOOD: Record<string, (s: Site) => unknown> = {
  'string': () => '/404.html',
  'number': () => 404,
  'boolean': () => true,
  'constructs.Construct': ({ stack }) => stack,
  'constructs.IConstruct': ({ stack }) => stack,
  'aws-cdk-lib.interfaces.aws_cloudfront.IDistributionRef': ({ distribution }) => distribution,
  'aws-cdk-lib.aws_cloudfront.LambdaEdgeEventType': () => LambdaEdgeEventType.ORIGIN_REQUEST,
  'aws-cdk-lib.aws_s3.IBucket': ({ stack }) => stack.node.tryFindChild('Pages') ?? new Bucket(stack, 'Pages'),
  'aws-cdk-lib.aws_cloudfront.IKeyValueStore': ({ stack }) => (
    stack.node.tryFindChild('Rules') ?? new KeyValueStore(stack, 'Rules')),
  'aws-cdk-lib.aws_lambda.Runtime': () => Runtime.NODEJS_22_X,
  'aws-cdk-lib.Duration': () => Duration.minutes(1),
  'cdk-cloudfront-edge.ContentSecurityPolicy': () => library.ContentSecurityPolicy.balanced(),
  'cdk-cloudfront-edge.EdgeBehaviors': () => EdgeBehaviors.all(),
  'cdk-cloudfront-edge.EdgeStep': () => EdgeStep.fromFile(stepFile),
  'cdk-cloudfront-edge.ErrorAction': () => action,
  'cdk-cloudfront-edge.ErrorPage': () => ErrorPage.fromInline('x'),
  'cdk-cloudfront-edge.ErrorStatuses': () => statuses,
  'cdk-cloudfront-edge.PrettyUrls': () => library.PrettyUrls.trailingSlash(),
  'cdk-cloudfront-edge.RedirectSource': source,
  'cdk-cloudfront-edge.ExistingAttachments': () => library.ExistingAttachments.compose(),
  'cdk-cloudfront-edge.ErrorRule': () => ({ statuses, action }),
  'cdk-cloudfront-edge.IEdgeFunctionCustomizer': () => ({ customize: () => undefined }),
};

function good(s: Site, type: TypeOf): unknown {
  if (type.collection) return type.collection.kind === 'array' ? [good(s, type.collection.elementtype)] : {};
  const properties = structProperties(assembly, type.fqn);
  if (properties && !(type.fqn! in GOOD)) return goodStruct(s, type.fqn!);
  const make = GOOD[type.primitive ?? type.fqn!];
  if (!make) throw new Error(`say what fits ${JSON.stringify(type)}`);
  return make(s);
}

function goodStruct(s: Site, fqn: string): object {
  return Object.fromEntries(
    structProperties(assembly, fqn)!
      .filter((p) => !p.optional)
      .map((p) => [p.name, good(s, p.type!)]),
  );
}

/**
 * Whether a value is of a type as far as JavaScript can tell; of our structs with no property that is needed, anything
 * with names is.
 */
function fits(type: TypeOf, value: unknown): boolean {
  if (type.collection?.kind === 'array') {
    return Array.isArray(value) && value.every((item) => fits(type.collection!.elementtype, item));
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type.collection) return isObject;
  if (type.primitive === 'any' || type.primitive === 'json') return true;
  if (type.primitive) return typeof value === type.primitive;
  const properties = structProperties(assembly, type.fqn);
  return properties !== undefined && isObject && properties.every((p) => p.optional);
}

interface Case {
  readonly name: string;
  readonly type: TypeOf;
  readonly optional: boolean;
  readonly run: (s: Site, value: unknown) => unknown;
}

/** Each argument of a function, and each property of those that are structs, with all others as they should be. */
function casesOf(name: string, parameters: readonly any[], run: (s: Site, args: unknown[]) => unknown): Case[] {
  const others = (s: Site) => parameters.map((p) => (p.optional ? undefined : good(s, p.type)));
  const replaced = (s: Site, at: number, value: unknown) =>
    others(s).map((other, index) => (index === at ? value : other));
  return parameters.flatMap((parameter, at): Case[] => [
    { name: `${name}(${parameter.name})`, type: parameter.type, optional: !!parameter.optional || !!parameter.variadic, run: (s, value) => run(s, replaced(s, at, value)) },
    ...(structProperties(assembly, parameter.type.fqn) ?? []).map((property): Case => ({
      name: `${name}(${parameter.name}.${property.name})`,
      type: property.type!,
      optional: !!property.optional,
      run: (s, value) => run(s, replaced(s, at, { ...goodStruct(s, parameter.type.fqn), [property.name]: value })),
    })),
  ]);
}

const classes = Object.values(assembly.types).filter(({ kind }) => kind === 'class');
const cases = classes.flatMap((type): Case[] => {
  const statics = (type.methods ?? []).filter((m) => m.static && m.parameters?.length);
  const made = statics.flatMap((method) => casesOf(`${type.name}.${method.name}`, method.parameters!, (s, args) => (
    USES[type.name](s, exported[type.name][method.name](...args)))));
  const parameters = type.initializer?.parameters ?? [];
  // Scope and id are the CDK's.
  const construct =
    parameters[0]?.name === 'scope'
      ? casesOf(type.name, parameters.slice(2), (s, args) => new exported[type.name](s.stack, 'X', ...args))
      : [];
  const mixin = parameters[0]?.name === 'options' ? [
    ...casesOf(type.name, parameters, (s, args) => new exported[type.name](...args).applyTo(s.distribution.node.defaultChild)),
    ...['applyTo', 'supports'].map((method): Case => ({
      name: `${type.name}.${method}(construct)`,
      type: { primitive: 'any' },
      optional: true,
      run: (s, value) => new exported[type.name](goodStruct(s, parameters[0].type.fqn!))[method](value),
    })),
  ] : [];
  return [...made, ...construct, ...mixin];
});
const ofObjects: Case[] = [
  ...['onEvent', 'onBehaviors', 'forEach'].map((method): Case => {
    const [{ type }] = classes
      .find(({ name }) => name === 'EdgeFunctions')!
      .methods!.find(({ name }) => name === method)!.parameters!;
    return {
      name: `EdgeFunctions.${method}`,
      type,
      optional: false,
      run: (s, value) => (library.EdgeFunctions.of(s.distribution) as any)[method](value),
    };
  }),
  { name: 'ErrorStatuses.excluding', type: { primitive: 'number' }, optional: false, run: (s, value) => masker(s, [{ statuses: ErrorStatuses.clientErrors().excluding(value as number), action }]) },
  { name: 'ContentSecurityPolicy.allow', type: { fqn: 'cdk-cloudfront-edge.CspService' }, optional: false, run: (s, value) => headers(s, { contentSecurityPolicy: library.ContentSecurityPolicy.balanced().allow(value as never) }) },
  { name: 'PermissionsPolicy.allow', type: { fqn: 'cdk-cloudfront-edge.PermissionsFeature' }, optional: false, run: (s, value) => headers(s, { permissionsPolicy: library.PermissionsPolicy.empty().allow(value as never) }) },
  { name: 'a custom header', type: { fqn: 'aws-cdk-lib.aws_cloudfront.ResponseCustomHeader' }, optional: false, run: (s, value) => headers(s, { customHeaders: [value] }) },
  { name: 'a rule', type: { fqn: 'cdk-cloudfront-edge.ErrorRule' }, optional: false, run: (s, value) => masker(s, [{ statuses, action }, value]) },
  ...structProperties(assembly, 'cdk-cloudfront-edge.ErrorRule')!.map((property): Case => ({
    name: `a rule's ${property.name}`,
    type: property.type!,
    optional: !!property.optional,
    run: (s, value) => masker(s, [{ statuses, action, [property.name]: value }]),
  })),
  ...structProperties(assembly, 'cdk-cloudfront-edge.StrictTransportSecurity')!.map((property): Case => ({
    name: `strictTransportSecurity.${property.name}`,
    type: property.type!,
    optional: !!property.optional,
    run: (s, value) => headers(s, { strictTransportSecurity: { [property.name]: value } }),
  })),
];

/** The error of a use, from at once to the end of the synthesis. */
function errorOf(run: (s: Site) => unknown): unknown {
  const s = site();
  try {
    run(s);
    s.app.synth();
    return undefined;
  } catch (error) {
    return error;
  }
}

it('every class is tried', () => {
  const tried = new Set([...cases, ...ofObjects].map(({ name }) => name.split(/[.(]/, 1)[0]));
  // Made by the library itself; its metric is the CDK's.
  expect(classes.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual(['EdgeFunction']);
  expect(cases.length).toBeGreaterThan(80);
});

it.each([...cases, ...ofObjects].map((c) => [c.name, c] as const))(
  '%s of another kind is refused in our words, or taken',
  (_, { type, optional, run }) => {
    for (const [name, value] of WRONG) {
      const error = errorOf((s) => run(s, value)) as Error | undefined;
      const absent = value === undefined || value === null;
      const isRight = (absent && optional) || (!absent && fits(type, value));
      const said = error === undefined ? `${name} is taken` : `${name}: ${error.name}: ${error.message}`;
      expect([said, error === undefined || error instanceof EdgeConfigError]).toEqual([said, true]);
      if (!isRight) expect(said).toMatch(/\[EDGE_[A-Z_]+\]$/m);
    }
  },
);
