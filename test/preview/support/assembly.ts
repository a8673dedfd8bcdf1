import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Properties = Record<string, unknown>;

/** One stack of a hand-written assembly: what `cdk synth` would write, and nothing that the preview does not read. */
export class StackBuilder {
  readonly resources: Record<string, { Type: string; Properties: Properties; Metadata?: Properties }> = {};
  readonly outputs: Record<string, unknown> = {};
  readonly rest: Record<string, unknown> = {};

  constructor(readonly name: string, readonly region: string) {}

  resource(logicalId: string, type: string, properties: Properties = {}, path?: string): { Ref: string } {
    this.resources[logicalId] = { Type: type, Properties: properties, ...(path === undefined ? {} : { Metadata: { 'aws:cdk:path': path } }) };
    return { Ref: logicalId };
  }

  /** A Lambda function with inline code and its version; gives the reference that an association holds. */
  lambda(logicalId: string, code: unknown, properties: Properties = {}): { Ref: string } {
    this.resource(logicalId, 'AWS::Lambda::Function', {
      Code: { ZipFile: code }, Handler: 'index.handler', Runtime: 'nodejs22.x', MemorySize: 128, Timeout: 5, ...properties,
    }, `${this.name}/${logicalId}/Resource`);
    return this.resource(`${logicalId}Version`, 'AWS::Lambda::Version', { FunctionName: { Ref: logicalId } });
  }

  output(name: string, value: unknown, exportName?: string): this {
    this.outputs[name] = { Value: value, ...(exportName === undefined ? {} : { Export: { Name: exportName } }) };
    return this;
  }
}

export class AssemblyBuilder {
  readonly directory = mkdtempSync(join(tmpdir(), 'edge-assembly-'));
  private readonly stacks: StackBuilder[] = [];
  private readonly assets: Record<string, { source: { path: string; packaging: string }; destinations: Record<string, { objectKey: string }> }> = {};

  stack(name: string, region = 'us-east-1'): StackBuilder {
    const stack = new StackBuilder(name, region);
    this.stacks.push(stack);
    return stack;
  }

  /** A folder asset with these files; gives its object key. */
  folder(id: string, files: Record<string, string | Buffer>): string {
    for (const [name, content] of Object.entries(files)) {
      const file = join(this.directory, `asset.${id}`, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    this.assets[id] = { source: { path: `asset.${id}`, packaging: 'zip' }, destinations: { here: { objectKey: `${id}.zip` } } };
    return `${id}.zip`;
  }

  write(under = ''): string {
    const directory = join(this.directory, under);
    mkdirSync(directory, { recursive: true });
    const artifacts: Record<string, unknown> = under === '' ? this.stages : {};
    for (const stack of this.stacks) {
      artifacts[stack.name] = {
        type: 'aws:cloudformation:stack',
        environment: `aws://111111111111/${stack.region}`,
        properties: { templateFile: `${stack.name}.template.json` },
        displayName: stack.name,
      };
      writeFileSync(join(directory, `${stack.name}.template.json`), JSON.stringify({ Resources: stack.resources, Outputs: stack.outputs, ...stack.rest }));
      writeFileSync(join(directory, `${stack.name}.assets.json`), JSON.stringify({ files: this.assets }));
    }
    writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '54.0.0', artifacts }));
    return this.directory;
  }

  private readonly stages: Record<string, unknown> = {};

  /** Puts an assembly of its own below this one, as a Stage does. */
  stage(name: string, fill: (assembly: AssemblyBuilder) => void): void {
    const nested = new AssemblyBuilder();
    fill(nested);
    Object.defineProperty(nested, 'directory', { value: join(this.directory, `assembly-${name}`) });
    nested.write();
    this.stages[`assembly-${name}`] = { type: 'cdk:cloud-assembly', properties: { directoryName: `assembly-${name}` } };
  }
}
