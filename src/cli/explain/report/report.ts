import type { SiteFinding } from '../../../core/explain/checks/checked-site';
import type { Group } from '../../../core/explain/group';
import type { Possibility } from '../../../core/explain/site/possibility';
import type { OverTime } from '../over-time';

/** What was found about responses. */
export interface Report {
  readonly title: string;
  /** How many responses there were, and how many could not be read. */
  readonly responses: number;
  readonly skipped: number;
  readonly groups: readonly Group[];
  /** Of logs. */
  readonly overTime?: OverTime;
}

/** What was found about the distribution of a template. */
export interface SiteReport {
  readonly distribution: string;
  readonly template: string;
  readonly possibilities: readonly Possibility[];
  /** What `DistributionChecks` reports at synth. */
  readonly findings: readonly SiteFinding[];
}
