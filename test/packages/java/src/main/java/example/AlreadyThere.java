package example;

import io.github.cdkcloudfrontedge.EdgeBehaviors;
import io.github.cdkcloudfrontedge.EdgeCustomStep;
import io.github.cdkcloudfrontedge.EdgeErrorMasker;
import io.github.cdkcloudfrontedge.EdgeRedirector;
import io.github.cdkcloudfrontedge.EdgeStep;
import io.github.cdkcloudfrontedge.EdgeStepHost;
import io.github.cdkcloudfrontedge.EdgeStepOptions;
import io.github.cdkcloudfrontedge.ErrorAction;
import io.github.cdkcloudfrontedge.ErrorRule;
import io.github.cdkcloudfrontedge.ErrorStatuses;
import io.github.cdkcloudfrontedge.ExistingAttachments;
import io.github.cdkcloudfrontedge.ExistingAttachmentsOptions;
import io.github.cdkcloudfrontedge.ExistingFunctionOrder;
import io.github.cdkcloudfrontedge.PageLayout;
import io.github.cdkcloudfrontedge.PolicyConflicts;
import io.github.cdkcloudfrontedge.PrettyUrls;
import io.github.cdkcloudfrontedge.PrettyUrlsOptions;
import io.github.cdkcloudfrontedge.RedirectSource;
import io.github.cdkcloudfrontedge.SecurityHeaders;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.interfaces.cloudfront.IDistributionRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CfnDistribution;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionEventType;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.HeadersFrameOption;
import software.amazon.awscdk.services.cloudfront.LambdaEdgeEventType;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersFrameOptions;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseSecurityHeadersBehavior;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.constructs.Construct;

/** Distributions that have a function and a policy already: removed by escape hatches, assigned away, composed. */
final class AlreadyThere extends Stack {
    private final Function index;
    private final ResponseHeadersPolicy policy;

    AlreadyThere(final Construct scope, final String id, final StackProps props) {
        super(scope, id, props);
        index = Function.Builder.create(this, "Index")
            .code(FunctionCode.fromInline("function handler(event) { return event.request; }"))
            .runtime(FunctionRuntime.JS_2_0)
            .build();
        policy = ResponseHeadersPolicy.Builder.create(this, "Policy")
            .securityHeadersBehavior(ResponseSecurityHeadersBehavior.builder()
                .frameOptions(ResponseHeadersFrameOptions.builder()
                    .frameOption(HeadersFrameOption.DENY)
                    .override(true)
                    .build())
                .build())
            .build();

        Distribution before = site("Before");
        removeWhatIsThere(before);
        attach("Before", before);

        Distribution after = site("After");
        checkThatItCannotBeRead(after);
        attach("After", after);
        removeWhatIsThere(after);

        CfnDistribution assigned = CfnDistribution.Builder.create(this, "AssignedSite")
            .distributionConfig(config(true))
            .build();
        attach("Assigned", assigned);
        assigned.setDistributionConfig(config(false));

        compose(site("Composed"));
        showPrettyUrls(site("Pretty"));
    }

    private static void removeWhatIsThere(final Distribution distribution) {
        CfnDistribution resource = (CfnDistribution) distribution.getNode().getDefaultChild();
        for (String behavior : List.of("DefaultCacheBehavior", "CacheBehaviors.0")) {
            resource.addPropertyDeletionOverride("DistributionConfig." + behavior + ".FunctionAssociations");
            resource.addPropertyDeletionOverride("DistributionConfig." + behavior + ".ResponseHeadersPolicyId");
        }
    }

    private static void checkThatItCannotBeRead(final Distribution distribution) {
        Object config = ((CfnDistribution) distribution.getNode().getDefaultChild()).getDistributionConfig();
        if (config instanceof CfnDistribution.DistributionConfigProperty) {
            throw new IllegalStateException(
                "the configuration of an L2 can be read: docs/already-there.md says that it cannot");
        }
    }

    private Distribution site(final String name) {
        BehaviorOptions behavior = BehaviorOptions.builder()
            .origin(new HttpOrigin("www.example.com"))
            .functionAssociations(List.of(FunctionAssociation.builder()
                .function(index)
                .eventType(FunctionEventType.VIEWER_REQUEST)
                .build()))
            .responseHeadersPolicy(policy)
            .build();
        return Distribution.Builder.create(this, name + "Site")
            .defaultBehavior(behavior)
            .additionalBehaviors(Map.of("/docs/*", behavior))
            .build();
    }

    private CfnDistribution.DistributionConfigProperty config(final boolean taken) {
        CfnDistribution.DefaultCacheBehaviorProperty.Builder behavior =
            CfnDistribution.DefaultCacheBehaviorProperty.builder()
                .targetOriginId("site")
                .viewerProtocolPolicy("https-only")
                .cachePolicyId("658327ea-f89d-4fab-a63d-7e88639e58f6");
        if (taken) {
            behavior.functionAssociations(List.of(CfnDistribution.FunctionAssociationProperty.builder()
                .eventType("viewer-request")
                .functionArn(index.getFunctionArn())
                .build()));
        }
        return CfnDistribution.DistributionConfigProperty.builder()
            .enabled(true)
            .origins(List.of(CfnDistribution.OriginProperty.builder()
                .id("site")
                .domainName("www.example.com")
                .customOriginConfig(CfnDistribution.CustomOriginConfigProperty.builder()
                    .originProtocolPolicy("https-only")
                    .build())
                .build()))
            .defaultCacheBehavior(behavior.build())
            .build();
    }

    private void attach(final String name, final IDistributionRef distribution) {
        EdgeRedirector.Builder.create(this, name + "Redirects")
            .distribution(distribution)
            .behaviors(EdgeBehaviors.all())
            .source(RedirectSource.fromFile("redirects.json"))
            .build();
        SecurityHeaders.Builder.create(this, name + "Headers").distribution(distribution).build();
    }

    private void compose(final Distribution distribution) {
        ExistingAttachments existing = ExistingAttachments.compose(ExistingAttachmentsOptions.builder()
            .functionOrder(ExistingFunctionOrder.BEFORE)
            .policyConflicts(PolicyConflicts.EXISTING)
            .build());
        EdgeRedirector.Builder.create(this, "ComposedRedirects")
            .distribution(distribution)
            .behaviors(EdgeBehaviors.all())
            .source(RedirectSource.fromInline("{ \"/old\": \"/new\" }"))
            .existing(existing)
            .build();
        EdgeErrorMasker.Builder.create(this, "ComposedErrors")
            .distribution(distribution)
            .behaviors(EdgeBehaviors.all())
            .rules(List.of(ErrorRule.builder()
                .statuses(ErrorStatuses.codes(404))
                .action(ErrorAction.redirectTo("/404.html"))
                .build()))
            .existing(existing)
            .build();
        SecurityHeaders.Builder.create(this, "ComposedHeaders").distribution(distribution).existing(existing).build();
        EdgeCustomStep.Builder.create(this, "ComposedStep")
            .distribution(distribution)
            .behaviors(EdgeBehaviors.all())
            .event(LambdaEdgeEventType.VIEWER_REQUEST)
            .step(EdgeStep.fromFile("step.js", EdgeStepOptions.builder()
                .host(EdgeStepHost.CLOUDFRONT_FUNCTION)
                .build()))
            .existing(existing)
            .build();
    }

    private void showPrettyUrls(final Distribution distribution) {
        EdgeRedirector.Builder.create(this, "PrettyUrls")
            .distribution(distribution)
            .behaviors(EdgeBehaviors.all())
            .prettyUrls(PrettyUrls.trailingSlash(PrettyUrlsOptions.builder()
                .layout(PageLayout.FILES)
                .indexDocument("home.html")
                .build()))
            .existing(ExistingAttachments.compose())
            .build();
    }
}
