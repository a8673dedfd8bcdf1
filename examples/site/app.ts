import { App } from 'aws-cdk-lib';
import { SiteStack } from './site-stack';

const app = new App();
new SiteStack(app, 'FathomAndFell', {
  // Distributions are global, but their firewall and their edge functions are created in this Region.
  env: { region: 'us-east-1' },
  apiOrigin: app.node.tryGetContext('apiOrigin') ?? 'https://api.fathomandfell.example',
});
