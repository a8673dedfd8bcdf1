/** Platforms whose files `convert` reads, as in its `--format`. */
export type Platform =
  | 'vercel' | 'next' | 'firebase' | 'netlify-toml' | 'amplify' | 's3' | 'static-web-apps' | 'htaccess' | 'cms-csv';

interface Known {
  /** The name of the file in messages. */
  readonly is: string;
  readonly named?: RegExp;
  /** What it looks like, for a file without any redirect. */
  readonly like: string;
}

export const PLATFORMS: Readonly<Record<Platform, Known>> = {
  'vercel': {
    is: 'the vercel.json of Vercel', named: /^vercel\.json$/i, like: '{"redirects": [{"source": "/a", "destination": "/b"}]}',
  },
  'next': {
    is: 'a list of redirects of Next.js',
    named: /^next\.config\.[cm]?[jt]s$/i,
    like: '[{"source": "/a", "destination": "/b", "permanent": true}]',
  },
  'firebase': {
    is: 'the firebase.json of Firebase Hosting',
    named: /^firebase\.json$/i,
    like: '{"hosting": {"redirects": [{"source": "/a", "destination": "/b", "type": 301}]}}',
  },
  'netlify-toml': {
    is: 'the netlify.toml of Netlify', named: /\.toml$/i, like: '[[redirects]] and below it from = "/a" and to = "/b"',
  },
  'amplify': {
    is: 'a list of rules of Amplify Hosting', like: '[{"source": "/a", "target": "/b", "status": "301"}]',
  },
  's3': {
    is: 'a list of routing rules of S3 website hosting',
    named: /\.xml$/i,
    like: '[{"Condition": {"KeyPrefixEquals": "a/"}, "Redirect": {"ReplaceKeyPrefixWith": "b/"}}]',
  },
  'static-web-apps': {
    is: 'the staticwebapp.config.json of Azure Static Web Apps',
    named: /^staticwebapp\.config\.json$/i,
    like: '{"routes": [{"route": "/a", "redirect": "/b", "statusCode": 301}]}',
  },
  'htaccess': {
    is: 'the .htaccess of Apache', named: /(?:^|\.|_)htaccess(?:\.txt)?$/i, like: 'Redirect 301 /a /b',
  },
  'cms-csv': {
    is: 'a table of redirects of a content management system',
    like: 'the columns Old URL and New URL, and a row for each',
  },
};

/** The platform whose files have such a name; undefined if the name does not tell. */
export function platformOfName(name: string): Platform | undefined {
  return (Object.keys(PLATFORMS) as Platform[]).find((platform) => PLATFORMS[platform].named?.test(name));
}

/** The problem of a file of another platform that was given instead of a list of rules, with its fix. */
export function platformFault(platform: Platform, file: string | undefined): string {
  const isPipe = file === undefined || file.startsWith('<');
  const input = isPipe ? `- --format ${platform}` : /^[\w./-]+$/.test(file) ? file : JSON.stringify(file);
  return `this is ${PLATFORMS[platform].is}; write a list of rules from it with: npx cdk-cloudfront-edge redirects `
    + `convert ${input} --to json --out redirects.json`;
}
