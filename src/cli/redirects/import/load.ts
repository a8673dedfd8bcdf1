import { Import } from './import';
import { READERS } from './readers';
import { eventProblems, type RedirectEvent } from '../../../core/redirects/checks/event-rules';
import { compileRules } from '../../../core/redirects/compile';
import { CsvFault } from '../../../core/redirects/formats/csv/tokens';
import { buildRule } from '../../../core/redirects/formats/fields';
import { JsonFault } from '../../../core/redirects/formats/json/tokens';
import { Places, visibleOffset } from '../../../core/redirects/formats/place';
import { PLATFORMS, type Platform } from '../../../core/redirects/formats/platforms/platforms';
import { type Dialect, DIALECTS } from '../../../core/redirects/rule/dialects';
import { whereFilesAreMissing } from '../../../core/redirects/rule/files-first';
import type { RedirectRule } from '../../../core/redirects/rule/model';
import { Report } from '../../../core/redirects/rule/report';
import type { RuleFile } from '../files';

/** Imported rules have the semantics of `redirects.json`, but the first match applies. */
const IMPORTED: Dialect = { ...DIALECTS.json, order: 'first', duplicates: 'first wins' };

/** Reads a platform's file as rules, with a problem for each entry that has no equivalent. */
export function importRules(platform: Platform, file: string, text: string, event?: RedirectEvent): RuleFile {
  const { read, dialect = IMPORTED } = READERS[platform];
  const report = new Report();
  const places = new Places(text, file);
  const into = new Import(places, report);
  try {
    read(text, into);
  } catch (fault) {
    if (!(fault instanceof JsonFault || fault instanceof CsvFault)) throw fault;
    report.error('EDGE_REDIRECT_SYNTAX', places.at(visibleOffset(text, fault.at)), fault.message);
  }
  const written = into.rules.map((fields) => buildRule(fields, dialect, {}, report))
    .filter((rule): rule is RedirectRule => rule !== undefined);
  const rules = event === 'origin-response' ? whereFilesAreMissing(written) : written;
  if (rules.length === 0 && report.problems.length === 0) {
    report.error('EDGE_REDIRECT_EQUIVALENT', places.at(0), `there are no redirects in ${PLATFORMS[platform].is}, which `
      + `are written like ${PLATFORMS[platform].like}`);
  }
  const { program, findings, excluded, idle, problems } = compileRules(rules, { event });
  const ofEvent = event === undefined ? [] : eventProblems(rules, event);
  return {
    file,
    format: dialect.format,
    rules,
    written: rules,
    whole: false,
    problems: [...report.problems, ...problems, ...ofEvent].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    findings,
    excluded,
    idle,
    ...(program === undefined ? {} : { program }),
  };
}
