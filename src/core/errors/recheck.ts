import type { EmbeddedPage, MaskAction, MaskConfig, MaskPage, StoredPage } from './config';
import { isStored } from './config';
import { isContentType, withCharset } from './content-types';
import { PAGE_MAX_BYTES } from './limits';
import { deployedErrorPages, isLocation } from './locations';
import { largestSize } from './page-text';
import { PLAIN_PAGE, plainStatus } from './plain-page';
import { checkedObject } from './stored-page';

/**
 * Checks the values that CloudFormation filled in as they would have been checked at synth.
 *
 * What is invalid is replaced by the plain page, and never by the origin's response, which the rule masks.
 */
export function recheckMask(config: MaskConfig, refused: (what: string) => void): MaskConfig {
  const { errorPages, startPage, ...rest } = config;
  const pages = config.pages.map((page, index) => recheckPage(page, (what) => refused(`pages[${index}] ${what}`)));
  const rules = config.rules.map((rule, index) => {
    const { action } = rule;
    if (action?.location !== undefined && !isLocation(action.location)) {
      refused(`rules[${index}].action is not a valid location`);
      return { ...rule, action: plainly(action, undefined, pages.length) };
    }
    const page = action?.page === undefined ? undefined : pages[action.page];
    return action && page === PLAIN_PAGE ? { ...rule, action: plainly(action, action.status, pages.length) } : rule;
  });
  return { ...rest, rules, pages: [...pages, PLAIN_PAGE], errorPages: deployedErrorPages(errorPages, startPage) };
}

function plainly({ keep }: MaskAction, status: number | undefined, page: number): MaskAction {
  return { ...(status !== undefined && { status: plainStatus(status) }), page, cacheControl: 'no-store', keep };
}

function recheckPage(page: MaskPage, refused: (what: string) => void): MaskPage {
  const typed = { ...page, type: recheckType(page.type, refused) };
  return isStored(typed) ? recheckStored(typed, refused) : recheckSize(typed, refused);
}

/** The media type is known at synth; its parameters may not be. */
function recheckType(type: string, refused: (what: string) => void): string {
  if (isContentType(type)) return type;
  refused('has no content type');
  return withCharset(type.split(';', 1)[0]);
}

function recheckStored(page: StoredPage, refused: (what: string) => void): StoredPage {
  return checkedObject(page, () => refused('is not an S3 object'));
}

function recheckSize(page: EmbeddedPage, refused: (what: string) => void): EmbeddedPage {
  if (largestSize(page.parts, page.binary) <= PAGE_MAX_BYTES) return page;
  refused('is too large');
  return PLAIN_PAGE;
}
