import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../src/core/problem';
import { PreviewError } from '../../../src/preview/errors';
import { AssemblyBuilder, type StackBuilder } from '../support/assembly';
import { addSite, customOrigin, lambdaAt, preview, type SiteOptions } from '../support/site';

/** The problems that keep a preview of this folder from starting; empty if it starts. */
function problemsOf(directory: string, distribution?: string): readonly Problem[] {
  try {
    preview(directory, { distribution });
    return [];
  } catch (error) {
    if (error instanceof PreviewError) return error.problems;
    throw error;
  }
}

function app(
  options: SiteOptions = {},
  change: (stack: StackBuilder, assembly: AssemblyBuilder) => void = () => undefined,
): string {
  const assembly = new AssemblyBuilder();
  const stack = assembly.stack('Web');
  addSite(assembly, stack, options);
  change(stack, assembly);
  return assembly.write();
}

/** An app with one of its files edited. */
function edited(file: string, edit: (content: any, text: string) => unknown, directory = app()): string {
  const path = join(directory, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '{}';
  const made = edit(JSON.parse(text), text);
  writeFileSync(path, typeof made === 'string' ? made : JSON.stringify(made));
  return directory;
}

describe('a malformed file of the assembly is reported', () => {
  const files = ['manifest.json', 'Web.template.json', 'Web.assets.json'];

  test.each(files.flatMap((file) => [0, 1, 20, -2].map((length) => [file, length] as const)))(
    '%s, cut off after %i characters',
    (file, length) => {
      const [problem, ...more] = problemsOf(edited(file, (_, text) => text.slice(0, length)));
      expect([problem?.code, problem?.path, more]).toEqual(['EDGE_PREVIEW_ASSEMBLY', file, []]);
      expect(problem!.message).toMatch(/^(is empty|is not valid JSON, or is incomplete \(.+\)); run "npx cdk synth" again$/);
    },
  );

  test.each(files)('%s as a list, as null, as a number', (file) => {
    for (const [text, kind] of [['[]', 'a list'], ['null', 'null'], ['7', '7']] as const) {
      expect(problemsOf(edited(file, () => text))).toMatchObject([
        { code: 'EDGE_PREVIEW_ASSEMBLY', path: file, message: expect.stringContaining(`contains ${kind} `) },
      ]);
    }
  });

  test.each(files)('%s as a folder', (file) => {
    const directory = app();
    rmSync(join(directory, file));
    mkdirSync(join(directory, file));
    expect(problemsOf(directory)).toMatchObject([
      { code: 'EDGE_PREVIEW_ASSEMBLY', path: file, message: expect.stringMatching(/^cannot be read/) },
    ]);
  });

  test('a template that is missing', () => {
    const directory = app();
    rmSync(join(directory, 'Web.template.json'));
    expect(problemsOf(directory)).toMatchObject([
      { code: 'EDGE_PREVIEW_ASSEMBLY', path: 'Web.template.json', message: expect.stringMatching(/^does not exist/) },
    ]);
  });

  test('all of them at once', () => {
    const directory = edited('Web.template.json', () => '{', edited('Web.assets.json', () => '['));
    expect(problemsOf(directory).map(({ path }) => path)).toEqual(['Web.template.json']);
    expect(
      problemsOf(
        edited(
          'Web.template.json',
          (_, text) => text.replace(/\$/, ''),
          edited('Web.assets.json', () => '['),
        ),
      ).map(({ path }) => path),
    ).toEqual(['Web.assets.json']);
  });

  test.each<[string, (manifest: any) => unknown]>([
    ['no artifacts', (manifest) => ({ ...manifest, artifacts: undefined })],
    ['artifacts as a list', (manifest) => ({ ...manifest, artifacts: [] })],
    ['an artifact that is null', (manifest) => ({ ...manifest, artifacts: { Web: null } })],
    ['a stack without a template', ({ artifacts }) => ({ artifacts: { Web: { ...artifacts.Web, properties: {} } } })],
    ['a stage without a folder', () => ({ artifacts: { Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 5 } } } })],
    ['a stage that contains itself', () => ({ artifacts: { Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } })],
  ])('a manifest with %s', (_, change) => {
    const problems = problemsOf(edited('manifest.json', change));
    expect(problems).toMatchObject([{ code: 'EDGE_PREVIEW_ASSEMBLY', path: 'manifest.json' }]);
  });

  test('a byte order mark is ignored', () => {
    for (const file of files) expect(problemsOf(edited(file, (_, text) => `\uFEFF${text}`))).toEqual([]);
  });
});

describe('a template that CloudFormation would refuse is reported', () => {
  const resource = (name: string, change: (resource: any) => unknown) => edited('Web.template.json', (template) => {
    template.Resources[name] = change(template.Resources[name]);
    return template;
  });
  const config = (change: (config: any) => void) => resource('Site', (site) => {
    change(site.Properties.DistributionConfig);
    return site;
  });

  test.each<[string, string, () => string]>([
    ['resources that are not an object', 'Resources must be an object, got a list', () => edited('Web.template.json', () => ({ Resources: [] }))],
    ['a resource that is null', 'Resources.Deployment must be an object, got null', () => resource('Deployment', () => null)],
    ['a resource without a type', 'Resources.Bucket.Type must be a resource type, got nothing', () => resource('Bucket', () => ({}))],
    ['a type that is not a string', 'Resources.Bucket.Type must be a resource type, got 5', () => resource('Bucket', () => ({ Type: 5 }))],
    ['properties that are null', 'Resources.Site.Properties must be an object, got null', () => resource('Site', (it) => ({ ...it, Properties: null }))],
    ['properties that are a list', 'Resources.Site.Properties must be an object, got a list', () => resource('Site', (it) => ({ ...it, Properties: [] }))],
    ['an output that is null', 'Outputs.X must be an object, got null', () => edited('Web.template.json', (it) => ({ ...it, Outputs: { X: null } }))],
    ['no config', 'DistributionConfig must be an object, got nothing', () => resource('Site', (it) => ({ ...it, Properties: {} }))],
    ['no default behavior', 'DefaultCacheBehavior must be the default behavior, got nothing', () => config((it) => { delete it.DefaultCacheBehavior; })],
    ['no origins', 'Origins must be a list with an origin, got nothing', () => config((it) => { delete it.Origins; })],
    ['origins that are not a list', 'Origins must be a list, got an object', () => config((it) => { it.Origins = {}; })],
    ['a behavior without an origin', 'TargetOriginId must be one of "web", got "nobody"', () => config((it) => { it.DefaultCacheBehavior.TargetOriginId = 'nobody'; })],
    ['a behavior without a pattern', 'CacheBehaviors[0].PathPattern must be a path pattern', () => config((it) => { it.CacheBehaviors = [{ TargetOriginId: 'web' }]; })],
    ['a group with an unknown member', 'origin group "g" must be two of "web", got "gone"', () => config((it) => {
      it.OriginGroups = { Items: [{ Id: 'g', Members: { Items: [{ OriginId: 'web' }, { OriginId: 'gone' }] } }] };
    })],
    ['an origin without a name', 'Origins[0].DomainName must be a domain name, got nothing', () => config((it) => { delete it.Origins[0].DomainName; })],
    ['an invalid port', 'Origins[1].HTTPPort must be a whole number from 1 to 65535, got "http"', () => config((it) => {
      it.Origins.push(
        customOrigin('api.example.com', {
          CustomOriginConfig: { HTTPPort: 'http', OriginProtocolPolicy: 'http-only' },
        }),
      );
    })],
    ['an invalid header name', 'Origins[1].OriginCustomHeaders must be a header name, got "a b"', () => config((it) => {
      it.Origins.push(
        customOrigin('api.example.com', { OriginCustomHeaders: [{ HeaderName: 'a b', HeaderValue: 'x' }] }),
      );
    })],
    ['an error page with an invalid status', 'CustomErrorResponses[0].ResponseCode must be a whole number from 200 to 599, got 9999', () => config((it) => {
      it.CustomErrorResponses = [{ ErrorCode: 404, ResponseCode: 9999, ResponsePagePath: '/x' }];
    })],
    ['an intrinsic function with wrong arguments', 'Fn::Join takes [delimiter, values], got null', () => config((it) => { it.DefaultRootObject = { 'Fn::Join': null }; })],
    ['a Ref without a name', 'Ref takes a name, got an object', () => config((it) => { it.DefaultRootObject = { Ref: {} }; })],
  ])('%s', (_, message, build) => {
    const problems = problemsOf(build());
    const found = problems.filter((problem) => problem.message.includes(message));
    expect([problems.map((problem) => problem.message), found.length]).toEqual([expect.anything(), 1]);
    expect(found[0]).toMatchObject({ code: 'EDGE_PREVIEW_TEMPLATE', path: 'Web.template.json', severity: 'error' });
  });

  test('all problems are reported at once', () => {
    const messages = problemsOf(config((it) => {
      delete it.DefaultCacheBehavior;
      it.CustomErrorResponses = [{ ErrorCode: 4 }];
      it.Origins = [];
    })).map((problem) => problem.message);
    expect(messages).toHaveLength(3);
  });

  test('names of members that all JavaScript objects have are unknown names in a template', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const use = { Ref: name };
      expect(problemsOf(config((it) => {
        it.Comment = { [name]: 1 };
        it.DefaultRootObject = use;
        it.DefaultCacheBehavior.CachePolicyId = name;
        it.DefaultCacheBehavior.ViewerProtocolPolicy = { 'Fn::FindInMap': [name, name, name] };
        it.DefaultCacheBehavior.AllowedMethods = [{ toString: 1 }];
      }))).toEqual([]);
    }
  });

  test('an intrinsic function that the preview does not support is a note', () => {
    const running = preview(config((it) => { it.Comment = { 'Fn::Cidr': ['10.0.0.0/8', 1, 1] }; }));
    expect(running.notes).toContainEqual({
      code: 'EDGE_PREVIEW_INTRINSIC',
      severity: 'note',
      path: 'Web.template.json',
      message: 'the preview does not support Fn::Cidr; its value is empty here',
    });
  });
});

describe('circular references are reported', () => {
  const expectCycle = (directory: string) => expect(problemsOf(directory)).toMatchObject([
    { code: 'EDGE_PREVIEW_TEMPLATE', path: expect.stringMatching(/\.template\.json$/), message: expect.stringMatching(/refers to itself.*; break the cycle$/) },
  ]);

  test('a bucket that is named after itself', () => expectCycle(app({}, (stack) => {
    stack.resources.Bucket!.Properties.BucketName = { 'Fn::Sub': '${Bucket}-1' };
  })));

  test('two buckets that are named after each other', () => expectCycle(app({}, (stack) => {
    stack.resources.Bucket!.Properties.BucketName = { 'Fn::Join': ['', [{ Ref: 'Other' }, { Ref: 'Other' }]] };
    stack.resource('Other', 'AWS::S3::Bucket', {
      BucketName: { 'Fn::Join': ['', [{ Ref: 'Bucket' }, { Ref: 'Bucket' }]] },
    });
  })));

  test('an export that is imported into itself', () =>
    expectCycle(
      app({ config: { Comment: { 'Fn::ImportValue': 'x' } } }, (stack) => {
        stack.output('X', { 'Fn::ImportValue': 'x' }, 'x');
      }),
    ));

  test('exports of two stacks', () =>
    expectCycle(
      app({ config: { Comment: { 'Fn::ImportValue': 'x' } } }, (stack, assembly) => {
        stack.output('X', { 'Fn::ImportValue': 'y' }, 'x');
        assembly.stack('Other').output('Y', { 'Fn::ImportValue': 'x' }, 'y');
      }),
    ));

  test('an export whose name is itself', () =>
    expectCycle(
      app({ config: { Comment: { 'Fn::ImportValue': 'x' } } }, (stack) => {
        stack.outputs.X = { Value: 'v', Export: { Name: { 'Fn::ImportValue': 'x' } } };
      }),
    ));

  test('conditions', () => expectCycle(edited('Web.template.json', (template) => {
    template.Conditions = {
      A: { 'Fn::Not': [{ Condition: 'B' }] },
      B: { 'Fn::And': [{ Condition: 'A' }, { Condition: 'A' }] },
    };
    template.Resources.Site.Properties.DistributionConfig.Comment = { 'Fn::If': ['A', 1, 2] };
    return template;
  })));

  test('a nested stack whose parameter is its own output', () => {
    const template = 'a'.repeat(64) + '.json';
    const directory = app({ config: { Comment: { 'Fn::GetAtt': ['Nested', 'Outputs.Out'] } } }, (stack, assembly) => {
      writeFileSync(
        join(assembly.directory, template),
        JSON.stringify({ Outputs: { Out: { Value: { Ref: 'In' } } }, Parameters: { In: { Type: 'String' } } }),
      );
      assembly.file(template, template);
      stack.resource('Nested', 'AWS::CloudFormation::Stack', {
        TemplateURL: template,
        Parameters: { In: { 'Fn::GetAtt': ['Nested', 'Outputs.Out'] } },
      });
    });
    expectCycle(directory);
  });

  test('a nested stack whose template is its own', () => {
    const template = 'b'.repeat(64) + '.json';
    const directory = app({}, (stack, assembly) => {
      const nested = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: template } };
      writeFileSync(join(assembly.directory, template), JSON.stringify({ Resources: { Again: nested } }));
      assembly.file(template, template);
      stack.resource('Nested', 'AWS::CloudFormation::Stack', { TemplateURL: template });
    });
    expect(problemsOf(directory)).toMatchObject([
      { code: 'EDGE_PREVIEW_TEMPLATE', path: template, message: 'nested stack Again refers to the template that contains it' },
    ]);
  });

  test('deeply nested lists', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const directory = edited('Web.template.json', (_, text) =>
      text.replace('"DefaultRootObject":"index.html"', `"Comment":${deep}`),
    );
    expect(problemsOf(directory)).toMatchObject([{ code: 'EDGE_PREVIEW_TEMPLATE', path: 'Web.template.json' }]);
  });

  test('resources that refer to each other are not a cycle in the preview', async () => {
    const running = preview(app({ config: { Comment: { Ref: 'Site' } } }, (stack) => {
      stack.resource('A', 'AWS::SSM::Parameter', { Name: { Ref: 'B' }, Value: { 'Fn::GetAtt': ['B', 'Value'] } });
      stack.resource('B', 'AWS::SSM::Parameter', { Name: { Ref: 'A' }, Value: { Ref: 'A' } });
    }));
    expect((await running.fetch('/')).status).toBe(200);
  });
});

describe('missing assets', () => {
  test('a folder of a deployment', () => {
    const directory = app();
    rmSync(join(directory, 'asset.site'), { recursive: true });
    expect(problemsOf(directory)).toEqual([
      {
        code: 'EDGE_PREVIEW_ASSET',
        severity: 'error',
        path: join(directory, 'asset.site'),
        message: 'does not exist, and deployment Deployment needs it; run "npx cdk synth" again',
      },
    ]);
  });

  test('a file where a folder should be', () => {
    const directory = app();
    rmSync(join(directory, 'asset.site'), { recursive: true });
    writeFileSync(join(directory, 'asset.site'), '');
    expect(problemsOf(directory)).toMatchObject([
      { code: 'EDGE_PREVIEW_ASSET', message: expect.stringContaining('is not a folder') },
    ]);
  });

  test('the code of a function', () => {
    const directory = app({
      fill: (stack, assembly) =>
        lambdaAt(
          'viewer-request',
          stack.lambda('Fn', '', { Code: { S3Bucket: 'assets', S3Key: assembly.folder('fn', { 'index.js': '' }) } }),
        ),
    });
    rmSync(join(directory, 'asset.fn'), { recursive: true });
    expect(problemsOf(directory)).toMatchObject([
      {
        code: 'EDGE_PREVIEW_ASSET',
        path: join(directory, 'asset.fn'),
        message: expect.stringContaining('function Fn needs it'),
      },
    ]);
  });

  test.each(['', '{"data":', '[]'])('a key value store that is imported from %j', (content) => {
    const directory = app({
      fill: (stack, assembly) => {
        assembly.folder('kvs', { 'kvs.json': content });
        assembly.file('kvs.json', 'asset.kvs/kvs.json');
        stack.resource('Store', 'AWS::CloudFront::KeyValueStore', {
          ImportSource: { SourceArn: 'arn:aws:s3:::assets/kvs.json' },
        });
        stack.resource('Fn', 'AWS::CloudFront::Function', {
          FunctionCode: 'x',
          FunctionConfig: { KeyValueStoreAssociations: [{ KeyValueStoreARN: { 'Fn::GetAtt': ['Store', 'Arn'] } }] },
        });
        return {
          FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Fn', 'FunctionARN'] } }],
        };
      },
    });
    expect(problemsOf(directory)).toMatchObject([{ code: 'EDGE_PREVIEW_ASSEMBLY', path: 'kvs.json' }]);
  });

  test('an invalid memory size', () => {
    const directory = app({
      fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', 'x', { MemorySize: 'lots', Timeout: [] })),
    });
    expect(problemsOf(directory).map((problem) => problem.message)).toEqual([
      'Resources.Fn.Properties.Timeout must be a whole number from 1 to 900, got a list',
      'Resources.Fn.Properties.MemorySize must be a whole number from 64 to 10240, got "lots"',
    ]);
  });
});

describe('distributions with the same construct path', () => {
  const twice = () => app({}, (stack, assembly) => {
    const other = assembly.stack('Other');
    addSite(assembly, other, {});
    stack.resource('Twin', 'AWS::CloudFront::Distribution', stack.resources.Site!.Properties, 'Web/Site/Resource');
  });

  test('get unique names in the message, and each of these names works', () => {
    const [problem] = problemsOf(twice());
    expect(problem!.code).toBe('EDGE_PREVIEW_WHICH_DISTRIBUTION');
    const names = [...problem!.message.matchAll(/--distribution (\S+)/g)].map(([, name]) => name!);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(problemsOf(twice(), name)).toEqual([]);
  });
});

describe('unexpected values in a template', () => {
  const ODD: readonly (readonly [string, unknown])[] = [
    ['null', null], ['an object', {}], ['a list', []], ['a list of null', [null]], ['no text', ''], ['zero', 0], ['a flag', true], ['two lines', 'a\r\nb: c'],
    ['an unknown function', { 'Fn::Nope': 1 }], ['a wrong call', { 'Fn::Select': 'x' }], ['itself', { Ref: 'Site' }], ['nothing', { Ref: 'AWS::NoValue' }],
    ['a polluted object', JSON.parse('{"__proto__":{"a":1},"toString":1,"valueOf":2}')],
  ];
  const rich = app({
    behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api', CachePolicyId: { Ref: 'Cache' }, ResponseHeadersPolicyId: { Ref: 'Headers' } }],
    origins: [customOrigin('api.localhost', { Id: 'api', OriginCustomHeaders: [{ HeaderName: 'X-A', HeaderValue: 'b' }] })],
    config: {
      CustomErrorResponses: [{ ErrorCode: 404, ResponseCode: 200, ResponsePagePath: '/404.html' }],
      OriginGroups: { Items: [{ Id: 'g', FailoverCriteria: { StatusCodes: { Items: [500] } }, Members: { Items: [{ OriginId: 'web' }, { OriginId: 'api' }] } }] },
      WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] },
      Aliases: ['www.example.com'],
    },
    fill: (stack) => {
      stack.resource('Cache', 'AWS::CloudFront::CachePolicy', {
        CachePolicyConfig: {
          Name: 'c',
          ParametersInCacheKeyAndForwardedToOrigin: {
            HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['CloudFront-Viewer-Country'] },
            CookiesConfig: { CookieBehavior: 'all' },
          },
        },
      });
      stack.resource('Headers', 'AWS::CloudFront::ResponseHeadersPolicy', {
        ResponseHeadersPolicyConfig: {
          Name: 'h',
          CorsConfig: {
            AccessControlAllowOrigins: { Items: ['*'] },
            AccessControlAllowHeaders: { Items: ['*'] },
            AccessControlAllowMethods: { Items: ['GET'] },
            AccessControlMaxAgeSec: 5,
          },
          SecurityHeadersConfig: {
            StrictTransportSecurity: { AccessControlMaxAgeSec: 5 },
            XSSProtection: { Protection: true, ReportUri: '/r' },
          },
          CustomHeadersConfig: { Items: [{ Header: 'X-B', Value: 'c' }] },
          RemoveHeadersConfig: { Items: [{ Header: 'Server' }] },
          ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 100 },
        },
      });
      stack.resource('Acl', 'AWS::WAFv2::WebACL', {
        DefaultAction: { Allow: {} },
        CustomResponseBodies: { b: { ContentType: 'TEXT_HTML', Content: 'no' } },
        Rules: [
          {
            Name: 'r',
            Priority: 1,
            Action: {
              Block: {
                CustomResponse: {
                  ResponseCode: 418,
                  CustomResponseBodyKey: 'b',
                  ResponseHeaders: [{ Name: 'X', Value: 'y' }],
                },
              },
            },
            Statement: {
              NotStatement: {
                Statement: {
                  ByteMatchStatement: {
                    FieldToMatch: { SingleHeader: { Name: 'host' } },
                    SearchString: 'x',
                    PositionalConstraint: 'CONTAINS',
                    TextTransformations: [{ Priority: 0, Type: 'NONE' }],
                  },
                },
              },
            },
          },
        ],
      });
      stack.resource('Named', 'AWS::S3::Bucket', {
        BucketName: 'named',
        WebsiteConfiguration: { IndexDocument: 'index.html' },
      });
    },
  });
  const folders = { 'api.localhost': rich };
  const template = JSON.parse(readFileSync(join(rich, 'Web.template.json'), 'utf8'));

  function* places(node: unknown, at: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
    if (at.length > 0) yield at;
    if (typeof node !== 'object' || node === null) return;
    for (const [key, inner] of Object.entries(node)) {
      yield * places(inner, [...at, Array.isArray(node) ? Number(key) : key]);
    }
  }

  test.each(ODD)('%s in any place: the preview reports it, or serves requests', async (_, odd) => {
    let started = 0;
    let refused = 0;
    for (const place of [...places(template)]) {
      const copy = structuredClone(template);
      let at = copy;
      for (const key of place.slice(0, -1)) at = at[key];
      at[place.at(-1)!] = odd;
      writeFileSync(join(rich, 'Web.template.json'), JSON.stringify(copy));
      const faults: unknown[] = [];
      let running;
      try {
        running = preview(rich, { origins: folders, onFault: (error) => faults.push(error) });
      } catch (error) {
        if (!(error instanceof PreviewError)) throw Object.assign(error as Error, { place });
        expect(error.problems.map(({ code }) => code)).not.toContain('EDGE_PREVIEW_FAULT');
        refused += 1;
        continue;
      }
      started += 1;
      for (const path of ['/', '/api/x']) {
        const { status } = await running.fetch(path, {
          headers: { host: 'www.example.com', origin: 'http://a.example', cookie: 'a=b' },
        });
        expect([place.join('.'), path, status, faults]).toEqual([place.join('.'), path, expect.any(Number), []]);
      }
      await running.close();
    }
    expect(Math.min(started, refused)).toBeGreaterThan(5);
  });
});
