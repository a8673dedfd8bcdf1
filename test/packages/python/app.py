from aws_cdk import App, Environment, Stack
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from cdk_cloudfront_edge import (
    ContentSecurityPolicy,
    CspSource,
    EdgeBehaviors,
    EdgeErrorMasker,
    EdgeRedirector,
    ErrorAction,
    ErrorRule,
    ErrorStatuses,
    RedirectEventType,
    RedirectSource,
    SecurityHeaders,
)
from constructs import Construct


class SiteStack(Stack):
    def __init__(self, scope: Construct, id: str, *, env: Environment) -> None:
        super().__init__(scope, id, env=env)

        distribution = cloudfront.Distribution(
            self,
            "Site",
            default_behavior=cloudfront.BehaviorOptions(
                origin=origins.S3BucketOrigin.with_origin_access_control(s3.Bucket(self, "Pages")),
            ),
            additional_behaviors={
                "/api/*": cloudfront.BehaviorOptions(
                    origin=origins.HttpOrigin("api.example.com"),
                    allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
                    cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
                ),
            },
        )

        EdgeErrorMasker(
            self,
            "Errors",
            distribution=distribution,
            behaviors=EdgeBehaviors.default_behavior(),
            rules=[ErrorRule(statuses=ErrorStatuses.codes(403, 404), action=ErrorAction.redirect_to("/404.html"))],
        )
        EdgeRedirector(
            self,
            "Redirects",
            distribution=distribution,
            source=RedirectSource.from_file("redirects.json"),
            event=RedirectEventType.VIEWER_REQUEST,
        )
        SecurityHeaders(
            self,
            "Headers",
            distribution=distribution,
            content_security_policy=ContentSecurityPolicy.from_directives(
                default_src=[CspSource.SELF],
                script_src=[CspSource.distribution_domain()],
                connect_src=[CspSource.host("https://api.example.com")],
            ),
        )


app = App()
SiteStack(app, "Virginia", env=Environment(account="111111111111", region="us-east-1"))
SiteStack(app, "Ireland", env=Environment(account="111111111111", region="eu-west-1"))
app.synth()
