import { awscdk } from 'projen';

/**
 * What the npm package holds, and so that of every other language: this and nothing else. With a list of what to leave
 * out, a `.env` or a key that somebody has left in the checkout would be published.
 */
export function publishedFiles(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addField('files', [
    'lib/**/*.js',
    'lib/**/*.d.ts',
    'assets/**/*.js',
    'assets/cli/errors.json', // what docs/errors.md says, for SARIF
    'assets/NOTICES.txt', // licences of bundled code
    'bin/cdk-cloudfront-edge',
    '.jsii',
    '.jsii.tabl.json', // without the translations the other languages would show TypeScript under their own name
    'docs/redirects.schema.json', // for editors, which fetch it from the package
  ]);
  // By itself jsii-pacmak writes a .npmignore.
  for (const language of ['js', 'java', 'python', 'dotnet', 'go']) {
    project.tasks.tryFind(`package:${language}`)!.reset(`jsii-pacmak -v --no-npmignore --target ${language}`);
  }
}
