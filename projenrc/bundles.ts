import { awscdk } from 'projen';

/**
 * Bundles what runs outside the CDK app when the library is built, so that its users need no bundler: edge handlers
 * (`src/core/slots/parts.ts` lists them with their byte budgets), the preview's workers and the command line tool.
 */
export function bundleEdgeCode(project: awscdk.AwsCdkConstructLibrary): void {
  const bundle = project.addTask('bundle', {
    description: 'Bundle the edge handlers, the preview and the command line tool into assets/',
    exec: 'node projenrc/bundle.mjs',
  });
  project.addDevDeps('esbuild@^0.28');
  project.preCompileTask.spawn(bundle);
  project.gitignore.exclude('/assets/');
  // These folders are bundled, so they may import development dependencies.
  project.eslint?.allowDevDeps('src/{handlers,preview,cli}/**');
}
