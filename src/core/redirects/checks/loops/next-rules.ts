import { ANY_HOST } from './follow';
import { staysOnSite } from './report';
import { isExact, type RedirectRule } from '../../rule/model';
import { fixedHost } from '../../rule/origin';
import { wildcardsOf } from '../../url/hosts';
import type { Shape } from '../rule-index';
import type { SiteHosts } from '../site-hosts';

/** What is of interest of the rules of a shape. */
interface Next {
  /** The hosts of the rules that continue or end a chain: they redirect, or are the source of an error such as 410. */
  readonly hosts: ReadonlySet<string | undefined>;
  /** Whether one of them redirects to the site. */
  readonly staysOnSite: boolean;
}

/**
 * Which rules can apply after a redirect. In most lists all targets are matched by a rule that ends them, such as
 * `/* /404.html 404`, or by one for another host; then nothing has to be followed.
 */
export class NextRules {
  /** By the first rule of a shape. */
  private readonly known = new Map<number, Next>();

  constructor(private readonly rules: readonly RedirectRule[], private readonly hosts: SiteHosts) {}

  /** Whether the redirects of a site may go on at one of these shapes, for some host. */
  mayGoOn(shapes: readonly Shape[]): boolean {
    return shapes.some((shape) => this.of(shape).staysOnSite);
  }

  /** Whether a sample request for the source of a rule may find another rule at its target. */
  mayFollow({ source, target }: RedirectRule, shapes: readonly Shape[]): boolean {
    if (shapes.length === 0) return false;
    const host = target?.origin === undefined ? source.host?.replace('*', 'any') ?? ANY_HOST : fixedHost(target.origin);
    if (host === undefined) return shapes.some((shape) => this.of(shape).hosts.size > 0);
    const names = [undefined, host, ...wildcardsOf(host)];
    return shapes.some((shape) => {
      const next = this.of(shape);
      return next.hosts.size > 0 && names.some((name) => next.hosts.has(name));
    });
  }

  private of({ rules }: Shape): Next {
    let next = this.known.get(rules[0]);
    if (next === undefined) this.known.set(rules[0], next = this.read(rules));
    return next;
  }

  private read(members: readonly number[]): Next {
    const follow = members.map((i) => this.rules[i]).filter(({ status, source }) =>
      (status >= 300 && status < 400) || (status >= 400 && isExact(source)));
    return {
      hosts: new Set(follow.map(({ source }) => source.host)),
      staysOnSite: follow.some((rule) => staysOnSite(rule, this.hosts)),
    };
  }
}
