import {
  Aspects,
  BootstraplessSynthesizer,
  CliCredentialsStackSynthesizer,
  DefaultStackSynthesizer,
  LegacyStackSynthesizer,
  PermissionsBoundary,
  Stack,
  Stage,
  Tags,
  type IStackSynthesizer,
  type StackProps,
} from 'aws-cdk-lib';
import { AssetManifestArtifact } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import { ACCOUNT, IRELAND, l2Site, maskErrors, newApp, ofType, rules, templatesOf, VIRGINIA } from './support';
import { EdgeErrorMasker } from '../../src';

/** A site in Ireland with error pages, and what of its support stack is written where the CLI deploys from. */
function site(props: StackProps = {}, appProps: Parameters<typeof newApp>[1] = {}) {
  const app = newApp({}, appProps);
  const stack = new Stack(app, 'Web', { env: IRELAND, ...props });
  maskErrors(stack, l2Site(stack));
  const artifact = (region: string) =>
    app.synth({ force: true }).stacksRecursively.find((s) => s.environment.region === region)!;
  return { app, stack, support: () => artifact('us-east-1'), web: () => artifact('eu-west-1') };
}

const ownBootstrap = () =>
  new DefaultStackSynthesizer({
    qualifier: 'mine',
    deployRoleArn: 'arn:aws:iam::${AWS::AccountId}:role/deploy-${AWS::Region}',
  });

describe('the support stack is deployed as the stack of the site', () => {
  it.each<[string, StackProps, Parameters<typeof newApp>[1]]>([
    ['of the stack', { synthesizer: ownBootstrap() }, {}],
    ['of the app', {}, { defaultStackSynthesizer: ownBootstrap() }],
  ])('with the synthesizer %s', (_, props, appProps) => {
    const { support, web } = site(props, appProps);
    expect(web().assumeRoleArn).toBe(`arn:aws:iam::${ACCOUNT}:role/deploy-eu-west-1`);
    expect(support().assumeRoleArn).toBe(`arn:aws:iam::${ACCOUNT}:role/deploy-us-east-1`);
    expect(support().stackTemplateAssetObjectUrl).toContain('cdk-mine-assets');
    const [manifest] = support().dependencies.filter((d): d is AssetManifestArtifact =>
      AssetManifestArtifact.isAssetManifestArtifact(d),
    );
    expect(manifest.contents.files && Object.values(manifest.contents.files).map((f) => f.source.path)).toEqual([
      support().templateFile,
    ]);
  });

  it.each<[string, () => IStackSynthesizer, RegExp | undefined, string | undefined]>([
    ['that needs no bootstrap', () => new BootstraplessSynthesizer({ deployRoleArn: 'arn:aws:iam::111122223333:role/d' }), undefined, 'arn:aws:iam::111122223333:role/d'],
    ['of the old bootstrap', () => new LegacyStackSynthesizer(), undefined, undefined],
    ['of the credentials of the CLI', () => new CliCredentialsStackSynthesizer({ qualifier: 'mine' }), /cdk-mine-assets-.*-us-east-1/, undefined],
    ['of the default kind in an app of another', () => new DefaultStackSynthesizer(), /cdk-hnb659fds-assets-/, 'role/cdk-hnb659fds-deploy-role-'],
  ])('with a synthesizer %s', (_, synthesizer, templateUrl, role) => {
    const { support } = site({ synthesizer: synthesizer() }, { defaultStackSynthesizer: ownBootstrap() });
    expect(support().stackTemplateAssetObjectUrl ?? '').toMatch(templateUrl ?? /^$/);
    expect(support().assumeRoleArn ?? '').toContain(role ?? '');
    expect(support().assumeRoleArn === undefined).toBe(role === undefined);
    expect(JSON.stringify(support().template).includes('BootstrapVersion')).toBe(role?.includes('hnb659fds') ?? false);
  });

  it('with the default synthesizer by default', () => {
    expect(site().support().stackTemplateAssetObjectUrl).toContain(`cdk-hnb659fds-assets-${ACCOUNT}-us-east-1`);
  });

  it.each([
    ['by name', PermissionsBoundary.fromName('boundary'), { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:policy/boundary`]] }],
    ['by ARN', PermissionsBoundary.fromArn('arn:aws:iam::aws:policy/boundary'), 'arn:aws:iam::aws:policy/boundary'],
  ])('within its permissions boundary, given %s', (_, permissionsBoundary, expected) => {
    const roles = ofType(site({ permissionsBoundary }).support().template, 'AWS::IAM::Role');
    expect(roles.map((r) => r.Properties.PermissionsBoundary)).toEqual([expected]);
  });

  it('without a boundary where there is none', () => {
    expect(ofType(site().support().template, 'AWS::IAM::Role').map((r) => r.Properties.PermissionsBoundary)).toEqual([
      undefined,
    ]);
  });

  it.each([true, false])('with termination protection %s', (terminationProtection) => {
    expect(site({ terminationProtection }).support().terminationProtection ?? false).toBe(terminationProtection);
  });

  it('with termination protection that is enabled later', () => {
    const { stack, support } = site();
    stack.terminationProtection = true;
    expect(support().terminationProtection).toBe(true);
  });

  it('with the tags of the stack, and those of the app', () => {
    const { app, support } = site({ tags: { team: 'web' } });
    Tags.of(app).add('cost', '1');
    expect(support().tags).toEqual({ team: 'web', cost: '1' });
    expect(ofType(support().template, 'AWS::Lambda::Function')[0].Properties.Tags).toEqual([
      { Key: 'cost', Value: '1' },
    ]);
  });

  it('and is seen by the aspects of the app', () => {
    const { app, support } = site();
    const seen: string[] = [];
    Aspects.of(app).add({ visit: (node) => { if (Stack.isStack(node)) seen.push(node.stackName); } });
    support();
    expect(seen).toEqual(['Web', 'Web-eu-west-1-edge-functions']);
  });
});

describe('the name of the support stack', () => {
  it('differs for stacks with the same name in two regions', () => {
    const app = newApp();
    for (const region of ['eu-west-1', 'eu-west-2']) {
      const stack = new Stack(app, `Web-${region}`, { stackName: 'site', env: { account: ACCOUNT, region } });
      maskErrors(stack, l2Site(stack));
    }
    expect(Object.keys(templatesOf(app))).toHaveLength(3); // "site" is there twice
    expect(
      app
        .synth()
        .stacks.map((s) => s.stackName)
        .sort(),
    ).toEqual(['site', 'site', 'site-eu-west-1-edge-functions', 'site-eu-west-2-edge-functions']);
  });

  it('is not too long, and still differs', () => {
    const app = newApp();
    for (const end of ['1', '2']) {
      const stack = new Stack(app, `${'W'.repeat(120)}${end}`, { env: IRELAND });
      maskErrors(stack, l2Site(stack));
    }
    const names = app.synth().stacks.map((s) => s.stackName);
    expect(new Set(names).size).toBe(4);
    expect(Math.max(...names.map((n) => n.length))).toBe(128);
  });
});

describe('a stack id of the user', () => {
  const attach = (stack: Stack) =>
    new EdgeErrorMasker(stack, 'Errors', { distribution: l2Site(stack), rules, stackId: 'Mine' });

  it('is shared by the stacks of a stage that name it', () => {
    const app = newApp();
    const stage = new Stage(app, 'Prod', { env: IRELAND });
    attach(new Stack(stage, 'One'));
    attach(new Stack(stage, 'Two'));
    expect(app.synth().stacksRecursively.map((s) => s.stackName).sort()).toEqual(['Prod-Mine', 'Prod-One', 'Prod-Two']);
  });

  it('is not shared by accounts: CloudFront does not take functions of another account', () => {
    const app = newApp();
    attach(new Stack(app, 'One', { env: IRELAND }));
    attach(new Stack(app, 'Two', { env: { account: '444455556666', region: 'eu-west-1' } }));
    expect(() => app.synth()).toThrow(/EDGE_FUNCTION_STACK/);
  });

  it('is shared by stacks that have no account', () => {
    const app = newApp();
    for (const id of ['One', 'Two']) attach(new Stack(app, id, { env: { region: 'eu-west-1' } }));
    expect(Object.keys(templatesOf(app)).sort()).toEqual(['Mine', 'One', 'Two']);
  });

  it('may be that of the user\'s own stack in us-east-1', () => {
    const app = newApp();
    new Stack(app, 'Mine', { env: VIRGINIA, stackName: 'functions' });
    attach(new Stack(app, 'Web', { env: IRELAND }));
    expect(ofType(templatesOf(app).functions, 'AWS::Lambda::Function')).toHaveLength(1);
  });

  it.each<[string, (app: ReturnType<typeof newApp>) => Construct, RegExp]>([
    ['a stack elsewhere', (app) => new Stack(app, 'Mine', { env: IRELAND }), /stackId names a stack in eu-west-1, got "Mine"/],
    ['a stack anywhere', (app) => new Stack(app, 'Mine'), /stackId names a stack without a Region, got "Mine"/],
    ['a stack of another account', (app) => new Stack(app, 'Mine', { env: { account: '444455556666', region: 'us-east-1' } }),
      /stackId names a stack in 444455556666 for a distribution in 111122223333, got "Mine"/],
    ['a stack of any account', (app) => new Stack(app, 'Mine', { env: { region: 'us-east-1' } }),
      /stackId names a stack without an account for a distribution in 111122223333, got "Mine"/],
    ['no stack', (app) => new Construct(app, 'Mine'), /stackId names a construct that is not a stack, got "Mine"/],
  ])('is refused if it is that of %s', (_, other, message) => {
    const app = newApp();
    other(app);
    for (const id of ['Web', 'More']) attach(new Stack(app, id, { env: IRELAND }));
    expect(() => app.synth()).toThrow(message);
    expect(() => app.synth()).toThrow(/Web\/[^]*EDGE_FUNCTION_STACK[^]*More\/[^]*EDGE_FUNCTION_STACK/);
  });
});

