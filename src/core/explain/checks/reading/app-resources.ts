/** Properties as in a template, with references in the form of `values.ts`. */
export type Properties = Readonly<Record<string, any>>;

/** A resource of an app, read from its constructs or from its templates. */
export interface AppResource {
  /** By which references name it, unique in the app. */
  readonly path: string;
  /** The path of the construct that it is the main part of, as users know it. */
  readonly name: string;
  readonly properties: Properties;
}

/** The resources of an app, in all its stacks and stages, also those with a condition. */
export interface AppResources {
  ofType(type: string): readonly AppResource[];
}

/** The resource that a reference names, if it is of the type. */
export function resourceAt(app: AppResources, path: string | undefined, type: string): AppResource | undefined {
  return path === undefined ? undefined : app.ofType(type).find((one) => one.path === path);
}
