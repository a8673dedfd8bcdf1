import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeStep } from '../../src';

const folder = mkdtempSync(join(tmpdir(), 'step-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HANDLER = 'exports.handler = async (event) => event.Records[0].cf.request;';
function found(code: string) {
  const path = join(folder, 'step.js');
  writeFileSync(path, `${code}\n${HANDLER}`);
  return EdgeStep.fromFile(path)._load().problems;
}

describe('a file for Lambda@Edge that needs a file beside it is refused', () => {
  it.each([
    "const config = require('./config.json');",
    'const config = require(`../config`);',
    "const load = () => import('./config.mjs');",
    "const c = require('fs').readFileSync(__dirname + '/config.json');",
    "const { readFileSync } = require('fs'), path = require('path'); const c = readFileSync(path.join(__dirname, 'c.json'));",
    "const file = require('path').resolve(__dirname, 'c.json'); const read = () => require('fs').promises.readFile(file);",
    "const c = require('fs').readFileSync('config.json', 'utf8');",
    "const c = require(__dirname + '/config.json');",
  ])('%s', (code) => expect(found(code).map((problem) => problem.code)).toEqual(['EDGE_STEP_FILES']));

  it('says where and which', () => {
    const [problem] = found("const a = 1;\n  const config = require('./config.json');");
    expect(problem!.message).toContain("require('./config.json')");
    expect(problem).toMatchObject({ line: 2, column: 18 });
  });
});

it.each([
  "const fs = require('fs'), { createHash } = require('node:crypto');",
  "const { S3Client } = require('@aws-sdk/client-s3');",
  "// require('./config.json')\nconst text = \"require('./config.json')\";",
  "let native; try { native = require('./build/native.node'); } catch { native = undefined; }",
  "const here = __dirname; const file = require('fs').readFileSync('/etc/hosts');",
  'const load = (name) => require(name);',
])('%s needs no other file', (code) => expect(found(code)).toEqual([]));
