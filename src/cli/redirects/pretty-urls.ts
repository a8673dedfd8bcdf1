import { Option } from 'commander';
import type { CheckedFile } from './files';
import { rootObjectPath } from '../../core/facts/root-object';
import { prettyUrl, type PrettySite } from '../../core/pretty-urls/pretty-url';
import type { Problem } from '../../core/problem';
import { answerOf } from '../../core/redirects/diff/decision-text';
import { checkPrettyUrls } from '../../core/redirects/neighbours/pretty-urls';
import { openProgram } from '../../core/redirects/program/read/open';
import type { RedirectDecision, RedirectRequest } from '../../core/redirects/rule/types';
import { UsageError } from '../frame/usage-error';

/** Whether URLs end with a slash, by the names of the functions of `PrettyUrls`. */
const FORMS: Readonly<Record<string, boolean | undefined>> = {
  'trailing-slash': true, 'no-trailing-slash': false, 'any-slash': undefined,
};

export interface PrettyOptions {
  readonly prettyUrls?: string;
  readonly pageLayout?: string;
  readonly rootObject?: string;
}

/** `--pretty-urls trailing-slash`: what the EdgeRedirector does with the URLs of pages. */
export function prettyUrlsOption(): Option {
  return new Option('--pretty-urls <form>', 'prettyUrls of the EdgeRedirector that has the list')
    .choices(Object.keys(FORMS));
}

/** `--page-layout files`. */
export function pageLayoutOption(): Option {
  const description = 'layout of --pretty-urls: folders is docs/index.html, files is docs.html (default: files with '
    + 'no-trailing-slash)';
  return new Option('--page-layout <layout>', description).choices(['folders', 'files']);
}

/** The status of redirects, which has no option. */
const STATUS = 301;

function siteOf({ prettyUrls, pageLayout, rootObject = '' }: PrettyOptions): PrettySite | undefined {
  if (prettyUrls === undefined) {
    if (pageLayout !== undefined) throw new UsageError('--page-layout needs --pretty-urls, such as trailing-slash');
    return undefined;
  }
  const layout = pageLayout ?? (prettyUrls === 'no-trailing-slash' ? 'files' : 'folders');
  return {
    slash: FORMS[prettyUrls], folders: layout === 'folders', index: 'index.html', home: rootObjectPath(rootObject),
  };
}

interface Answer extends ReturnType<typeof answerOf> {
  /** Whether pretty URLs have decided it. */
  readonly pretty?: true;
}

/** The answer after the rules and pretty URLs. */
export function prettyAnswer(
  decision: RedirectDecision | undefined, { method, path, query }: RedirectRequest, options: PrettyOptions,
): Answer {
  const site = siteOf(options);
  const rewrite = decision?.rewrite;
  const continues = decision === undefined || (rewrite !== undefined && rewrite.origin === undefined);
  if (site === undefined || !continues || !/^(GET|HEAD)$/.test(method)) return answerOf(decision);
  const asked = rewrite ?? { path, query };
  const found = prettyUrl(site, asked.path, asked.query, asked.path === path && asked.query === query);
  if (found === undefined) return answerOf(decision);
  if (found.location !== undefined) return { status: STATUS, location: found.location, pretty: true };
  return { status: 200, location: `${found.path}${asked.query && `?${asked.query}`}`, pretty: true };
}

/** Loops and chains of a list with pretty URLs. */
export function prettyProblems({ rules, write }: CheckedFile, options: PrettyOptions & Hosts): Problem[] {
  const site = siteOf(options);
  if (site === undefined || write === undefined) return [];
  const everywhere = () => true;
  const list = {
    rules,
    order: [],
    matcher: openProgram(write(), options.rootObject),
    serves: everywhere,
    exempts: () => false,
    beside: [],
  };
  return checkPrettyUrls([list], { site, status: STATUS, serves: everywhere }, options.siteHost ?? []);
}

interface Hosts {
  readonly siteHost?: readonly string[];
}
