import { awscdk, cdk, javascript } from 'projen';
import { buildSteps } from './projenrc/build-steps';
import { bundleEdgeCode } from './projenrc/bundles';
import { communityFiles } from './projenrc/community';
import { compiledLibrary } from './projenrc/compiled';
import { jestRun } from './projenrc/jest-run';
import { judges } from './projenrc/judges';
import { lineLength } from './projenrc/line-length';
import { mutationRun } from './projenrc/mutation-run';
import { publishedFiles } from './projenrc/published';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-cloudfront-edge',
  description: 'Redirects, error pages and security headers for any Amazon CloudFront distribution you already have',
  author: 'The cdk-cloudfront-edge authors',
  authorOrganization: true,
  authorAddress: 'maintainers@cdk-cloudfront-edge.dev',
  repositoryUrl: 'https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  keywords: [
    'aws', 'aws-cdk', 'cloudfront', 'lambda-edge', 'cloudfront-functions', 'redirects', 'error-pages',
    'security-headers', 'csp', 'hsts', 'waf',
  ],
  stability: cdk.Stability.EXPERIMENTAL,

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  projenrcTs: true,
  npmignoreEnabled: false, // projenrc/published.ts lists what is published
  sampleCode: false,

  cdkVersion: '2.258.0',
  constructsVersion: '10.5.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',

  publishToPypi: { distName: 'cdk-cloudfront-edge', module: 'cdk_cloudfront_edge' },
  publishToMaven: {
    javaPackage: 'io.github.cdkcloudfrontedge',
    mavenGroupId: 'io.github.cdkcloudfrontedge',
    mavenArtifactId: 'cdk-cloudfront-edge',
  },
  publishToNuget: { packageId: 'CdkCloudfrontEdge', dotNetNamespace: 'CdkCloudfrontEdge' },
  publishToGo: { moduleName: 'github.com/cdk-cloudfront-edge/cdk-cloudfront-edge-go' },

  // Releases are made by hand until 1.0; the workflows of projen need GitHub credentials that a fork does not have.
  github: false,
  release: false,
  depsUpgrade: false,

  // Functions are composed at synth from the parts of src/core/slots/parts.ts; projen's own discovery would add public
  // constructs.
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,

  // Tests never update their own snapshots.
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestVersion: '^30',
    // By default one core is left free, which is half of a machine with two.
    extraCliOptions: ['--maxWorkers=100%'],
    jestConfig: {
      collectCoverage: false, // takes more than half of the time and is not used; run `npx jest --coverage` by hand
      setupFiles: ['<rootDir>/test/support/environment.ts'],
      testTimeout: 60_000,
    },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'bench', 'projenrc'],
    commandOptions: { fix: false },
  },
  devDeps: [
    // Tests of `redirects publish` use the SDK, which users install beside this package (docs/adr/029).
    '@aws-sdk/client-cloudfront-keyvaluestore@^3',
    '@aws-sdk/client-s3@^3',
    '@aws-sdk/signature-v4a@^3',
    '@types/aws-lambda@^8.10.164',
    '@cloudflare/workers-shared@0.17.5', // bench/redirects.mts compares with it, and with the other exact versions
    'commander@^14', // 15 is ESM only and needs Node.js 22 (docs/adr/009)
    'acorn@^8', // bundled into assets/synth (docs/adr/021)
    'axe-core@^4', // judges the page of the preview's console
    '@rgrove/parse-xml@^4', // 5 is ESM only and needs Node.js 22
    'dependency-cruiser@^17',
    'hyparquet@^1', // bundled into the command line, in a file that only Parquet needs
    'hyparquet-writer@^0', // Parquet for tests
    'fast-check@^4',
    'mrmime@^2',
    'netlify-redirector@0.5.0',
    'parse5@^8', // bundled into assets/synth (docs/adr/034)
    'path-to-regexp@6.1.0',
    'playwright-core@^1',
    'toml-eslint-parser@^0.10', // 1.0 is ESM only; has offsets, which smol-toml does not
    'tsx@^4',
  ],
});

judges(project);

project.jest!.addReporter(new javascript.JestReporter('<rootDir>/test/support/totals-reporter.cjs'));

// Otherwise each jsii tool prints a banner of eleven lines. The library supports Node.js 20, even if its build tools
// recommend a later one.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

jestRun(project);
lineLength(project);
bundleEdgeCode(project);
compiledLibrary(project);
buildSteps(project);
publishedFiles(project);
mutationRun(project);
communityFiles(project);

project.synth();
