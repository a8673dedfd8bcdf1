import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { codeFolder, composeCode, dataFile, fileData, filesFolder } from './code';
import type { BakedStep } from './contribution';
import { FolderCode } from './folder-code';
import { error, type Problem } from '../../core/problem';

/** Whether a step has files, so that the code of the function is an asset. */
export function hasFiles({ lambda, files }: BakedStep): boolean {
  return lambda?.files !== undefined || files !== undefined;
}

/** The code as files. */
export function codeInFolder(scope: Construct, steps: readonly BakedStep[]): Code {
  // With `cdk synth --no-staging` the template refers to the folder itself.
  if (scope.node.tryGetContext(DISABLE_ASSET_STAGING_CONTEXT)) {
    const folder = mkdtempSync(join(tmpdir(), 'cdk-cloudfront-edge-'));
    writeFiles(folder, steps);
    return Code.fromAsset(folder);
  }
  return new FolderCode((folder) => writeFiles(folder, steps));
}

function writeFiles(folder: string, steps: readonly BakedStep[]): void {
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

