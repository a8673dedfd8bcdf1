import type { RedirectRule } from '../rule/model';

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
    if (this.names.has(host)) return true;
    for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      if (this.names.has(`*${host.slice(dot)}`)) return true;
    }
    return false;
  }
}
