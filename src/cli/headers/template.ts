export type Members = Readonly<Record<string, unknown>>;

/** A CloudFormation template, as far as it is read here. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
}
export interface Resource {
  readonly Type?: unknown;
  readonly Properties?: Members;
  readonly Metadata?: Members;
}

/** The construct path, without the part that every construct of the CDK has. */
export function pathOf(id: string, { Metadata }: Resource): string {
  const path = Object(Metadata)['aws:cdk:path'] as unknown;
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : id;
}
