import { memberName, nameOf, nodesIn, type Parsed } from './syntax';

/**
 * What the runtime `cloudfront-js-1.0` has and 2.0 does not.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html (checked
 * 2026-11-20)
 */
const MEMBERS_OF_1_0 = new Set(['bytesFrom', 'fromBytes', 'fromUTF8', 'toBytes', 'toUTF8']);
const GLOBALS_OF_1_0 = new Set(['MemoryError']);

/**
 * What a file for runtime 1.0 uses that 2.0 does not have. Methods of the same name that the file defines itself are
 * its own.
 */
export function lostIn20({ program }: Parsed): string[] {
  const nodes = [...nodesIn(program)];
  const own = new Set(nodes.flatMap((node) => (node.type === 'Property' ? [nameOf(node.key)] : [])));
  const used = nodes.flatMap((node) => {
    const member = memberName(node);
    if (member !== undefined) return MEMBERS_OF_1_0.has(member) && !own.has(member) ? [member] : [];
    return node.type === 'Identifier' && GLOBALS_OF_1_0.has(node.name as string) ? [node.name as string] : [];
  });
  return [...new Set(used)];
}
