export { createPreview } from './create-preview';
export type { TestPreviewChanges, TestPreviewOptions } from './options';
export type { TestPreview } from './preview';
export { PreviewError } from '../preview/errors';
export type { Problem } from '../core/problem';
export type { Trace, TraceEntry } from '../preview/trace/trace';
