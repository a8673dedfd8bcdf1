import { CDKServerlessAgenticAPI } from 'cdk-serverless-agentic-api';

const origin = 'https://app.example.com';

export default {
  library: 'cdk-serverless-agentic-api',
  holds: 'two response headers policies with CORS, one of them without `override`',
  create: (stack) => new CDKServerlessAgenticAPI(stack, 'Site'),
  distribution: (site) => site.distribution,
  everywhere: true,
  probes: [
    { path: '/docs/index.html', headers: { origin }, shows: { 'access-control-allow-origin': /^\*$/ } },
    { path: '/api/hello', headers: { origin }, shows: { 'access-control-allow-credentials': /^true$/ } },
    { path: '/api/hello', headers: { origin, 'access-control-request-method': 'PUT' }, method: 'OPTIONS' },
  ],
};
