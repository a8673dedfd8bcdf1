import jsii
from aws_cdk import App, Environment, Stack
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from cdk_cloudfront_edge import (
    ContentSecurityPolicy,
    CspSource,
    EdgeBehaviors,
    EdgeErrorMasker,
    EdgeFunction,
    EdgeFunctions,
    EdgeRedirector,
    ErrorAction,
    ErrorRule,
    ErrorStatuses,
    IEdgeFunctionCustomizer,
    RedirectEventType,
    RedirectSource,
    SecurityHeaders,
)
from constructs import Construct

from already_there import AlreadyThere


@jsii.implements(IEdgeFunctionCustomizer)
class Owned:
    """Each language can reach the functions: called back while the app is synthesized, with what it may change."""

    def __init__(self) -> None:
        self.events: list[cloudfront.LambdaEdgeEventType] = []

    def customize(self, edge_function: EdgeFunction) -> None:
        edge_function.construct.node.add_metadata("owner", "web")
        self.events.append(edge_function.event)


owned = Owned()


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

        EdgeFunctions.of(distribution).for_each(owned)
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
AlreadyThere(app, "AlreadyThere")
app.synth()

VIEWER_REQUEST = cloudfront.LambdaEdgeEventType.VIEWER_REQUEST
ORIGIN_RESPONSE = cloudfront.LambdaEdgeEventType.ORIGIN_RESPONSE
expected = [VIEWER_REQUEST, ORIGIN_RESPONSE, ORIGIN_RESPONSE] * 2  # the last one on the API, with headers alone
if owned.events != expected:
    raise RuntimeError(f"functions on {owned.events}, expected {expected}")
