import type { Place } from './model';
import type { Report } from './report';

/** Why a platform ignores a line, and what to write instead. */
export interface Ignored {
  readonly place: Place;
  /** `"/a" has no target` */
  readonly fault: string;
  readonly cure: string;
}

/**
 * Reports a line that its own platform ignores. It is left out, as there: it redirects nothing, and hides no line
 * after it. The build goes on, because a list that was right for years is right here too.
 */
export function leaveOut(platform: string, { place, fault, cure }: Ignored, report: Report): undefined {
  report.warning(
    'EDGE_REDIRECT_IGNORED', place, `${fault}, so that ${platform} ignores the line, and it is left out; ${cure}`,
  );
}
