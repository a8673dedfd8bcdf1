import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { renderedProperties } from './rendered-resource';
import { error, type Problem } from '../../core/problem';

/**
 * Objects where CloudFormation expects lists: `addPropertyOverride('….FunctionAssociations.0', …)` changes a list that
 * is there, and makes `{ "0": … }` of one that is not. The deployment would fail, and functions in it are not seen.
 */
export function checkLists(resource: CfnDistribution): Problem[] {
  return misshapen(renderedProperties(resource).DistributionConfig, 'DistributionConfig').map(([path, value]) => error(
    'EDGE_OVERRIDE_INDEX', `is ${shownKeys(value)} in the final template, where CloudFormation expects a list: an `
    + 'override by index makes an object where there is no list; override the whole list with '
    + `addPropertyOverride("${path}", [...]), or declare it`, path));
}

type Found = readonly [path: string, value: object];

function misshapen(value: unknown, path: string): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Object.keys(value);
  // No map of a distribution has numbers as keys.
  if (!Array.isArray(value) && keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => misshapen(item, `${path}.${key}`));
}

function shownKeys(value: object): string {
  return `{ ${Object.keys(value).map((key) => `"${key}": …`).join(', ')} }`;
}
