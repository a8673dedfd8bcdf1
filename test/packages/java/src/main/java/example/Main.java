package example;

import io.github.cdkcloudfrontedge.ContentSecurityPolicy;
import io.github.cdkcloudfrontedge.CspDirectives;
import io.github.cdkcloudfrontedge.CspSource;
import io.github.cdkcloudfrontedge.EdgeBehaviors;
import io.github.cdkcloudfrontedge.EdgeErrorMasker;
import io.github.cdkcloudfrontedge.EdgeFunction;
import io.github.cdkcloudfrontedge.EdgeFunctions;
import io.github.cdkcloudfrontedge.EdgeRedirector;
import io.github.cdkcloudfrontedge.ErrorAction;
import io.github.cdkcloudfrontedge.ErrorRule;
import io.github.cdkcloudfrontedge.ErrorStatuses;
import io.github.cdkcloudfrontedge.IEdgeFunctionCustomizer;
import io.github.cdkcloudfrontedge.RedirectEventType;
import io.github.cdkcloudfrontedge.RedirectSource;
import io.github.cdkcloudfrontedge.SecurityHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.LambdaEdgeEventType;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

public final class Main {
    /** Each language can reach the functions: called back while the app is synthesized, with what it may change. */
    private static final class Owned implements IEdgeFunctionCustomizer {
        private final List<LambdaEdgeEventType> events = new ArrayList<>();

        @Override
        public void customize(final EdgeFunction edgeFunction) {
            edgeFunction.getConstruct().getNode().addMetadata("owner", "web");
            events.add(edgeFunction.getEvent());
        }
    }

    private static final Owned OWNED = new Owned();

    private static final class SiteStack extends Stack {
        SiteStack(final Construct scope, final String id, final StackProps props) {
            super(scope, id, props);

            Distribution distribution = Distribution.Builder.create(this, "Site")
                .defaultBehavior(BehaviorOptions.builder()
                    .origin(S3BucketOrigin.withOriginAccessControl(new Bucket(this, "Pages")))
                    .build())
                .additionalBehaviors(Map.of("/api/*", BehaviorOptions.builder()
                    .origin(new HttpOrigin("api.example.com"))
                    .allowedMethods(AllowedMethods.ALLOW_ALL)
                    .cachePolicy(CachePolicy.CACHING_DISABLED)
                    .build()))
                .build();

            EdgeFunctions.of(distribution).forEach(OWNED);
            EdgeErrorMasker.Builder.create(this, "Errors")
                .distribution(distribution)
                .behaviors(EdgeBehaviors.defaultBehavior())
                .rules(List.of(ErrorRule.builder()
                    .statuses(ErrorStatuses.codes(403, 404))
                    .action(ErrorAction.redirectTo("/404.html"))
                    .build()))
                .build();
            EdgeRedirector.Builder.create(this, "Redirects")
                .distribution(distribution)
                .source(RedirectSource.fromFile("redirects.json"))
                .event(RedirectEventType.VIEWER_REQUEST)
                .build();
            SecurityHeaders.Builder.create(this, "Headers")
                .distribution(distribution)
                .contentSecurityPolicy(ContentSecurityPolicy.fromDirectives(CspDirectives.builder()
                    .defaultSrc(List.of(CspSource.SELF))
                    .scriptSrc(List.of(CspSource.distributionDomain()))
                    .connectSrc(List.of(CspSource.host("https://api.example.com")))
                    .build()))
                .build();
        }
    }

    private Main() {
    }

    public static void main(final String[] args) {
        App app = new App();
        new SiteStack(app, "Virginia", inRegion("us-east-1"));
        new SiteStack(app, "Ireland", inRegion("eu-west-1"));
        new AlreadyThere(app, "AlreadyThere", inRegion("us-east-1"));
        app.synth();

        List<LambdaEdgeEventType> expected = List.of(
            LambdaEdgeEventType.VIEWER_REQUEST, LambdaEdgeEventType.ORIGIN_RESPONSE, LambdaEdgeEventType.ORIGIN_RESPONSE,
            LambdaEdgeEventType.VIEWER_REQUEST, LambdaEdgeEventType.ORIGIN_RESPONSE, LambdaEdgeEventType.ORIGIN_RESPONSE);
        if (!OWNED.events.equals(expected)) {
            throw new IllegalStateException("functions on " + OWNED.events + ", expected " + expected);
        }
    }

    private static StackProps inRegion(final String region) {
        return StackProps.builder()
            .env(Environment.builder().account("111111111111").region(region).build())
            .build();
    }
}
