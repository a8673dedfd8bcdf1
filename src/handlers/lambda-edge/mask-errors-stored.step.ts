import { maskErrors, type Respond } from './mask-errors';
import { storedPage } from './mask-errors-page';
import { maskedAnswer } from '../../core/errors/answer';
import { isStored, type MaskConfig } from '../../core/errors/config';
import { PLAIN_PAGE, plainStatus } from '../../core/errors/plain-page';
import type { SlotStep } from '../../core/slots/step';

/**
 * The step of `EdgeErrorMasker` if a page is an S3 object. A separate part, because other functions do not need its
 * code.
 */
export function create(config: MaskConfig): SlotStep {
  const pages = config.pages.map((page) => {
    if (!isStored(page)) return () => page;
    const stored = storedPage(page);
    return () => stored.get();
  });
  const respond: Respond = async (action, exchange) => {
    if (action.page === undefined) return maskedAnswer(config, action, exchange);
    const page = await pages[action.page]();
    if (page) return maskedAnswer(config, action, exchange, page);
    const status = plainStatus(Number(action.status ?? exchange.response.status));
    return maskedAnswer(config, { ...action, status, cacheControl: 'no-store' }, exchange, PLAIN_PAGE);
  };
  return maskErrors(config, respond);
}
