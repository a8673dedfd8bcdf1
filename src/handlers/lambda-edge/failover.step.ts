import type { createHandler } from './slot';
import type { FailoverConfig } from '../../core/failover/config';
import { failsOver } from '../../core/failover/fails-over';

type Handler = ReturnType<typeof createHandler>;

/**
 * Leaves the responses of a primary origin alone on which CloudFront fails over: only the code of the user that was
 * there before us sees them.
 *
 * It is not documented whether CloudFront decides before or after this function. So a response that the steps would
 * hide from the origin group passes unchanged, and the one of the secondary origin gets all steps.
 */
export function create(config: FailoverConfig, all: Handler, existing: Handler): Handler {
  return (event, context) => {
    const { cf } = event.Records[0];
    return (failsOver(config, cf) ? existing : all)(event, context);
  };
}
