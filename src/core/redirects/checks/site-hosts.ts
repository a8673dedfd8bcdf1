import type { RedirectRule } from '../rule/model';
import { wildcardsOf } from '../url/hosts';

/** The hosts of a list of rules: those of the site and those that its rules name, `*.example.com` included. */
export class SiteHosts {
  private readonly names: ReadonlySet<string>;

  constructor(siteHosts: readonly string[], rules: readonly RedirectRule[]) {
    this.names = new Set([
      ...siteHosts.map((host) => host.toLowerCase()),
      ...rules.flatMap(({ source: { host } }) => host ?? []),
    ]);
  }

  has(host: string): boolean {
    return this.names.has(host) || wildcardsOf(host).some((name) => this.names.has(name));
  }
}
