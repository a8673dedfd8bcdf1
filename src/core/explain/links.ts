const GUIDE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide';
const PROJECT = 'https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs';

/** A page of CloudFront's Developer Guide. */
export function guide(page: string): string {
  return `${GUIDE}/${page}.html`;
}

/** A page of this project. */
export function projectPage(page: string): string {
  return `${PROJECT}/${page}`;
}
