/** An error document of S3, in XML or as the page of a website endpoint, or the XML of CloudFront for signed URLs. */
export interface XmlError {
  readonly code: string;
  readonly message: string;
  /** Whether the document has the ids with which S3 names each request. */
  readonly hasHostId: boolean;
  /** Whether it is the page of a website endpoint. */
  readonly isWebsite: boolean;
}

const START = 4_096;
const XML = /^\s*(?:<\?xml[^<>]*>\s*)?<Error>/;
const WEBSITE = /^\s*<html>\s*<head><title>[^<>]{0,100}<\/title><\/head>\s*<body>\s*<h1>[^<>]{0,100}<\/h1>\s*<ul>/;

/** Whether the body is such a document from its start. JSON or an article may quote one. */
export function isErrorDocument(body: string): boolean {
  return XML.test(body.slice(0, START)) || WEBSITE.test(body.slice(0, START));
}

/** The error document in a text. A browser shows a remark before XML. */
export function xmlError(body: string): XmlError | undefined {
  const start = body.slice(0, START);
  const [, code] = /<Error>\s*<Code>([\w.]{1,80})<\/Code>/.exec(start) ?? [];
  if (code !== undefined) {
    const [, message = ''] = /<Message>([^<]{0,500})<\/Message>/.exec(start) ?? [];
    return { code, message, hasHostId: start.includes('<HostId>'), isWebsite: false };
  }
  const [, listed] = /<li>Code: ([\w.]{1,80})<\/li>/.exec(start) ?? [];
  if (listed === undefined) return undefined;
  const [, message = ''] = /<li>Message: ([^<]{0,500})<\/li>/.exec(start) ?? [];
  return { code: listed, message, hasHostId: start.includes('<li>HostId:'), isWebsite: true };
}
