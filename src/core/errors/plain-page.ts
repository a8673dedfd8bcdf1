import type { EmbeddedPage } from './config';

/** In place of a page that cannot be had, so that what it hides stays hidden. */
export const PLAIN_PAGE: EmbeddedPage = {
  type: 'text/html; charset=utf-8', parts: ['<!doctype html><title>', 1, '</title><h1>', 0, ' ', 1, '</h1>'],
};

/** Its status. Without its page, the 200 of a single-page application would be nothing that looks like a success. */
export function plainStatus(status: number): number {
  return status < 400 ? 503 : status;
}
