import type { LogValues } from './log-values';
import { STANDARD_FIELDS } from '../../core/access-logs/fields';

/** The forms of standard logs: the files of the first version, and JSON of the second. */
export type LogFormat = 'legacy' | 'json';

/** The fields of a legacy file. */
const LEGACY_FIELDS = STANDARD_FIELDS.slice(0, 33);

const JSON_FIELDS = [...LEGACY_FIELDS, 'timestamp(ms)', 'origin-fbl', 'origin-lbl', 'cache-behavior-path-pattern'];

/** The lines at the beginning of a legacy file. */
export const LEGACY_HEAD = `#Version: 1.0\n#Fields: ${LEGACY_FIELDS.join(' ')}\n`;

export function logLine(values: LogValues, format: LogFormat): string {
  const shown = (name: string) => encoded(values[name] ?? '');
  if (format === 'legacy') return `${LEGACY_FIELDS.map(shown).join('\t')}\n`;
  return `${JSON.stringify(Object.fromEntries(JSON_FIELDS.map((name) => [name, shown(name)])))}\n`;
}

/**
 * Percent-encodes what CloudFront encodes: control characters, blanks, what is not ASCII, and some signs, also the `%`
 * of escapes.
 * So a value has no tab or line end.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
function encoded(value: string): string {
  if (value === '') return '-';
  return value.replace(/[\x00-\x20\x7f-\uffff<>"#%{|}\\^~[\]`']+/g, (text) => (
    [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')));
}
