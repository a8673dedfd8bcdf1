import { maskErrors, type Respond } from './mask-errors';
import { storedPage } from './mask-errors-page';
import { maskedAnswer } from '../../core/errors/answer';
import { isStored, type MaskConfig } from '../../core/errors/config';
import { PLAIN_PAGE, plainStatus } from '../../core/errors/plain-page';
import type { EdgeStep } from '../../core/slots/step';

/**
 * `EdgeErrorMasker` where some page is an object in S3. A part of its own, so that nobody else carries the code for it.
 */
export function create(config: MaskConfig): EdgeStep {
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
