import { error, shown, type Problem } from '../problem';
import type { FeatureRule } from './permissions-policy';

export interface ParsedPermissions {
  readonly rules: readonly FeatureRule[];
  readonly problems: readonly Problem[];
}

const MEMBER = /^([^=\s]+)=(\*|self|\((.*)\))$/;
const ITEM = /^(self|\*|"[^"\\]*")$/;

/**
 * Reads the value of a Permissions-Policy header.
 *
 * @see https://www.w3.org/TR/permissions-policy/#permissions-policy-http-header-field
 */
export function parsePermissions(text: string): ParsedPermissions {
  const members = text.split(',').map((member) => member.trim()).filter((member) => member !== '');
  const read = members.map(readMember);
  const rules = read.flatMap((member) => (typeof member === 'string' ? [] : [member]));
  const repeated = rules.filter(({ feature }, index) => rules.findIndex((one) => one.feature === feature) !== index);
  return {
    // The last one of a name counts.
    rules: rules.filter(({ feature }, index) => !rules.slice(index + 1).some((later) => later.feature === feature)),
    problems: [
      ...read.flatMap((member) => (typeof member === 'string' ? [unreadable(member)] : [])),
      ...repeated.map(({ feature }) => error('EDGE_PERMISSIONS_SYNTAX', 'is given twice; browsers use the last one: '
        + 'remove the other', feature)),
    ],
  };
}

function readMember(member: string): FeatureRule | string {
  const [, feature, list, inner] = MEMBER.exec(member) ?? [];
  if (feature === undefined) return member;
  const items = inner?.split(/\s+/).filter((item) => item !== '') ?? [list];
  if (!items.every((item) => ITEM.test(item))) return member;
  if (items.includes('*')) return { feature, allowed: 'everybody' };
  if (items.length === 0) return { feature, allowed: 'nobody' };
  // Without the site itself, which is then not allowed to pass the feature on, the list allows nobody.
  if (!items.includes('self')) return member;
  return { feature, allowed: { origins: items.filter((item) => item !== 'self').map((item) => item.slice(1, -1)) } };
}

function unreadable(member: string): Problem {
  return error('EDGE_PERMISSIONS_SYNTAX', `has a part that is not understood, got ${shown(member)}; write one such as `
    + '"camera=()", "payment=(self \\"https://pay.example.com\\")" or "fullscreen=*"');
}
