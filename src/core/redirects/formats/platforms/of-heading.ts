/** The meaning of a column in tables that content management systems export. */
export type CmsColumn = 'from' | 'to' | 'status' | 'site' | 'regex' | 'permanent' | 'enabled' | 'note' | 'unused';

const NAMES: Readonly<Record<CmsColumn, string>> = {
  from: 'oldurl oldpath old oldlocation sourceurl sourcepath source from fromurl frompath redirectfrom origin '
    + 'originurl originalurl originalpath originaladdress urlfrom request requestpath requesturl path url urlpath slug '
    + 'oldslug oldaddress oldpage redirectsource redirectpath legacyurl legacypath',
  to: 'newurl newpath new newlocation targeturl targetpath target to tourl topath destination destinationurl '
    + 'destinationpath redirectto redirecturl redirecttourl urlto redirect redirectdestination redirecttarget '
    + 'redirectredirect redirectaddress newslug newaddress newpage forwardto forwardtourl forwardurl finalurl',
  status: 'statuscode httpcode httpstatus httpstatuscode code responsecode redirecttype redirectcode type actioncode '
    + 'redirectstyle redirectstatus httpredirectcode',
  site: 'site domain',
  regex: 'regex isregex format',
  permanent: 'permanent ispermanent',
  enabled: 'status enabled active isactive',
  note: 'title note notes comment comments description',
  unused: 'id hits hitcount count lasthit lastaccess lastaccessed lastcount created createdat modified updated '
    + 'updatedat date position group groupid matchtype actiontype match',
};
const COLUMNS = new Map(Object.entries(NAMES).flatMap(([column, names]) => (
  names.split(' ').map((name) => [name, column as CmsColumn] as const))));

export function cmsColumn(heading: string): CmsColumn | undefined {
  return COLUMNS.get(heading.replace(/\(.*?\)/g, '').trim().toLowerCase().replace(/[ _-]/g, ''));
}

/**
 * Whether the heading is one of such a system: there are an old and a new URL, under names that our own CSV does not
 * have, or beside columns of which at least one is not known there.
 */
export function isCmsHeading(headings: readonly string[], ownColumn: (heading: string) => unknown): boolean {
  const named = headings.filter((heading) => heading.trim() !== '');
  const columns = named.map(cmsColumn);
  const only = (column: CmsColumn): boolean => columns.filter((one) => one === column).length === 1;
  if (!only('from') || !only('to')) return false;
  const isOwn = (heading: string): boolean => ownColumn(heading) !== undefined;
  const urls = named.filter((_, i) => columns[i] === 'from' || columns[i] === 'to');
  return !urls.every(isOwn) || (columns.every((column) => column !== undefined) && !named.every(isOwn));
}
