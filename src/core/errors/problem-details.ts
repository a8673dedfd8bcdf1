/** What a user says about a problem; the rest is filled in. */
export interface ProblemDetailsText {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export const PROBLEM_DETAILS_TYPE = 'application/problem+json';

/** Members that a user has properties for, or that are the answer's own. */
export const PROBLEM_DETAILS_MEMBERS: readonly string[] = ['type', 'title', 'status', 'detail', 'instance'];

/**
 * A page of JSON for programs, with placeholders. Without a type, RFC 9457 wants the title to be the reason phrase of
 * the status.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function problemDetailsPage({ type, title, detail, extensions = {} }: ProblemDetailsText): string {
  const members = [
    ...(type === undefined ? [] : [member('type', type)]),
    member('title', title ?? '{reason}'),
    '"status":{status}', // a number, so that it stands without quotes
    ...(detail === undefined ? [] : [member('detail', detail)]),
    ...Object.entries(extensions)
      .filter(([, value]) => JSON.stringify(value) !== undefined)
      .map(([name, value]) => member(name, value)),
    member('instance', '{path}'),
  ];
  return `{${members.join(',')}}`;
}

function member(name: string, value: unknown): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}
