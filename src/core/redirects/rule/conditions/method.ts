import type { WhenCondition } from './condition';
import { inWhen } from './in-when';
import { anyAtom, chosen, oneOf } from './one-of';
import { VIEWER_METHODS } from '../../../facts/methods';
import { METHOD } from '../channels';
import { texts } from '../plain';

declare module '../model' {
  interface Conditions {
    /** In capitals. */
    readonly methods?: readonly string[];
  }
}

/** The method of the request. */
export const METHOD_CONDITION: WhenCondition<'methods'> = {
  ...inWhen('methods'),
  ...oneOf<string>('method'),
  name: 'method',
  noun: 'the method',
  read: (value) => {
    const methods = texts(value)?.map((m) => m.toUpperCase());
    return methods?.every((m) => VIEWER_METHODS.includes(m))
      ? { value: methods }
      : { fault: `must be ${VIEWER_METHODS.join(', ')}, or a list of them` };
  },
  line: undefined,
  unseen: [],
  satisfy: (methods, probe, { choice }) => {
    if (!methods.includes(probe.method)) probe.method = chosen(methods, choice);
  },
  fail: (methods, probe) =>
    ['GET', 'HEAD', 'POST', 'OPTIONS'].filter((m) => !methods.includes(m)).map((method) => ({ ...probe, method })),
  tests: (methods, atoms) => [anyAtom(METHOD, methods, atoms)],
  inFunction: (methods) => [['method', ...methods]],
  parts: () => [{ kind: 'method' }],
};
