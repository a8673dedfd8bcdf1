import { awscdk, SampleFile, TextFile, YamlFile } from 'projen';
import { bugForm, featureForm } from './issue-forms';

const ISSUES = '.github/ISSUE_TEMPLATE';

/** What people look for before they write to us: SECURITY.md, CHANGELOG.md and the forms of issues. */
export function communityFiles(project: awscdk.AwsCdkConstructLibrary): void {
  const address = project.package.manifest.author.email;
  const advisories = `${project.package.manifest.repository.url.replace(/\.git$/, '')}/security/advisories/new`;

  new TextFile(project, 'SECURITY.md', { lines: securityPolicy(address, advisories) });
  // Written once: from then on it is edited by hand, with each change that users notice.
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

const securityPolicy = (address: string, advisories: string): string[] => [
  '# Security',
  '',
  '## Reporting a vulnerability',
  '',
  `Please do not open an issue: [report it in private](${advisories})`,
  `or write to [${address}](mailto:${address}).`,
  '',
  'Say which version and which construct or command is concerned, and what somebody could do with it. A stack and a',
  'request that show it help most. The advisory names you if you wish.',
  '',
  '## Supported versions',
  '',
  'Until 1.0 fixes go into the newest release only. Code at the edge is part of your stacks: a fix reaches visitors',
  'when you update the package and deploy.',
  '',
  '## What counts',
  '',
  '- An answer at the edge that lets through what your configuration was to keep back: an error of the origin that was',
  '  to be masked, a response without its security headers, a redirect to a host that no rule names, an answer to one',
  '  visitor that is cached for others.',
  '- A file of rules or an answer of the origin that makes a function fail or run far longer than others do.',
  '- Permissions or resources in the account beyond those that the documentation of a construct names.',
  '- The preview reachable from other machines, or serving files outside the folders that it was given.',
  '',
];
