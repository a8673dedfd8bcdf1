import type { Template } from 'aws-cdk-lib/assertions';
import { codeOf, versionOn } from './apps';

/** What CloudFormation knows about one reference when it deploys: `{ Ref: 'Text' }`, `{ 'Fn::GetAtt': [...] }`, ... */
export type Known = (intrinsic: Record<string, any>) => string;

/** The text that CloudFormation makes of a value of a template. */
export function deployedText(value: any, known: Known): string {
  if (typeof value !== 'object') return String(value);
  const [[name, argument]] = Object.entries<any>(value);
  switch (name) {
    case 'Fn::Join':
      return deployedList(argument[1], known).join(argument[0]);
    case 'Fn::Base64':
      return Buffer.from(deployedText(argument, known)).toString('base64');
    case 'Fn::If':
      return deployedText(argument[1], known);
    case 'Fn::Sub':
      return argument[0].replace(/\$\{(\w+)\}/g, (_: string, variable: string) =>
        deployedText(argument[1][variable], known),
      );
    default:
      return known(value);
  }
}

function deployedList(value: any, known: Known): string[] {
  if (Array.isArray(value)) return value.map((part) => deployedText(part, known));
  const [delimiter, text] = value['Fn::Split'];
  return deployedText(text, known).split(delimiter);
}

/** The code of the function on an event, as it is deployed. */
export function deployedCode(template: Template, event: string, known: Known, pattern = '*'): string {
  return deployedText(codeOf(template, versionOn(template, pattern, event)!), known);
}
