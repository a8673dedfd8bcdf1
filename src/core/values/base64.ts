/** Whether a text is complete base64: Node.js ignores what it cannot decode, CloudFront refuses it. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
