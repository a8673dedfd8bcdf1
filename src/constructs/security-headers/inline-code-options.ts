/** Options of `ContentSecurityPolicy.hashesFromDirectory`. */
export interface InlineCodeOptions {
  /**
   * Only the pages at these paths: the path patterns of the behaviors for which the policy is, such as `/docs/*`.
   *
   * The path of a page is that of its file in the folder; a page is also at its path without `index.html` or `.html`.
   *
   * @default - all pages
   */
  readonly paths?: string[];

  /**
   * Not the pages at these paths.
   *
   * @default - none
   */
  readonly exceptPaths?: string[];

  /**
   * Whether event handlers in attributes, such as `onclick`, get hashes, with `'unsafe-hashes'` in `scriptSrcAttr`.
   *
   * @default true
   */
  readonly eventHandlers?: boolean;

  /**
   * Whether `style` attributes get hashes, with `'unsafe-hashes'` in `styleSrcAttr`. `ContentSecurityPolicy.balanced()`
   * allows them all, and needs none.
   *
   * @default true
   */
  readonly styleAttributes?: boolean;

  /**
   * Whether `<script>` and `<style>` in `<template>` get hashes. A page alone does not need them, but its scripts may
   * add copies to it.
   *
   * @default false
   */
  readonly templates?: boolean;
}
