import { overlapWitnesses } from '../../../core/redirects/overlap/witnesses';
import { type RedirectRule, SCHEME_HEADER } from '../../../core/redirects/rule/model';
import type { RedirectRequest } from '../../../core/redirects/rule/types';

/** A request for which two lists could answer differently, and a rule of one of them that is concerned. */
export interface Sample {
  readonly rule: RedirectRule;
  readonly request: RedirectRequest;
}

const HOST = 'www.example.com';

/** The requests for which a list and its conversion could differ. */
export function* samples(before: readonly RedirectRule[], after: readonly RedirectRule[]): Generator<Sample> {
  const onScheme = ({ when }: RedirectRule): boolean =>
    when.headers?.some(({ name }) => name === SCHEME_HEADER) ?? false;
  const seesSchemes = [...before, ...after].some(onScheme);
  for (const list of [before, after]) {
    for (const { rule, request } of overlapWitnesses(list, HOST)) {
      if (!seesSchemes) yield { rule, request };
      // Every request has a scheme, which only some rules look at.
      else for (const scheme of ['https', 'http']) yield { rule, request: withScheme(request, scheme) };
    }
  }
}

function withScheme(request: RedirectRequest, scheme: string): RedirectRequest {
  return { ...request, header: (name) => (name === SCHEME_HEADER ? scheme : request.header(name)) };
}
