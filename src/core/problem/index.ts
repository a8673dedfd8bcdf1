export type { Code, CodeOf } from './codes';
export { error, note, warning, within, type Where } from './make';
export { hasErrors, isError, type Problem, type Severity } from './problem';
export { compilerLine, labelled, sentence } from './render/line';
export { digest, summary, type Afflicted } from './render/summary';
export { sarif } from './render/sarif';
export { flag, instanceOf, kind, listOf, map, number, oneOf, text, wrongKind, type Kind } from './kinds/kind';
export { shown } from './kinds/shown';
export { optional, required, Struct, type Property, type StructRead } from './kinds/struct';
