import { statSync } from 'node:fs';
import { checkedHead } from './checked-head';
import type { Loaded } from './judged';
import { fetchHeaders } from './request';
import { templateResponses } from './templates';
import { unusable } from './unusable';
import { readTextOf } from '../captures/text';

/** The responses that a URL, a file or a folder has. */
export async function loadResponses(source: string): Promise<Loaded> {
  if (/^https?:\/\//i.test(source)) return fetchHeaders(source);
  if (source !== '-' && statSync(source, { throwIfNoEntry: false })?.isDirectory()) return templateResponses(source);
  const title = source === '-' ? '<stdin>' : source;
  const { headers, status, faults } = checkedHead(read(source, title));
  if (faults.length > 0) throw unusable(`${title}:${faults[0]}`);
  if (headers.length === 0) throw unusable(`${title}: has no headers; write "name: value", or what "curl -sI" prints`);
  return { responses: [{ title, headers, ...(status !== undefined && { status }) }], notes: [] };
}

function read(source: string, title: string): string {
  try {
    return readTextOf(source);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw unusable(`${title}: ${code === 'ENOENT' ? 'there is no such file or folder' : message}`);
  }
}
