import type { EmbeddedPage } from './config';

/** Replaces a page that is not available, so that the origin's response stays masked. */
export const PLAIN_PAGE: EmbeddedPage = {
  type: 'text/html; charset=utf-8', parts: ['<!doctype html><title>', 1, '</title><h1>', 0, ' ', 1, '</h1>'],
};

/** Its status: without its page, the 200 of a single-page application would look like a success. */
export function plainStatus(status: number): number {
  return status < 400 ? 503 : status;
}
