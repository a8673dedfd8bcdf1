import { amplify } from './amplify';
import { cmsCsv } from './cms-csv';
import { firebase } from './firebase';
import { htaccess } from './htaccess/reader';
import { netlifyToml } from './netlify-toml';
import { next } from './next';
import type { PlatformReader } from './reader';
import { s3 } from './s3';
import { staticWebApps } from './static-web-apps';
import { vercel } from './vercel';
import type { Platform } from '../../../core/redirects/formats/platforms/platforms';

/** One reader per platform. A new one also needs a row in docs/redirects.md. */
export const READERS: Readonly<Record<Platform, PlatformReader>> = {
  'vercel': vercel,
  'next': next,
  'firebase': firebase,
  'netlify-toml': netlifyToml,
  'amplify': amplify,
  's3': s3,
  'static-web-apps': staticWebApps,
  'htaccess': htaccess,
  'cms-csv': cmsCsv,
};
