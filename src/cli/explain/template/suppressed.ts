import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../../core/values/is-object';

/**
 * What the CDK's report of an assembly has as acknowledged, as `EDGE_CHECK_DNS Web/Site/Resource`: that of an app or a
 * stage is not in the metadata of its stacks.
 */
export function suppressedFindings(folder: string): ReadonlySet<string> {
  const file = join(folder, 'validation-report.json');
  if (!existsSync(file)) return new Set();
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return new Set();
  }
  const own = objects(report, 'pluginReports').filter(({ pluginName: name }) => name === 'cdk-cloudfront-edge');
  return new Set(own.flatMap((plugin) => objects(plugin, 'suppressedViolations')).flatMap((finding) => (
    objects(finding, 'violatingConstructs').map(({ constructPath: path }) => `${finding.ruleName} ${path}`))));
}

function objects(from: unknown, name: string): Readonly<Record<string, unknown>>[] {
  const list = isObject(from) ? from[name] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
