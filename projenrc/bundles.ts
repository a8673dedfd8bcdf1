import { awscdk } from 'projen';

/**
 * The parts that run outside the CDK app are bundled when the library is built, so that none of its users needs a
 * bundler: edge handlers (`src/core/slots/parts.ts` lists them with their byte budgets), the preview's workers and the
 * command line tool.
 */
export function bundleEdgeCode(project: awscdk.AwsCdkConstructLibrary): void {
  const bundle = project.addTask('bundle', {
    description: 'Bundle the edge handlers, the preview and the command line tool into assets/',
    exec: 'node projenrc/bundle.mjs',
  });
  project.addDevDeps('esbuild@^0.28');
  project.preCompileTask.spawn(bundle);
  project.gitignore.exclude('/assets/');
  // Handlers are bundled, so they and the tools may import development dependencies.
  project.eslint?.allowDevDeps('src/{handlers,preview,cli}/**');
}
