#!/usr/bin/env node
// Stands for `docker run` of the CDK's bundling: the site is built already, and only copied.
import { cpSync } from 'node:fs';

const volumes = process.argv
  .map((argument) => /^(.*):(\/asset-(?:input|output))(?::|$)/.exec(argument))
  .filter(Boolean);
const [input, output] = ['/asset-input', '/asset-output'].map(
  (name) => volumes.find(([, , inside]) => inside === name)[1],
);
cpSync(input, output, { recursive: true });
