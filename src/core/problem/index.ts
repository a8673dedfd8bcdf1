export type { Code, CodeOf, Severity } from './codes';
export { error, note, warning, within, type Where } from './make';
export { hasErrors, isError, type Problem } from './problem';
export { compilerLine, labelled, sentence } from './render/line';
export { digest, summary, type Afflicted } from './render/summary';
export { sarif, type RuleHelp, type SarifTool } from './render/sarif';
export { shown } from './kinds/shown';
