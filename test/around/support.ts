import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, type CfnResource, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { createPreview, type Preview } from '../../src/preview/create-preview';
import { loadFunction, type LambdaHandler } from '../support/bundles';
import { deployedText, type Known } from '../support/deployed';

const folders: string[] = [];
const previews: Preview[] = [];

afterEach(async () => {
  await Promise.all(previews.splice(0).map((one) => one.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function stackOf(props: StackProps = { env: { region: 'us-east-1' } }): Stack {
  const outdir = mkdtempSync(join(tmpdir(), 'around-'));
  folders.push(outdir);
  return new Stack(new App({ analyticsReporting: false, outdir }), 'Web', props);
}

/** A file of the user, for `EdgeStep.fromFile`. */
export function file(name: string, code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'around-file-'));
  folders.push(folder);
  writeFileSync(join(folder, name), code);
  return join(folder, name);
}

/** All warnings, notes and errors of an app as `code: text`, in the order of the constructs. */
export function messages(stack: Stack): string[] {
  const { stacks } = (stack.node.root as App).synth();
  return stacks.flatMap(({ messages: all }) => all.map(({ entry }) => String(entry.data)))
    .filter((text) => text.includes('EDGE_'));
}

/** The messages with a code. */
export function said(stack: Stack, code: string): string[] {
  return messages(stack).filter((text) => text.includes(code));
}

/** The code of the Lambda@Edge functions of an app, by their descriptions. */
export function lambdas(
  stack: Stack,
  known: Known = () => 'unknown',
): { description: string; handler: LambdaHandler; code: string }[] {
  const { stacks } = (stack.node.root as App).synth();
  const resources = stacks.flatMap(({ template }) => Object.values<any>(template.Resources));
  return resources
    .filter(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties.Code.ZipFile)
    .map(({ Properties: { Description: description, Code } }) => {
      const code = deployedText(Code.ZipFile, known);
      return { description, code, handler: loadFunction(code) };
    });
}

/** Runs the app on this machine, with local servers or folders as origins. */
export async function preview(
  stack: Stack,
  origins: Readonly<Record<string, string>>,
): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const { directory } = (stack.node.root as App).synth();
  const running = createPreview({ cloudAssembly: directory, origins, listen: { port: 0 } });
  previews.push(running);
  await running.ready;
  return (path, init) => fetch(`${running.url}${path}`, { redirect: 'manual', ...init });
}

export function resourcesOf(stack: Stack, type: string): Record<string, any> {
  return Template.fromStack(stack).findResources(type);
}

export type { CfnResource };
