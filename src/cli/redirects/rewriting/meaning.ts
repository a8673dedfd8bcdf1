import { writeJson } from '../../../core/redirects/formats/json/write';
import type { RedirectRule } from '../../../core/redirects/rule/model';
import { Unwritable } from '../../../core/redirects/rule/unwritable';

/** The rule as JSON, for comparison; undefined if that cannot express it. */
export function meaning(rule: RedirectRule): string | undefined {
  try {
    return writeJson([rule]);
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    return undefined;
  }
}
