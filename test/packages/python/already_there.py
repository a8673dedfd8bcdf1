from aws_cdk import Environment, Stack
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk.interfaces.aws_cloudfront import IDistributionRef
from cdk_cloudfront_edge import (
    EdgeBehaviors,
    EdgeCustomStep,
    EdgeErrorMasker,
    EdgeRedirector,
    EdgeStep,
    EdgeStepHost,
    ErrorAction,
    ErrorRule,
    ErrorStatuses,
    ExistingAttachments,
    ExistingFunctionOrder,
    PageLayout,
    PolicyConflicts,
    PrettyUrls,
    RedirectSource,
    SecurityHeaders,
)
from constructs import Construct


def remove_what_is_there(distribution: cloudfront.Distribution) -> None:
    resource = distribution.node.default_child
    for behavior in ("DefaultCacheBehavior", "CacheBehaviors.0"):
        resource.add_property_deletion_override(f"DistributionConfig.{behavior}.FunctionAssociations")
        resource.add_property_deletion_override(f"DistributionConfig.{behavior}.ResponseHeadersPolicyId")


def check_that_it_cannot_be_read(distribution: cloudfront.Distribution) -> None:
    try:
        distribution.node.default_child.distribution_config
    except RuntimeError:
        return
    raise AssertionError("the configuration of an L2 can be read: docs/already-there.md says that it cannot")


class AlreadyThere(Stack):
    """Distributions that have a function and a policy already: removed by escape hatches, assigned away, composed."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id, env=Environment(account="111111111111", region="us-east-1"))
        self.index = cloudfront.Function(
            self,
            "Index",
            code=cloudfront.FunctionCode.from_inline("function handler(event) { return event.request; }"),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )
        self.policy = cloudfront.ResponseHeadersPolicy(
            self,
            "Policy",
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                frame_options=cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption.DENY, override=True,
                ),
            ),
        )

        before = self.site("Before")
        remove_what_is_there(before)
        self.attach("Before", before)

        after = self.site("After")
        check_that_it_cannot_be_read(after)
        self.attach("After", after)
        remove_what_is_there(after)

        assigned = cloudfront.CfnDistribution(self, "AssignedSite", distribution_config=self.config(True))
        self.attach("Assigned", assigned)
        assigned.distribution_config = self.config(False)

        self.compose(self.site("Composed"))
        self.show_pretty_urls(self.site("Pretty"))

    def site(self, name: str) -> cloudfront.Distribution:
        behavior = cloudfront.BehaviorOptions(
            origin=origins.HttpOrigin("www.example.com"),
            function_associations=[
                cloudfront.FunctionAssociation(
                    function=self.index, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST,
                ),
            ],
            response_headers_policy=self.policy,
        )
        return cloudfront.Distribution(
            self, f"{name}Site", default_behavior=behavior, additional_behaviors={"/docs/*": behavior},
        )

    def config(self, taken: bool) -> cloudfront.CfnDistribution.DistributionConfigProperty:
        association = cloudfront.CfnDistribution.FunctionAssociationProperty(
            event_type="viewer-request", function_arn=self.index.function_arn,
        )
        return cloudfront.CfnDistribution.DistributionConfigProperty(
            enabled=True,
            origins=[
                cloudfront.CfnDistribution.OriginProperty(
                    id="site",
                    domain_name="www.example.com",
                    custom_origin_config=cloudfront.CfnDistribution.CustomOriginConfigProperty(
                        origin_protocol_policy="https-only",
                    ),
                ),
            ],
            default_cache_behavior=cloudfront.CfnDistribution.DefaultCacheBehaviorProperty(
                target_origin_id="site",
                viewer_protocol_policy="https-only",
                cache_policy_id="658327ea-f89d-4fab-a63d-7e88639e58f6",
                function_associations=[association] if taken else None,
            ),
        )

    def attach(self, name: str, distribution: IDistributionRef) -> None:
        EdgeRedirector(
            self,
            f"{name}Redirects",
            distribution=distribution,
            behaviors=EdgeBehaviors.all(),
            source=RedirectSource.from_file("redirects.json"),
        )
        SecurityHeaders(self, f"{name}Headers", distribution=distribution)

    def compose(self, distribution: cloudfront.Distribution) -> None:
        existing = ExistingAttachments.compose(
            function_order=ExistingFunctionOrder.BEFORE, policy_conflicts=PolicyConflicts.EXISTING,
        )
        EdgeRedirector(
            self,
            "ComposedRedirects",
            distribution=distribution,
            behaviors=EdgeBehaviors.all(),
            source=RedirectSource.from_inline('{ "/old": "/new" }'),
            existing=existing,
        )
        EdgeErrorMasker(
            self,
            "ComposedErrors",
            distribution=distribution,
            behaviors=EdgeBehaviors.all(),
            rules=[ErrorRule(statuses=ErrorStatuses.codes(404), action=ErrorAction.redirect_to("/404.html"))],
            existing=existing,
        )
        SecurityHeaders(self, "ComposedHeaders", distribution=distribution, existing=existing)
        EdgeCustomStep(
            self,
            "ComposedStep",
            distribution=distribution,
            behaviors=EdgeBehaviors.all(),
            event=cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
            step=EdgeStep.from_file("step.js", host=EdgeStepHost.CLOUDFRONT_FUNCTION),
            existing=existing,
        )

    def show_pretty_urls(self, distribution: cloudfront.Distribution) -> None:
        EdgeRedirector(
            self,
            "PrettyUrls",
            distribution=distribution,
            behaviors=EdgeBehaviors.all(),
            pretty_urls=PrettyUrls.trailing_slash(layout=PageLayout.FILES, index_document="home.html"),
            existing=ExistingAttachments.compose(),
        )
