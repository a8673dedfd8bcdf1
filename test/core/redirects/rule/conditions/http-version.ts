import type { WhenCondition } from '../../../../../src/core/redirects/rule/conditions/condition';
import { inWhen } from '../../../../../src/core/redirects/rule/conditions/in-when';
import { chosen, oneOf } from '../../../../../src/core/redirects/rule/conditions/one-of';
import { texts } from '../../../../../src/core/redirects/rule/plain';
import { without } from '../../../../../src/core/redirects/rule/probe';

declare module '../../../../../src/core/redirects/rule/model' {
  interface Conditions {
    readonly httpVersions?: readonly string[];
  }
}

const HEADER = 'cloudfront-viewer-http-version';

/** A made-up condition, in one file as CONTRIBUTING.md says. */
export const HTTP_VERSION_CONDITION: WhenCondition<'httpVersions'> = {
  ...inWhen('httpVersions'),
  ...oneOf<string>('HTTP version'),
  name: 'httpVersion',
  noun: 'the HTTP version',
  read: (value) => {
    const versions = texts(value);
    return versions?.every((version) => /^[123]\.[01]$/.test(version))
      ? { value: versions }
      : { fault: 'must be a version such as "3.0", or a list of them' };
  },
  line: undefined,
  unseen: [
    {
      on: ['viewer-request'],
      // @ts-expect-error -- the line that this test cannot add: every code stands in `core/problem/codes.ts`
      code: 'EDGE_REDIRECT_HTTP_VERSION_EARLY',
      message: 'looks at the HTTP version',
    },
  ],
  satisfy: (versions, { headers }, { choice }) => {
    if (!versions.includes(headers[HEADER])) headers[HEADER] = chosen(versions, choice);
  },
  fail: (_, probe) => [{ ...probe, headers: without(probe.headers, HEADER) }],
  tests: (versions, atoms) => {
    const tests = versions.map((value) => atoms.header(HEADER, { is: 'equal', value }));
    return [{ channel: tests[0].channel, atoms: tests.flatMap((test) => test.atoms) }];
  },
  parts: () => [{ kind: 'header', name: HEADER }],
};
