/**
 * The page of CloudFront's redirects from HTTP to HTTPS: 167 bytes for a 301, as recorded from real distributions
 * (checked 2026-11-20).
 */
export function redirectPage(status: 301 | 307): string {
  const title = status === 301 ? '301 Moved Permanently' : '307 Temporary Redirect';
  return ['<html>', `<head><title>${title}</title></head>`, '<body>', `<center><h1>${title}</h1></center>`,
    '<hr><center>CloudFront</center>', '</body>', '</html>', ''].join('\r\n');
}
