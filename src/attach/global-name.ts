import { Aws, Names, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The length of the name of a response headers policy; CloudFront allows 128 characters. */
export const POLICY_NAME_LENGTH = 115;

/**
 * A name for a resource of CloudFront, whose names are unique per account and not per Region or stack. It contains the
 * stack name and the Region: otherwise one stack deployed to two Regions, or under two names, would clash.
 *
 * @param maxLength Of the whole name; the longest Region names have 14 characters.
 */
export function globalName(construct: IConstruct, maxLength: number): string {
  const { region } = Stack.of(construct);
  const name = Names.uniqueResourceName(construct, { maxLength: maxLength - 15, separator: '-' });
  return `${name}-${Token.isUnresolved(region) ? Aws.REGION : region}`;
}
