import { awscdk, javascript } from 'projen';

/**
 * jsii compiles `src/index.ts` and what it imports. Edge handlers, preview and command line are bundled into assets/,
 * so their modules are not needed in lib/. The published command line requires the modules that are there anyway. The
 * types of all are checked together with those of the tests.
 */
export function compiledLibrary(project: awscdk.AwsCdkConstructLibrary): void {
  const tsconfig = new javascript.TypescriptConfig(project, {
    fileName: 'tsconfig.jsii.json',
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfig!]),
    include: ['src/index.ts'],
    // Inline source maps were three fifths of the package. The output of jsii is similar enough for stack traces.
    compilerOptions: { inlineSourceMap: false, inlineSources: false },
  });
  project.package.file.addOverride('jsii.tsconfig', tsconfig.fileName);
  // Other languages have no use for `cdk-cloudfront-edge/testing`: TypeScript writes its declarations, and its code is
  // bundled with the command line.
  const testing = new javascript.TypescriptConfig(project, {
    fileName: 'tsconfig.testing.json',
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfig!]),
    include: ['src/testing/index.ts'],
    compilerOptions: {
      inlineSourceMap: false,
      inlineSources: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: 'src',
      outDir: 'lib',
    },
  });
  project.compileTask.exec(`tsc -p ${testing.fileName}`);
  project.compileTask.exec('node projenrc/trim.mjs');
  project.compileTask.exec('node projenrc/share.mjs');
  project.compileTask.exec('node projenrc/compact.mjs');
  project.tsconfigDev.addInclude('../src/**/*.ts');
  // The page of the console runs in browsers: with the types of their DOM, and not with those of Node.js.
  project.tsconfig!.addExclude('src/console');
  project.tsconfigDev.addExclude('../src/console');
  new javascript.TypescriptConfig(project, {
    fileName: 'src/console/tsconfig.json',
    include: ['**/*.ts'],
    compilerOptions: {
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
      target: 'ES2022',
      module: 'esnext',
      moduleResolution: javascript.TypeScriptModuleResolution.BUNDLER,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
    },
  });
}
