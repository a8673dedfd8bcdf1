import { authorize } from '../../src/handlers/lambda-edge/stored-object/signature';

const before = { ...process.env };
afterEach(() => { process.env = { ...before }; });

describe('the signature of a request to S3', () => {
  it('is that of the example in the documentation of S3', () => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    });
    delete process.env.AWS_SESSION_TOKEN;
    const url = new URL('https://examplebucket.s3.amazonaws.com/test.txt');
    const headers = authorize(url, 'us-east-1', new Date('2013-05-24T00:00:00.000Z'), { range: 'bytes=0-9' });
    expect(headers).toEqual({
      'host': 'examplebucket.s3.amazonaws.com',
      'range': 'bytes=0-9',
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-amz-date': '20130524T000000Z',
      'authorization':
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,'
        + 'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    });
  });

  /** As aws4fetch 1.0.20 and aws4 1.13.2 sign them, which agree. */
  it.each([
    ['pages', '/errors/404%20%28%C3%BC%29.html', 'e46109dcb4767fc3b1221df8df6dd885d11854bf082887caaf91b2b71f5c17c5'],
    ['pages', '/a%2Bb//c%2A%27.html', 'd4034a635e88bff8ee682e25ca22f58ee40e2b0dd3aad762e5638697002b49c2'],
  ])('equals that of other implementations for the path %s (%s)', (bucket, path, signature) => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    });
    delete process.env.AWS_SESSION_TOKEN;
    const url = new URL(`https://${bucket}.s3.eu-west-1.amazonaws.com${path}`);
    expect(authorize(url, 'us-east-1', new Date('2013-05-24T00:00:00.000Z')).authorization).toContain(
      `,Signature=${signature}`,
    );
  });

  it('covers the session of a role', () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_SESSION_TOKEN: 'c' });
    const headers = authorize(new URL('https://b.s3.eu-west-1.amazonaws.com/k'), 'eu-west-1', new Date());
    expect(headers['x-amz-security-token']).toBe('c');
    expect(headers.authorization).toContain(
      '/eu-west-1/s3/aws4_request,SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,',
    );
  });

  it('cannot be made without credentials', () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    expect(() => authorize(new URL('https://b.s3.eu-west-1.amazonaws.com/k'), 'eu-west-1', new Date())).toThrow(
      'no credentials',
    );
  });
});
