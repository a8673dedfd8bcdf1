import { valueOf, type Fields } from './fields';
import { finding, type Finding } from './finding';
import { shown } from '../../problem';
import { closest } from '../../problem/closest';
import { PERMISSIONS_FEATURES } from '../permissions-features';

const HEADER = 'permissions-policy';

/** One member of the header: `camera=()`, `camera=self`, `camera=*`, `camera=(self "https://a.example")`. */
const MEMBER = /^([a-z][a-z\d_*.-]*)(?:=(\([^()]*\)|\*|self|src|\?[01]))?((?:;[^,]*)?)$/;
const ITEM = /^(?:\*|self|src|"[^"\\]*")$/;

/** The features with their lists; undefined if the header does not parse, and browsers ignore all of it. */
export function readPermissions(value: string): ReadonlyMap<string, string> | undefined {
  const features = new Map<string, string>();
  for (const member of value.split(',').map((text) => text.trim()).filter((text) => text !== '')) {
    const [, name, list = ''] = MEMBER.exec(member) ?? [];
    if (name === undefined) return undefined;
    const items = list.startsWith('(') ? list.slice(1, -1).split(/ +/).filter((item) => item !== '') : [];
    if (!items.every((item) => ITEM.test(item))) return undefined;
    features.set(name, list);
  }
  return features;
}

export function permissionFindings(fields: Fields): Finding[] {
  const value = valueOf(fields, HEADER);
  if (value === undefined) return [];
  const features = readPermissions(value);
  if (features === undefined) {
    return [
      finding(
        'EDGE_HEADERS_INVALID',
        { header: HEADER, value },
        'cannot be parsed, so that browsers ignore all of '
          + `it, got ${shown(value)}; write members such as camera=(), payment=(self "https://pay.example.com")`,
      ),
    ];
  }
  return [...features.keys()].filter((name) => !isKnown(name)).map((name) => {
    const near = closest(name, PERMISSIONS_FEATURES);
    return finding(
      'EDGE_HEADERS_PERMISSION_UNKNOWN',
      { header: HEADER, directive: name },
      'is not a feature that browsers '
        + `know, so that it does nothing and warns in their consoles; ${near ? `did you mean ${near}?` : 'remove it'}`,
    );
  });
}

/** Names of client hints are features as well. */
function isKnown(name: string): boolean {
  return PERMISSIONS_FEATURES.includes(name) || name.startsWith('ch-');
}
