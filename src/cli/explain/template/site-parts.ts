import { ServingSites } from './serving-sites';
import type { LogRecord } from '../../../core/access-logs/reader';
import type { LogGroup } from '../../../core/access-logs/tally';
import { observationOfLog } from '../../../core/explain/from-log';
import type { Observation } from '../../../core/explain/observation';
import { behaviorOf, hostOf, servesHost } from '../../../core/explain/site/matched';
import type { SiteFacts } from '../../../core/explain/site/site-facts';
import { observationOf } from '../of-group';

/** Tells lines of a log apart by what a template says of them: the distribution, the behavior, and the host. */
export class SiteParts {
  readonly sites: ServingSites;

  constructor(folder: string) {
    this.sites = new ServingSites(folder);
  }

  of(record: LogRecord): { key: string; fields: LogRecord } {
    const { site, url } = this.known(record);
    if (site === undefined) return { key: '', fields: new Map() };
    const host = hostOf(url);
    const pattern = behaviorOf(site, url)?.pathPattern ?? '';
    // The first host stands for all: that one is not an alias is the same for any.
    const fields = new Map(host === undefined ? [] : [['x-host-header', host]]);
    return { key: `${site.template} ${site.name} ${pattern} ${servesHost(site, host)}`, fields };
  }

  /** The most frequent path of the group is one of its behavior, as all of them are. */
  observationOf(group: LogGroup): Observation {
    const [[path] = ['']] = group.paths.top(1);
    const { site, url } = this.known(new Map([...group.record, ['cs-uri-stem', path]]));
    const seen = observationOf(group);
    return { ...seen, ...(site !== undefined && { site }), ...(url !== undefined && { url }) };
  }

  private known(record: LogRecord): { site?: SiteFacts; url?: string } {
    const { url } = observationOfLog(Object.fromEntries(record));
    return { ...this.sites.of(url), url };
  }
}
