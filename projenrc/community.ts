import { awscdk, SampleFile, TextFile, YamlFile } from 'projen';
import { bugForm, featureForm } from './issue-forms';

const ISSUES = '.github/ISSUE_TEMPLATE';

/** Writes SECURITY.md and the issue forms, and creates CHANGELOG.md. */
export function communityFiles(project: awscdk.AwsCdkConstructLibrary): void {
  const { email } = project.package.manifest.author;
  const advisories = `${project.package.manifest.repository.url.replace(/\.git$/, '')}/security/advisories/new`;

  new TextFile(project, 'SECURITY.md', { lines: securityPolicy(email, advisories) });
  // Created once, then edited by hand with each change that users notice.
  new SampleFile(project, 'CHANGELOG.md', { contents: '# Changelog\n\n## Unreleased\n' });

  new YamlFile(project, `${ISSUES}/bug.yml`, { obj: bugForm });
  new YamlFile(project, `${ISSUES}/feature.yml`, { obj: featureForm });
  new YamlFile(project, `${ISSUES}/config.yml`, {
    obj: {
      blank_issues_enabled: true,
      contact_links: [
        { name: 'A vulnerability', url: advisories, about: 'Please report it in private: see SECURITY.md.' },
      ],
    },
  });
}

const securityPolicy = (email: string, advisories: string): string[] => [
  '# Security',
  '',
  '## Reporting a vulnerability',
  '',
  'Please do not open an issue: [report it in',
  `private](${advisories}) or write to`,
  `[${email}](mailto:${email}).`,
  '',
  'Please name the version, the construct or command, and what an attacker could do. A stack and a request that show',
  'the problem help most. The advisory names you if you wish.',
  '',
  '## Supported versions',
  '',
  'Until 1.0 only the newest release gets fixes. Code at the edge is part of your stacks: a fix takes effect when you',
  'update the package and deploy.',
  '',
  '## What counts',
  '',
  '- An answer at the edge that your configuration should prevent: an error of the origin that is not masked, a',
  '  response without its security headers, a redirect to a host that no rule names, an answer for one viewer that is',
  '  cached for others.',
  '- A file of rules or an answer of the origin that makes a function fail or run far longer than usual.',
  '- Permissions or resources in the account that the documentation of a construct does not name.',
  '- A preview that other machines can reach, or that serves files outside its folders.',
  '',
];
