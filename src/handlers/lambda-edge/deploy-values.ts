import { recheckMask } from '../../core/errors/recheck';
import { recheckRedirect, recheckStoredRedirect } from '../../core/redirects/recheck';
import { recheckHeaders } from '../../core/security-headers/recheck';
import type { StepPart } from '../../core/slots/parts';
import type { ValueForm } from '../../core/values/value-form';

/** Returns a value by its index, in a form (see `ValueForm`). */
type LookUp = (index: number, form?: ValueForm) => string;

/** Decodes the values that CloudFormation filled in. They are base64, so that no value can end the string around it. */
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

/** Every part that is a step, so that a new one without an entry does not compile. */
const RECHECKS: Readonly<Record<StepPart, Recheck>> = {
  'redirect': recheckRedirect,
  'redirect-stored': recheckStoredRedirect,
  'pretty-urls': recheckRedirect,
  'mask-errors': recheckMask,
  'mask-errors-stored': recheckMask,
  'headers': recheckHeaders,
  // A domain name that is not one is that of no origin.
  'failover': (config) => config,
  // Only the name of the file, for log lines.
  'custom': (config) => config,
};

/**
 * Checks a configuration with such values as it would have been checked at synth. Runs once per environment. Logs one
 * line with the places of invalid values, but not the values, which may be secret.
 */
export function checked(step: StepPart, config: unknown): unknown {
  const refused: string[] = [];
  const result = RECHECKS[step](config, (what) => refused.push(what));
  if (refused.length > 0) {
    const message = `a value of the deployment cannot be used: ${refused.join('; ')}`;
    console.log(JSON.stringify({ level: 'ERROR', code: 'EDGE_DEPLOY_VALUE', step, message }));
  }
  return result;
}
