import { App } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { EdgeRedirector, ExistingAttachments, ExistingFunctionOrder, PolicyConflicts, RedirectSource } from '../../src';
import { composesOn, existingOrder, orderProblems, REFUSE, type Existing } from '../../src/attach/slots/existing';
import { siteStack } from '../support/apps';

const compose = (functionOrder?: Existing['functionOrder']): Existing => ({ compose: true, functionOrder });
const slot = (...said: (Existing | undefined)[]) => said.map((existing, index) => (
  { owner: { node: { path: `Web/${index}` } } as IConstruct, existing }));

describe('constructs on one slot', () => {
  it.each<[string, (Existing | undefined)[], boolean]>([
    ['none says anything', [undefined, undefined], false],
    ['all refuse', [REFUSE, REFUSE], false],
    ['one composes', [undefined, REFUSE, compose()], true],
  ])('%s', (_, said, composes) => expect(composesOn(slot(...said))).toBe(composes));

  it('an order that one says is that of all, and the default is by event', () => {
    expect(existingOrder('viewer-request', slot(compose(), REFUSE))).toBe('after');
    expect(existingOrder('origin-request', slot(compose()))).toBe('after');
    expect(existingOrder('viewer-response', slot(compose()))).toBe('before');
    expect(existingOrder('origin-response', slot(compose()))).toBe('before');
    expect(existingOrder('viewer-request', slot(compose(), compose('before')))).toBe('before');
    expect(existingOrder('viewer-response', slot(compose('after'), undefined))).toBe('after');
  });

  it('two orders are one error', () => {
    expect(orderProblems('viewer-request', slot(compose(), compose('before'), compose('before')))).toEqual([]);
    expect(orderProblems('viewer-request', slot(compose('after'), REFUSE, compose('before'), compose('before')))).toEqual([
      expect.objectContaining({
        code: 'EDGE_EXISTING_ORDER',
        message: expect.stringContaining(
          'on viewer-request: the existing function runs after Web/0 and before Web/2'),
      }),
    ]);
  });
});

describe('ExistingAttachments', () => {
  it('carries what the user said', () => {
    expect(ExistingAttachments.refuse()._existing).toEqual({ compose: false });
    expect(ExistingAttachments.compose()._existing).toEqual({ compose: true });
    expect(ExistingAttachments.compose({
      functionOrder: ExistingFunctionOrder.BEFORE, policyConflicts: PolicyConflicts.EXISTING,
    })._existing).toEqual({ compose: true, functionOrder: 'before', policyConflicts: 'existing' });
  });

  it.each<[string, unknown, string]>([
    ['a wrong order', ExistingAttachments.compose({ functionOrder: 'first' as never }),
      'existing.functionOrder must be ExistingFunctionOrder.AFTER or BEFORE, got "first"'],
    ['wrong options', ExistingAttachments.compose('before' as never), 'existing'],
    ['a text', 'compose', 'existing must be an ExistingAttachments, got "compose"; use one such as ExistingAttachments.compose()'],
  ])('%s is reported with its path', (_, existing, message) => {
    const { app, stack, distribution } = siteStack();
    new EdgeRedirector(stack, 'Redirects', {
      distribution, source: RedirectSource.fromInline('{ "/a": "/b" }'), existing: existing as ExistingAttachments,
    });
    expect(() => app.synth()).toThrow(message);
    expect(app).toBeInstanceOf(App);
  });
});
