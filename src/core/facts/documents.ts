/**
 * Extensions of files that browsers neither open as a document with scripts nor run as a worker. SVG, XML, PDF and
 * JavaScript are not in the list: browsers apply their Content-Security-Policy.
 */
const NO_DOCUMENTS: ReadonlySet<string> = new Set([
  // images
  'apng', 'avif', 'bmp', 'cur', 'gif', 'heic', 'ico', 'jfif', 'jpeg', 'jpg', 'jxl', 'png', 'tif', 'tiff', 'webp',
  // fonts and style sheets
  'css', 'eot', 'otf', 'ttf', 'woff', 'woff2',
  // audio and video
  'aac', 'flac', 'm3u8', 'm4a', 'm4s', 'm4v', 'mov', 'mp3', 'mp4', 'mpd', 'oga', 'ogg', 'ogv', 'opus', 'vtt', 'wav',
  'weba', 'webm',
  // downloads
  '7z', 'bz2', 'dmg', 'exe', 'gz', 'iso', 'jar', 'msi', 'rar', 'tar', 'tgz', 'xz', 'zip', 'zst',
]);

/**
 * Whether a behavior may serve documents. `false` is a proof: the path pattern ends in the extension of an image, a
 * font, a style sheet, audio, video or an archive. Otherwise, e.g. for `/assets/*`, the result is `true`.
 */
export function mayServeDocuments(pattern: string): boolean {
  const [, extension] = /\.([^./*?]+)$/.exec(pattern) ?? [];
  return extension === undefined || !NO_DOCUMENTS.has(extension.toLowerCase());
}
