/** The list of a typical site: nine of ten rules are exact, the tenth has two placeholders or a splat. */
export interface RuleSet {
  readonly rules: readonly (readonly [from: string, to: string])[];
  /** URLs that are redirected by an exact rule, by a dynamic one, or not at all. */
  readonly exact: readonly string[];
  readonly dynamic: readonly string[];
  readonly miss: readonly string[];
}

const SECTIONS = ['news', 'blog', 'about', 'products', 'team', 'press', 'events', 'docs', 'guide', 'support'];

export function ruleSet(size: number): RuleSet {
  const rules: [string, string][] = [];
  const [exact, dynamic, miss]: string[][] = [[], [], []];
  for (let i = 0; i < size; i++) {
    const section = SECTIONS[i % 10];
    if (i % 10 !== 9) {
      rules.push([`/${section}/old-page-${i}.html`, `/new/${section}/page-${i}`]);
      exact.push(`/${section}/old-page-${i}.html`);
      miss.push(`/${section}/live-page-${i}.html`);
    } else if (i % 20 === 9) {
      rules.push([`/${section}-${i}/:year/:slug`, `/archive/${i}/:slug`]);
      dynamic.push(`/${section}-${i}/2020/some-page`);
    } else {
      rules.push([`/${section}-${i}/section/*`, `/new/${section}-${i}/:splat`]);
      dynamic.push(`/${section}-${i}/section/a/b`);
    }
  }
  return { rules, exact, dynamic, miss };
}

export function asLines({ rules }: RuleSet): string {
  return rules.map(([from, to]) => `${from} ${to} 301`).join('\n');
}

export function asJson({ rules }: RuleSet): string {
  return JSON.stringify(Object.fromEntries(rules));
}
