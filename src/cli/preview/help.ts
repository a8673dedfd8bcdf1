export const PREVIEW_HELP = `Usage: cdk-cloudfront-edge preview [cdk.out] [options]

Serves the CloudFront distribution of a synthesized CDK app on this machine: behaviors, functions, error pages, headers.
Run "npx cdk synth" first; the folder that it writes is cdk.out unless you name another one.

Options:
  --distribution ID    which distribution, by construct path or logical id; needed when there are several
  --origin ID=TARGET   serve an origin from a folder or a URL; repeatable. ID is the origin's domain name or id, or the
                       bucket's logical id or construct path. Buckets filled by a BucketDeployment need none
  --block KIND:PATTERN refuse requests as AWS would; repeatable. KIND is waf, geo or signed-url: waf:/wp-admin/*
  --port N             default 8080; 0 takes any free port
  --host HOST          default 127.0.0.1; only addresses of this machine
  -h, --help           show this

The preview speaks plain HTTP and behaves as if the viewer came by HTTPS, so the viewer protocol policy redirects nobody.
A CloudFront-Viewer-Country header (and its like) of a request is believed, so that you can try one: curl -H ...
Each request prints a line with what acted on it. Stop with Ctrl-C.`;
