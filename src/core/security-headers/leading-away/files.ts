/** What pages use files for. */
export interface FileUse {
  /** The directive that decides. */
  readonly directive: string;
  /** For messages: "browsers block …". */
  readonly what: string;
}

const SCRIPTS: FileUse = { directive: 'script-src-elem', what: 'scripts' };
const STYLES: FileUse = { directive: 'style-src-elem', what: 'style sheets' };
const FONTS: FileUse = { directive: 'font-src', what: 'fonts' };
const PICTURES: FileUse = { directive: 'img-src', what: 'pictures' };
const MEDIA: FileUse = { directive: 'media-src', what: 'audio and video' };
const MANIFESTS: FileUse = { directive: 'manifest-src', what: 'web app manifests' };
const REQUESTS: FileUse = { directive: 'connect-src', what: 'requests of scripts' };

const byWord = (...entries: readonly (readonly [words: string, ...uses: readonly FileUse[]])[]) => (
  new Map(entries.flatMap(([words, ...uses]) => words.split(' ').map((word) => [word, uses] as const))));

/** By the extension of the path. A link to such a file is rare. */
export const USES_BY_EXTENSION: ReadonlyMap<string, readonly FileUse[]> = byWord(
  ['js mjs cjs', SCRIPTS],
  ['css', STYLES],
  ['woff woff2 ttf otf eot', FONTS],
  ['apng avif bmp gif ico jpeg jpg jxl png svg webp', PICTURES],
  ['aac flac m4a m4v mov mp3 mp4 oga ogg ogv opus vtt wav webm', MEDIA],
  ['webmanifest', MANIFESTS],
  ['wasm json geojson', REQUESTS],
);

/** By the name of a folder, of which a rule redirects all files. These hardly have pages. */
export const USES_BY_FOLDER: ReadonlyMap<string, readonly FileUse[]> = byWord(
  [
    'asset assets static dist bundle bundles chunks _next _nuxt _astro _app wp-content wp-includes',
    SCRIPTS, STYLES, FONTS,
  ],
  ['js javascript javascripts script scripts', SCRIPTS],
  ['css style styles stylesheets', STYLES],
  ['font fonts webfonts', FONTS],
  ['image images img icon icons', PICTURES],
);

/** Folders that have pages as often as files. */
export const PERHAPS_BY_FOLDER: ReadonlyMap<string, readonly FileUse[]> = byWord(
  ['build vendor lib libs', SCRIPTS, STYLES, FONTS],
  ['photos pictures', PICTURES],
  ['audio video videos', MEDIA],
);

/** The first folder of what scripts request: below `/docs/api/` are pages. */
export const APIS: ReadonlySet<string> = new Set(['api', 'graphql', 'rest', 'rpc']);
export const REQUESTS_OF_SCRIPTS = REQUESTS;

/** Forms that work after each redirect, because their data is in the query. */
export const SEARCHES: ReadonlySet<string> = new Set(
  'search suche recherche buscar busca cerca zoeken szukaj find'.split(' '));

/** Forms that send data, if the redirect keeps the method. */
export const FORMS: ReadonlySet<string> = new Set(('apply basket booking bookings cart cgi-bin checkout comment '
  + 'comments contact contact-us contacto contatti donate feedback form forms kontakt log-in login logon logout '
  + 'newsletter order orders pay payment payments register sign-in sign-up signin signout signup submit subscribe '
  + 'unsubscribe upload vote webhook').split(' '));
