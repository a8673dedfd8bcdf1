import { resolve } from 'node:path';
import type { FileBeside } from '../../core/javascript/files-beside';
import { error, type Problem } from '../../core/problem';

const BUNDLE = 'bundle it to one CommonJS file ("esbuild --bundle --platform=node --format=cjs", which puts required '
  + 'JSON in)';

/** The code does not tell which file it needs. */
export function besideProblem(file: string, { text, line, column }: FileBeside): Problem {
  return error(
    'EDGE_STEP_FILES',
    `needs a file beside it: ${text}, but the code does not say which one; write its path in full, such as `
      + `require('./config.json') or path.join(__dirname, 'config.json'), or ${BUNDLE}, or make the folder a `
      + 'lambda.Function with Code.fromAsset on the event, which joins with its files: ExistingAttachments.compose()',
    { file, line, column },
  );
}

export function missingFile(file: string, { text, line, column }: FileBeside, path: string): Problem {
  return error(
    'EDGE_STEP_FILES',
    `needs a file beside it: ${text}; there is no file ${resolve(file, '..', path)}; correct the path, or add the file`,
    { file, line, column },
  );
}

export function packageProblem(file: string, { text, line, column }: FileBeside, name: string): Problem {
  return error(
    'EDGE_STEP_FILES',
    `needs the package ${JSON.stringify(name)}: ${text}, which would not be in the function; ${BUNDLE}`,
    { file, line, column },
  );
}

export function unreadableModule(file: string, why: string): Problem {
  return error(
    'EDGE_STEP_FILES',
    `is loaded by a step, and cannot be read: ${why}; correct it, or ${BUNDLE}`,
    { file, line: 1, column: 1 },
  );
}

/** A folder has one kind of modules by the name `.js`. */
export function mixedModules(file: string, other: string): Problem {
  return error(
    'EDGE_STEP_FILES',
    `loads CommonJS files and ES modules of one folder that end in .js, such as ${JSON.stringify(other)}; let the ES `
      + `modules end in .mjs, or ${BUNDLE}`,
    { file, line: 1, column: 1 },
  );
}

/** CloudFront Functions have modules of their own, and no files. */
export function moduleProblem(file: string, { text, line, column }: FileBeside): Problem {
  return error(
    'EDGE_STEP_FILES',
    `needs a module: ${text}, which CloudFront Functions do not have; there are cloudfront, crypto, querystring and `
      + 'buffer; bundle it to one file ("esbuild --bundle --format=esm --tree-shaking=false --external:cloudfront"), '
      + 'or '
      + 'use EdgeStepHost.LAMBDA_EDGE',
    { file, line, column },
  );
}
