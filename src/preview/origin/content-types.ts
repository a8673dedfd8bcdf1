/**
 * Content types as a `BucketDeployment` sets them.
 *
 * It runs `aws s3 sync` of the AWS CLI 1 (`/opt/awscli/aws` of `@aws-cdk/asset-awscli-v1`, which starts
 * `/var/lang/bin/python`). Its `guess_content_type` calls `mimetypes.guess_type` of the runtime's Python, 3.13 at least
 * since CDK 2.258. Python would add the table of the system (`/etc/mime.types`), which Lambda's runtime does not have.
 * So this is `Lib/mimetypes.py` of Python 3.13.5, without non-standard types. Fonts and source maps are not in it: S3
 * uses its default for them (checked 2026-11-27).
 */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/manifest+json': 'webmanifest',
  'application/msword': 'doc dot wiz',
  'application/n-quads': 'nq',
  'application/n-triples': 'nt',
  'application/octet-stream': 'a bin dll exe o obj so',
  'application/oda': 'oda',
  'application/pdf': 'pdf',
  'application/pkcs7-mime': 'p7c',
  'application/postscript': 'ai eps ps',
  'application/trig': 'trig',
  'application/vnd.apple.mpegurl': 'm3u m3u8',
  'application/vnd.ms-excel': 'xlb xls',
  'application/vnd.ms-powerpoint': 'pot ppa pps ppt pwz',
  'application/wasm': 'wasm',
  'application/x-bcpio': 'bcpio',
  'application/x-cpio': 'cpio',
  'application/x-csh': 'csh',
  'application/x-dvi': 'dvi',
  'application/x-gtar': 'gtar',
  'application/x-hdf': 'hdf',
  'application/x-hdf5': 'h5',
  'application/x-latex': 'latex',
  'application/x-mif': 'mif',
  'application/x-netcdf': 'cdf nc',
  'application/x-pkcs12': 'p12 pfx',
  'application/x-pn-realaudio': 'ram',
  'application/x-python-code': 'pyc pyo',
  'application/x-sh': 'sh',
  'application/x-shar': 'shar',
  'application/x-shockwave-flash': 'swf',
  'application/x-sv4cpio': 'sv4cpio',
  'application/x-sv4crc': 'sv4crc',
  'application/x-tar': 'tar',
  'application/x-tcl': 'tcl',
  'application/x-tex': 'tex',
  'application/x-texinfo': 'texi texinfo',
  'application/x-troff': 'roff t tr',
  'application/x-troff-man': 'man',
  'application/x-troff-me': 'me',
  'application/x-troff-ms': 'ms',
  'application/x-ustar': 'ustar',
  'application/x-wais-source': 'src',
  'application/xml': 'rdf wsdl xpdl xsl',
  'application/zip': 'zip',
  'audio/3gpp': '3gp 3gpp',
  'audio/3gpp2': '3g2 3gpp2',
  'audio/aac': 'aac adts ass loas',
  'audio/basic': 'au snd',
  'audio/mpeg': 'mp2 mp3',
  'audio/opus': 'opus',
  'audio/x-aiff': 'aif aifc aiff',
  'audio/x-pn-realaudio': 'ra',
  'audio/x-wav': 'wav',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/ief': 'ief',
  'image/jpeg': 'jpe jpeg jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/tiff': 'tif tiff',
  'image/vnd.microsoft.icon': 'ico',
  'image/webp': 'webp',
  'image/x-cmu-raster': 'ras',
  'image/x-portable-anymap': 'pnm',
  'image/x-portable-bitmap': 'pbm',
  'image/x-portable-graymap': 'pgm',
  'image/x-portable-pixmap': 'ppm',
  'image/x-rgb': 'rgb',
  'image/x-xbitmap': 'xbm',
  'image/x-xpixmap': 'xpm',
  'image/x-xwindowdump': 'xwd',
  'message/rfc822': 'eml mht mhtml nws',
  'text/css': 'css',
  'text/csv': 'csv',
  'text/html': 'htm html',
  'text/javascript': 'js mjs',
  'text/markdown': 'markdown md',
  'text/n3': 'n3',
  'text/plain': 'bat c h ksh pl srt txt',
  'text/richtext': 'rtx',
  'text/rtf': 'rtf',
  'text/tab-separated-values': 'tsv',
  'text/vtt': 'vtt',
  'text/x-python': 'py',
  'text/x-rst': 'rst',
  'text/x-setext': 'etx',
  'text/x-sgml': 'sgm sgml',
  'text/x-vcard': 'vcf',
  'text/xml': 'xml',
  'video/mp4': 'mp4',
  'video/mpeg': 'm1v mpa mpe mpeg mpg',
  'video/quicktime': 'mov qt',
  'video/webm': 'webm',
  'video/x-msvideo': 'avi',
  'video/x-sgi-movie': 'movie',
};

const TYPES: ReadonlyMap<string, string> = new Map(Object.entries(EXTENSIONS)
  .flatMap(([type, extensions]) => extensions.split(' ').map((extension) => [`.${extension}`, type] as const)));

/** Abbreviations of two extensions. */
const SUFFIXES: Readonly<Record<string, string>> = {
  '.svgz': '.svg.gz', '.tgz': '.tar.gz', '.taz': '.tar.gz', '.tz': '.tar.gz', '.tbz2': '.tar.bz2', '.txz': '.tar.xz',
};

/** Compressed files have the type of their content; no `Content-Encoding` is set. */
const ENCODINGS: ReadonlySet<string> = new Set(['.gz', '.Z', '.bz2', '.xz', '.br']);

/** The content type for a key; undefined if the CLI sets none, so that S3 uses its default, binary/octet-stream. */
export function contentTypeOf(key: string): string | undefined {
  let [base, extension] = split(key);
  for (let long = SUFFIXES[extension.toLowerCase()]; long !== undefined; long = SUFFIXES[extension.toLowerCase()]) {
    [base, extension] = split(base + long);
  }
  if (ENCODINGS.has(extension)) [, extension] = split(base);
  return TYPES.get(extension.toLowerCase());
}

/** Like `os.path.splitext`: dots at the beginning of a name do not start an extension. */
function split(path: string): [base: string, extension: string] {
  const [, base, extension] = /^(.*?(?:^|\/)\.*[^/]*?)(\.[^./]*)?$/s.exec(path)!;
  return extension === undefined || /(^|\/)\.*$/.test(base!) ? [path, ''] : [base!, extension];
}
