import { readFileSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { resolveLocalCode } from './local-code';
import { readYaml } from './read-yaml';
import { error, type Problem } from '../../../core/problem';
import { isObject } from '../../../core/values/is-object';
import { checkTemplate } from '../check-template';
import type { Stack } from '../cloud-assembly';
import { kindOf, type JsonObject } from '../json';
import { readConstructPaths } from '../read-construct-paths';

/** A template of CloudFormation or SAM, in JSON or YAML, as the only stack of an app. */
export function readTemplateFile(file: string, problems: Problem[]): Stack[] {
  const name = basename(file);
  const folder = dirname(file);
  const read = parsed(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''), folder);
  const fault = 'fault' in read ? read.fault : isObject(read.value) ? undefined : `contains ${kindOf(read.value)}`;
  if (fault !== undefined || !('value' in read)) {
    problems.push(error('EDGE_PREVIEW_ASSEMBLY', `${fault}; expected a template of CloudFormation`, name));
    return [];
  }
  const json = read.value as JsonObject;
  const assets = resolveLocalCode(json, folder);
  const template = checkTemplate(json, name, problems);
  return [{
    name: basename(name, extname(name)),
    displayName: basename(name, extname(name)),
    region: 'us-east-1',
    account: '123456789012',
    file: name,
    template,
    constructPaths: readConstructPaths({}, template),
    assets,
  }];
}

function parsed(text: string, folder: string): { readonly value: unknown } | { readonly fault: string } {
  if (!/^\s*[{[]/.test(text)) return readYaml(text, folder);
  try {
    return { value: JSON.parse(text) };
  } catch (thrown) {
    return { fault: `is not valid JSON (${(thrown as Error).message})` };
  }
}
