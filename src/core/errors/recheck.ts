import type { EmbeddedPage, MaskAction, MaskConfig, MaskPage, StoredPage } from './config';
import { isStored } from './config';
import { isContentType, withCharset } from './content-types';
import { PAGE_MAX_BYTES } from './limits';
import { deployedErrorPages, isLocation } from './locations';
import { largestSize } from './page-text';
import { PLAIN_PAGE, plainStatus } from './plain-page';
import { isBucket, isKey, isRegion } from './stored-page';

/** A host that cannot be: asking it fails as asking S3 does when it is down, and the visitor gets the plain page. */
const NO_BUCKET = ' ';

/**
 * The configuration with the values of the deployment, as far as they would have been accepted at synth.
 *
 * What cannot be used is replaced by the plain page and never by the origin's answer: a rule is there to hide it.
 */
export function recheckMask(config: MaskConfig, refused: (what: string) => void): MaskConfig {
  const { errorPages, startPage, ...rest } = config;
  const pages = config.pages.map((page, index) => recheckPage(page, (what) => refused(`pages[${index}] ${what}`)));
  const rules = config.rules.map((rule, index) => {
    const { action } = rule;
    if (action?.location !== undefined && !isLocation(action.location)) {
      refused(`rules[${index}].action leads to no page`);
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

/** The type itself is known at synth; its parameters may not be. */
function recheckType(type: string, refused: (what: string) => void): string {
  if (isContentType(type)) return type;
  refused('has no content type');
  return withCharset(type.split(';', 1)[0]);
}

function recheckStored(page: StoredPage, refused: (what: string) => void): StoredPage {
  if (isBucket(page.bucket) && isRegion(page.region) && isKey(page.key)) return page;
  refused('is no object of S3');
  return { ...page, bucket: NO_BUCKET };
}

function recheckSize(page: EmbeddedPage, refused: (what: string) => void): EmbeddedPage {
  if (largestSize(page.parts, page.binary) <= PAGE_MAX_BYTES) return page;
  refused('is too large');
  return PLAIN_PAGE;
}
