import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, Stack } from 'aws-cdk-lib';
import { DEFAULT_PATH } from './site';

/** A template as it is deployed. */
export type Json = Record<string, any>;

/** The templates of an app: of the stack with the site, and of the others. */
export interface Templates {
  readonly web: Json;
  readonly others: Readonly<Record<string, Json>>;
}

/**
 * Synthesizes an app and cleans up behind it. The templates are left in the folder `MATRIX_TEMPLATES`, if there is one,
 * where other tools validate them (test/compat).
 */
export function synthesize(app: App, web: Stack, name?: string): Templates {
  try {
    const stacks = app.synth().stacksRecursively.map((s) => [s.stackName, s.template as Json] as const);
    for (const [stackName, template] of stacks) leave(template, name, stackName);
    return {
      web: stacks.find(([stackName]) => stackName === web.stackName)![1],
      others: Object.fromEntries(stacks.filter(([stackName]) => stackName !== web.stackName)),
    };
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

function leave(template: Json, name: string | undefined, stackName: string): void {
  const root = process.env.MATRIX_TEMPLATES;
  if (!root || name === undefined) return;
  const folder = join(root, name.replaceAll(/[^A-Za-z0-9]+/g, '-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${stackName}.template.json`), JSON.stringify(template, undefined, 1));
}

/** The behaviors of the only distribution in a template, by path pattern; they can be changed in place. */
export function behaviorsIn(template: Json): Map<string, Json> {
  const distributions = Object.values<Json>(template.Resources).filter(
    (r) => r.Type === 'AWS::CloudFront::Distribution',
  );
  expect(distributions).toHaveLength(1);
  const { DefaultCacheBehavior, CacheBehaviors } = distributions[0].Properties.DistributionConfig;
  return new Map([
    [DEFAULT_PATH, DefaultCacheBehavior],
    ...(CacheBehaviors ?? []).map((b: Json) => [b.PathPattern, b] as const),
  ]);
}

/** Types of resources, sorted. */
export function typesOf(resources: readonly Json[]): string[] {
  return resources.map((r) => r.Type as string).sort();
}
