import { valueOf, type Fields } from './fields';
import { finding, type Finding } from './finding';
import { readPermissions } from './permissions';

/** Cross-origin isolation that another header takes back. */
export function isolationFindings(fields: Fields): Finding[] {
  const embedder = valueOf(fields, 'cross-origin-embedder-policy')?.split(';')[0].trim();
  if (embedder !== 'require-corp' && embedder !== 'credentialless') return [];
  const permissions = readPermissions(valueOf(fields, 'permissions-policy') ?? '');
  const header = 'cross-origin-embedder-policy';
  if (permissions?.get('cross-origin-isolated') === '()') {
    return [
      finding(
        'EDGE_HEADERS_ISOLATION',
        { header, value: embedder },
        'blocks content of other origins, and nothing '
          + 'is won by it, because the Permissions-Policy has cross-origin-isolated=(); remove one of them',
      ),
    ];
  }
  return [];
}
