import { isStored, type MaskConfig, type MaskRule } from './config';

/** Describes a rule: which errors it matches, and what viewers get. */
export function maskRuleText(
  rule: MaskRule, { pages }: Pick<MaskConfig, 'pages'>,
): readonly [when: string, then: string] {
  const { codes, ranges, methods, paths, navigations, originHeaders } = rule;
  const statuses = [...codes, ...ranges.map((range) => range.join('-'))].join(', ');
  const conditions = { paths, navigations, originHeaders };
  const more = Object.values(conditions).some((value) => value !== undefined) ? ` ${JSON.stringify(conditions)}` : '';
  return [`${statuses} ${methods.join(', ')}${more}`, actionText(rule, pages)];
}

function actionText({ action }: MaskRule, pages: MaskConfig['pages']): string {
  if (action === undefined) return "the origin's answer";
  const { status = "the origin's status", location, page } = action;
  if (location !== undefined) return `${status} ${text(location)}`;
  return page === undefined ? `${status}` : `${status} with ${pageText(pages[page]!, page)}`;
}

/** Where a page is, or its type. */
export function pageText(page: MaskConfig['pages'][number], index: number): string {
  return isStored(page) ? `s3://${text(page.bucket)}/${text(page.key)}` : `page ${index + 1} (${text(page.type)})`;
}

/** A value that is only known at deploy time is an object. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
