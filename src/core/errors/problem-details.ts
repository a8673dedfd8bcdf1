/** The members that the user sets; the others are filled in. */
export interface ProblemDetailsText {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export const PROBLEM_DETAILS_TYPE = 'application/problem+json';

/** Members that have a property of their own, or that are filled in. */
export const PROBLEM_DETAILS_MEMBERS: readonly string[] = ['type', 'title', 'status', 'detail', 'instance'];

/**
 * A JSON page for programs, with placeholders. Without a type, RFC 9457 expects the reason phrase of the status as
 * title.
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
