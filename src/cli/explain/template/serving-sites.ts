import { readSites } from './read-sites';
import { hostOf, servesHost } from '../../../core/explain/site/matched';
import type { SiteFacts } from '../../../core/explain/site/site-facts';

/** The distributions of `--template`, by the hosts that they serve. */
export class ServingSites {
  private readonly sites: readonly SiteFacts[];
  private unknown = 0;

  constructor(private readonly folder: string | undefined) {
    this.sites = folder === undefined ? [] : readSites(folder);
  }

  /** The distribution that has the host of the URL as an alias, or the only one. */
  of(url: string | undefined): { site?: SiteFacts } {
    if (this.sites.length === 0) return {};
    const host = hostOf(url);
    const isAlias = host !== undefined && !host.endsWith('.cloudfront.net');
    const serving = isAlias ? this.sites.find((one) => servesHost(one, host) === true) : undefined;
    const site = serving ?? (this.sites.length === 1 ? this.sites[0] : undefined);
    if (site === undefined) this.unknown++;
    return site === undefined ? {} : { site };
  }

  /** That the template says nothing of some of them, for standard error. */
  notes(): string[] {
    return this.unknown === 0 ? [] : [
      `${this.folder}: has ${this.sites.length} distributions, and ${this.unknown} of the errors are of a host that is `
        + 'not known to be an alias of one of them, so that --template says nothing of them; "curl -v" and HAR files '
        + 'have the host',
    ];
  }
}
