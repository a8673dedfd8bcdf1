import { awscdk } from 'projen';

/**
 * Lists the files of the npm package, which the packages of all other languages contain. With a list of excluded files
 * instead, a forgotten `.env` or key in the checkout would be published.
 */
export function publishedFiles(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addField('files', [
    'lib/**/*.js',
    'lib/**/*.d.ts',
    'assets/**/*.js',
    'assets/console/index.html', // the page of the preview's console
    'assets/cli/errors.json', // what docs/errors.md says, for SARIF
    'assets/NOTICES.txt', // licences of bundled code
    'bin/cdk-cloudfront-edge',
    '.jsii',
    '.jsii.tabl.json', // translated examples; without them, the docs of other languages would show TypeScript
    'docs/redirects.schema.json', // for editors, which fetch it from the package
  ]);
  // By default, jsii-pacmak writes a .npmignore.
  for (const language of ['js', 'java', 'python', 'dotnet', 'go']) {
    project.tasks.tryFind(`package:${language}`)!.reset(`jsii-pacmak -v --no-npmignore --target ${language}`);
  }
}
