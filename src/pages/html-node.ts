/** An attribute of parse5; `prefix` is only there in SVG and MathML. */
export interface ParsedAttribute {
  readonly name: string;
  readonly value: string;
  readonly prefix?: string;
}

/** A node that knows its parent but not its children, so that closed elements are freed while a page is read. */
export interface HtmlNode {
  readonly name: string;
  /** Empty for what is not an element. */
  readonly namespace: string;
  readonly attributes: ParsedAttribute[];
  parent: HtmlNode | null;
  /** Its text, only of elements whose text may be code. */
  readonly text: string[] | undefined;
  /** The content of a `<template>`. */
  content: HtmlNode | undefined;
  /** Whether it is in a `<template>`, where nothing runs. */
  isInert: boolean;
  hasShadowRoot: boolean;
  isAttached: boolean;
}
