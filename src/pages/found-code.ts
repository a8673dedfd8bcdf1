import type { InlineKind } from '../core/security-headers/inline/page-hashes';

/** Called for each piece of inline code as a browser reads it, and for each `javascript:` URL. */
export type Found = (kind: InlineKind | 'url', code: string) => void;

/** What is read of a page. */
export interface PageReading {
  /** Whether code in `<template>` is found, which only runs in copies that scripts make. */
  readonly templates: boolean;
  /** Whether it is in a frame whose sandbox allows no scripts. */
  readonly isSandboxed?: boolean;
}
