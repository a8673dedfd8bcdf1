export { flag, instanceOf, kind, listOf, map, number, oneOf, text, wrongKind, type Kind } from './kind';
export { optional, required, Struct, type Property, type StructRead } from './struct';
