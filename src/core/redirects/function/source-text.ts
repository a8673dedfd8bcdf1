/**
 * Data as the text of a literal: ASCII alone, so that a character is a byte, no line separator ends a line, and neither
 * CloudFormation nor the CDK reads a reference in it.
 */
export function literalText(data: object): string {
  return JSON.stringify(data)
    .replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/\{\{/g, '{\\u007b')
    .replace(/\$\{/g, '\\u0024{');
}
