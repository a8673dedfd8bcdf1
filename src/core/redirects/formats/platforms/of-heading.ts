/** The meaning of a column in tables that content management systems export. */
export type CmsColumn = 'from' | 'to' | 'status' | 'site' | 'regex' | 'permanent' | 'enabled' | 'note' | 'unused';

const NAMES: Readonly<Record<CmsColumn, string>> = {
  from: 'oldurl oldpath old oldlocation sourceurl sourcepath source from fromurl frompath redirectfrom origin '
    + 'originurl originalurl originalpath urlfrom',
  to: 'newurl newpath new newlocation targeturl targetpath target to tourl topath destination destinationurl '
    + 'destinationpath redirectto redirecturl redirecttourl urlto',
  status: 'statuscode httpcode httpstatus httpstatuscode code responsecode redirecttype redirectcode type actioncode',
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
  return COLUMNS.get(heading.trim().toLowerCase().replace(/[ _-]/g, ''));
}

/**
 * Whether the heading is one of such a system: all of its columns are known, there is an old and a new URL, and at
 * least one column is not known in our own CSV.
 */
export function isCmsHeading(headings: readonly string[], ownColumn: (heading: string) => unknown): boolean {
  const named = headings.filter((heading) => heading.trim() !== '');
  const columns = named.map(cmsColumn);
  return columns.includes('from') && columns.includes('to') && columns.every((column) => column !== undefined)
    && named.some((heading) => ownColumn(heading) === undefined);
}
