import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Properties = Record<string, unknown>;

/** One stack of a hand-written assembly: the part of `cdk synth`'s output that the preview reads. */
export class StackBuilder {
  readonly resources: Record<string, { Type: string; Properties: Properties; Metadata?: Properties }> = {};
  readonly outputs: Record<string, unknown> = {};
  readonly parameters: Record<string, { Type: string; Default?: string }> = {};
  readonly conditions: Record<string, unknown> = {};

  constructor(readonly name: string, readonly region: string) {}

  resource(logicalId: string, type: string, properties: Properties = {}, path?: string): { Ref: string } {
    this.resources[logicalId] = {
      Type: type,
      Properties: properties,
      ...(path === undefined ? {} : { Metadata: { 'aws:cdk:path': path } }),
    };
    return { Ref: logicalId };
  }

  /** Adds a Lambda function with inline code and its version. Returns the reference for an association. */
  lambda(logicalId: string, code: unknown, properties: Properties = {}): { Ref: string } {
    this.resource(
      logicalId,
      'AWS::Lambda::Function',
      {
        Code: { ZipFile: code },
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        MemorySize: 128,
        Timeout: 5,
        ...properties,
      },
      `${this.name}/${logicalId}/Resource`,
    );
    return this.resource(`${logicalId}Version`, 'AWS::Lambda::Version', { FunctionName: { Ref: logicalId } });
  }

  output(name: string, value: unknown, exportName?: string): this {
    this.outputs[name] = { Value: value, ...(exportName === undefined ? {} : { Export: { Name: exportName } }) };
    return this;
  }
}

export class AssemblyBuilder {
  private readonly stages: Record<string, unknown> = {};
  private readonly stacks: StackBuilder[] = [];
  private readonly assets: Record<
    string,
    { source: { path: string; packaging: string }; destinations: Record<string, { objectKey: string }> }
  > = {};

  constructor(readonly directory = mkdtempSync(join(tmpdir(), 'edge-assembly-'))) {}

  stack(name: string, region = 'us-east-1'): StackBuilder {
    const stack = new StackBuilder(name, region);
    this.stacks.push(stack);
    return stack;
  }

  /** Adds a folder asset with these files. Returns its object key. */
  folder(id: string, files: Record<string, string | Buffer>): string {
    for (const [name, content] of Object.entries(files)) {
      const file = join(this.directory, `asset.${id}`, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    this.assets[id] = {
      source: { path: `asset.${id}`, packaging: 'zip' },
      destinations: { here: { objectKey: `${id}.zip` } },
    };
    return `${id}.zip`;
  }

  /** Adds a file asset under an object key. The file must exist, for instance in a folder asset. */
  file(objectKey: string, path: string): void {
    this.assets[objectKey] = { source: { path, packaging: 'file' }, destinations: { here: { objectKey } } };
  }

  write(): string {
    const artifacts: Record<string, unknown> = { ...this.stages };
    for (const stack of this.stacks) {
      artifacts[stack.name] = {
        type: 'aws:cloudformation:stack',
        environment: `aws://111111111111/${stack.region}`,
        properties: { templateFile: `${stack.name}.template.json` },
        displayName: stack.name,
      };
      this.json(`${stack.name}.template.json`, {
        Resources: stack.resources,
        Outputs: stack.outputs,
        Parameters: stack.parameters,
        Conditions: stack.conditions,
      });
      this.json(`${stack.name}.assets.json`, { files: this.assets });
    }
    this.json('manifest.json', { version: '54.0.0', artifacts });
    return this.directory;
  }

  /** Adds a nested assembly, as a Stage has it. */
  stage(name: string, fill: (assembly: AssemblyBuilder) => void): void {
    const nested = new AssemblyBuilder(join(this.directory, `assembly-${name}`));
    fill(nested);
    nested.write();
    this.stages[`assembly-${name}`] = { type: 'cdk:cloud-assembly', properties: { directoryName: `assembly-${name}` } };
  }

  private json(name: string, content: object): void {
    mkdirSync(this.directory, { recursive: true });
    writeFileSync(join(this.directory, name), JSON.stringify(content));
  }
}
