import { recheckMask } from '../../core/errors/recheck';
import { recheckRedirect } from '../../core/redirects/recheck';
import { recheckHeaders } from '../../core/security-headers/recheck';

/** A value by its number; `json` inside of quotes, `json-number` where JSON has a number. */
type LookUp = (index: number, form?: 'json' | 'json-number') => string;

/**
 * The values that CloudFormation has filled in, as base64: that cannot end the text in which it stands, whatever it
 * says.
 */
export function lookUp(values: readonly string[]): LookUp {
  const texts = values.map((value) => Buffer.from(value, 'base64').toString());
  return (index, form) => {
    const text = texts[index];
    if (form === 'json-number' && JSON_NUMBER.test(text)) return text;
    return form === undefined ? text : form === 'json' ? JSON.stringify(text).slice(1, -1) : JSON.stringify(text);
  };
}

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;

type Recheck = (config: any, refused: (what: string) => void) => unknown;

const RECHECKS: Readonly<Record<string, Recheck>> = {
  'redirect': recheckRedirect,
  'mask-errors': recheckMask,
  'mask-errors-stored': recheckMask,
  'headers': recheckHeaders,
};

/**
 * A configuration with such values, checked as it would have been when the app was synthesized. Once for each
 * environment, with one line in the log. Values may be secret: the line says where they stand and not what they are.
 */
export function checked(step: string, config: unknown): unknown {
  const refused: string[] = [];
  const result = RECHECKS[step]?.(config, (what) => refused.push(what)) ?? config;
  if (refused.length > 0) {
    const message = `a value of the deployment cannot be used: ${refused.join('; ')}`;
    console.log(JSON.stringify({ level: 'ERROR', code: 'EDGE_DEPLOY_VALUE', step, message }));
  }
  return result;
}
