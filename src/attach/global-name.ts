import { Aws, Names, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * A name for what belongs to CloudFront, where names are unique in the account and not per Region and stack: with the
 * Region and the name of the stack, or one stack in two Regions, or under two names (one for each branch), would clash.
 *
 * @param maxLength Of the whole; the longest Regions have 14 characters.
 */
export function globalName(construct: IConstruct, maxLength: number): string {
  const { region } = Stack.of(construct);
  const name = Names.uniqueResourceName(construct, { maxLength: maxLength - 15, separator: '-' });
  return `${name}-${Token.isUnresolved(region) ? Aws.REGION : region}`;
}
