import type { EdgeResponse } from '../../../src/core/http/message';
import { Freshness } from '../../../src/core/slots/freshness';
import { runSlot } from '../../../src/core/slots/run';
import type { EdgeExchange, SlotStep } from '../../../src/core/slots/step';

const request = { method: 'GET', uri: '/old', querystring: '', headers: {} };
const originResponse: EdgeResponse = { status: '200', headers: {} };
const viewerRequest: EdgeExchange = {
  event: 'viewer-request', request, freshness: new Freshness('viewer-request'), distributionDomainName: 'd1.cloudfront.net', config: {}, requestId: 'r1',
};
const originResponseExchange: EdgeExchange = { ...viewerRequest, event: 'origin-response', response: originResponse };

const answers = (name: string, status: string): SlotStep => ({ name, answer: () => ({ status, headers: {} }) });
const rewrites = (uri: string): SlotStep => ({ name: 'rewrite', answer: (x) => ({ ...x.request, uri }) });
const passes: SlotStep = { name: 'pass', answer: () => undefined };
const fails: SlotStep = {
  name: 'broken',
  answer: () => {
    throw new Error('boom');
  },
  finish: () => {
    throw new Error('boom');
  },
};
const stamps: SlotStep = {
  name: 'stamp',
  finish: (r) => ({ ...r, headers: { ...r.headers, 'x-stamp': [{ value: '1' }] } }),
};
const unexpected = (step: SlotStep, error: unknown) => { throw new Error(`${step.name}: ${error}`); };

describe('runSlot', () => {
  it('passes the request on if no step answers, without calling `finish`', async () => {
    expect(await runSlot([passes, stamps], viewerRequest, unexpected)).toEqual(request);
  });

  it('passes the origin\'s response on, finished', async () => {
    expect(await runSlot([passes, stamps], originResponseExchange, unexpected)).toEqual({
      status: '200',
      headers: { 'x-stamp': [{ value: '1' }] },
    });
  });

  it('uses the first answer and finishes it', async () => {
    const result = await runSlot(
      [answers('redirect', '301'), answers('mask', '404'), stamps],
      viewerRequest,
      unexpected,
    );
    expect(result).toEqual({ status: '301', headers: { 'x-stamp': [{ value: '1' }] } });
  });

  it('passes the response of earlier steps to each step', async () => {
    const recovers: SlotStep = { name: 'recover', finish: (r) => ({ ...r, status: '200' }) };
    const masks: SlotStep = {
      name: 'mask',
      answer: ({ response }) => (response?.status === '404' ? { status: '302', headers: {} } : undefined),
    };
    const missing = { ...originResponseExchange, response: { status: '404', headers: {} } };
    expect(await runSlot([recovers, masks], missing, unexpected)).toMatchObject({ status: '200' });
    expect(await runSlot([masks, recovers], missing, unexpected)).toMatchObject({ status: '200' });
    expect(await runSlot([masks], missing, unexpected)).toMatchObject({ status: '302' });
  });

  it('shows a rewritten request to the steps that follow', async () => {
    const seen: string[] = [];
    const looks: SlotStep = { name: 'look', answer: (x) => { seen.push(x.request.uri); return undefined; } };
    expect(await runSlot([rewrites('/new'), looks], viewerRequest, unexpected)).toEqual({ ...request, uri: '/new' });
    expect(seen).toEqual(['/new']);
  });

  it('lets a step that has not answered finish the response', async () => {
    const step: SlotStep = { ...passes, finish: stamps.finish };
    expect(await runSlot([step], originResponseExchange, unexpected)).toMatchObject({
      headers: { 'x-stamp': [{ value: '1' }] },
    });
  });

  it('waits for steps that answer later', async () => {
    const slow: SlotStep = { name: 'slow', answer: async () => ({ status: '302', headers: {} }) };
    expect(await runSlot([slow], viewerRequest, unexpected)).toEqual({ status: '302', headers: {} });
  });

  it('continues without a step that fails, and reports it', async () => {
    const failed: string[] = [];
    const result = await runSlot([fails, answers('redirect', '301'), stamps], originResponseExchange, (step) =>
      failed.push(step.name),
    );
    expect(result).toEqual({ status: '301', headers: { 'x-stamp': [{ value: '1' }] } });
    expect(failed).toEqual(['broken']);
  });

  it('returns the refusal of a step that fails: no later step answers, and all steps finish it', async () => {
    const guard: SlotStep = {
      name: 'guard',
      answer: () => {
        throw new Error('boom');
      },
      refusal: () => ({ status: '503', headers: {} }),
    };
    const failed: string[] = [];
    const steps = [stamps, guard, answers('redirect', '301'), { ...fails, name: 'behind' }];
    const result = await runSlot(steps, viewerRequest, (step) => failed.push(step.name));
    expect(result).toEqual({ status: '503', headers: { 'x-stamp': [{ value: '1' }] } });
    expect(failed).toEqual(['guard', 'behind']); // the later step fails in `finish`
    expect(await runSlot([answers('redirect', '301'), guard], viewerRequest, unexpected)).toMatchObject({
      status: '301',
    });
  });

  it('returns the origin\'s response if every step fails', async () => {
    expect(await runSlot([fails], originResponseExchange, () => undefined)).toBe(originResponse);
  });
});
