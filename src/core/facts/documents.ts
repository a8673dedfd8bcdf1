/**
 * Endings of files that browsers never open as a document with scripts of its own, nor run as a worker. SVG, XML, PDF
 * and JavaScript are not among them: a browser applies their Content-Security-Policy.
 */
const NO_DOCUMENTS: ReadonlySet<string> = new Set([
  // pictures
  'apng', 'avif', 'bmp', 'cur', 'gif', 'heic', 'ico', 'jfif', 'jpeg', 'jpg', 'jxl', 'png', 'tif', 'tiff', 'webp',
  // fonts and style sheets
  'css', 'eot', 'otf', 'ttf', 'woff', 'woff2',
  // sound and video
  'aac', 'flac', 'm3u8', 'm4a', 'm4s', 'm4v', 'mov', 'mp3', 'mp4', 'mpd', 'oga', 'ogg', 'ogv', 'opus', 'vtt', 'wav',
  'weba', 'webm',
  // downloads
  '7z', 'bz2', 'dmg', 'exe', 'gz', 'iso', 'jar', 'msi', 'rar', 'tar', 'tgz', 'xz', 'zip', 'zst',
]);

/**
 * Whether a behavior may serve documents, as far as its path pattern tells: one that ends in the ending of a picture,
 * a font, a style sheet, sound, video or an archive serves none. In doubt, `/assets/*` say, it may.
 */
export function mayServeDocuments(pattern: string): boolean {
  const [, ending] = /\.([^./*?]+)$/.exec(pattern) ?? [];
  return ending === undefined || !NO_DOCUMENTS.has(ending.toLowerCase());
}
