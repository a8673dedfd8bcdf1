import { awscdk, javascript } from 'projen';

/**
 * jsii compiles what `src/index.ts` reaches. Edge handlers, preview and command are bundled into assets/: nobody would
 * load their modules from lib/. Their types are checked together with those of the tests.
 */
export function compiledLibrary(project: awscdk.AwsCdkConstructLibrary): void {
  const tsconfig = new javascript.TypescriptConfig(project, {
    fileName: 'tsconfig.jsii.json',
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfig!]),
    include: ['src/index.ts'],
    // Sources within maps were three fifths of the package. What jsii writes is close enough to them for stack traces.
    compilerOptions: { inlineSourceMap: false, inlineSources: false },
  });
  project.package.file.addOverride('jsii.tsconfig', tsconfig.fileName);
  project.compileTask.exec('node projenrc/trim.mjs');
  project.tsconfigDev.addInclude('../src/**/*.ts');
}
