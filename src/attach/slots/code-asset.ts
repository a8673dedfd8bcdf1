import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { codeFolder, composeCode, dataFile, fileData, filesFolder } from './code';
import type { BakedStep } from './contribution';
import { error, type Problem } from '../../core/problem';

/** Whether a step has files, so that the code of the function is an asset. */
export function hasFiles({ lambda, files }: BakedStep): boolean {
  return lambda?.files !== undefined || files !== undefined;
}

/**
 * Writes the code into a temporary folder. The CDK copies it when the function is created; afterwards the folder is
 * removed.
 */
export function withCodeFolder<T>(scope: Construct, steps: readonly BakedStep[], use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-cloudfront-edge-'));
  try {
    const theirs = steps.find((step) => step.lambda?.files)?.lambda?.files;
    const own = join(folder, codeFolder(steps));
    if (theirs) {
      theirs.tree.copyTo(folder);
      mkdirSync(own);
      // Not of the type that a package.json above says.
      writeFileSync(join(own, 'package.json'), '{"type":"commonjs"}\n');
    }
    writeFileSync(join(own, 'index.js'), composeCode(steps, fileData));
    steps.forEach(({ data, files }, index) => {
      if (data) writeFileSync(join(own, dataFile(index)), data);
      files?.writeTo(join(own, filesFolder(index)));
    });
    return use(folder);
  } finally {
    // With `cdk synth --no-staging` the template refers to the folder itself.
    if (!scope.node.tryGetContext(DISABLE_ASSET_STAGING_CONTEXT)) removeFolder(folder);
  }
}

/** `rmSync` needs twice as many calls, since it tries first whether a folder is empty. It is left what is difficult. */
function removeFolder(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) removeFolder(path);
      else unlinkSync(path);
    }
    rmdirSync(folder);
  } catch {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CloudFormation fills in values in templates, but not in assets. */
export function filesAndValues(steps: readonly BakedStep[]): Problem {
  const existing = steps.find((step) => step.lambda?.files)?.lambda;
  return existing ? existingAndValues(existing.name, steps) : stepFilesAndValues(steps.find(hasFiles)!, steps);
}

function existingAndValues(name: string, steps: readonly BakedStep[]): Problem {
  return error(
    'EDGE_EXISTING_VALUES',
    `cannot join the function ${name}, whose files are in an asset, in which there can be `
      + `no value of the deployment, and a step beside it (${steps.map((s) => s.part).join(', ')}) has one; use a `
      + 'literal '
      + 'value there, or another event for that step',
    'existing',
  );
}

function stepFilesAndValues(own: BakedStep, steps: readonly BakedStep[]): Problem {
  return error(
    'EDGE_STEP_FILES',
    `needs files beside it (${(own.config as { name: string }).name}), which are in an asset, in which there can be no `
      + `value of the deployment, and a step of the same function (${steps.map((s) => s.part).join(', ')}) has one; `
      + 'bundle it to one CommonJS file ("esbuild --bundle --platform=node --format=cjs"), or use a literal value '
      + 'there',
    'step',
  );
}

