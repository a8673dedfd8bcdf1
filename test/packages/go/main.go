package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfrontorigins"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	edge "github.com/cdk-cloudfront-edge/cdk-cloudfront-edge-go/cdkcloudfrontedge"
)

func newSiteStack(scope constructs.Construct, id string, region string) {
	stack := awscdk.NewStack(scope, jsii.String(id), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111111111111"), Region: jsii.String(region)},
	})

	distribution := awscloudfront.NewDistribution(stack, jsii.String("Site"), &awscloudfront.DistributionProps{
		DefaultBehavior: &awscloudfront.BehaviorOptions{
			Origin: awscloudfrontorigins.S3BucketOrigin_WithOriginAccessControl(awss3.NewBucket(stack, jsii.String("Pages"), nil), nil),
		},
		AdditionalBehaviors: &map[string]*awscloudfront.BehaviorOptions{
			"/api/*": {
				Origin:         awscloudfrontorigins.NewHttpOrigin(jsii.String("api.example.com"), nil),
				AllowedMethods: awscloudfront.AllowedMethods_ALLOW_ALL(),
				CachePolicy:    awscloudfront.CachePolicy_CACHING_DISABLED(),
			},
		},
	})

	edge.NewEdgeErrorMasker(stack, jsii.String("Errors"), &edge.EdgeErrorMaskerProps{
		Distribution: distribution,
		Behaviors:    edge.EdgeBehaviors_DefaultBehavior(),
		Rules: &[]*edge.ErrorRule{{
			Statuses: edge.ErrorStatuses_Codes(jsii.Number(403), jsii.Number(404)),
			Action:   edge.ErrorAction_RedirectTo(jsii.String("/404.html"), nil),
		}},
	})
	edge.NewEdgeRedirector(stack, jsii.String("Redirects"), &edge.EdgeRedirectorProps{
		Distribution: distribution,
		Source:       edge.RedirectSource_FromFile(jsii.String("redirects.json"), nil),
		Event:        edge.RedirectEventType_VIEWER_REQUEST,
	})
	edge.NewSecurityHeaders(stack, jsii.String("Headers"), &edge.SecurityHeadersProps{
		Distribution: distribution,
		ContentSecurityPolicy: edge.ContentSecurityPolicy_FromDirectives(&edge.CspDirectives{
			DefaultSrc: &[]edge.CspSource{edge.CspSource_SELF()},
			ScriptSrc:  &[]edge.CspSource{edge.CspSource_DistributionDomain()},
			ConnectSrc: &[]edge.CspSource{edge.CspSource_Host(jsii.String("https://api.example.com"))},
		}),
	})
}

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	newSiteStack(app, "Virginia", "us-east-1")
	newSiteStack(app, "Ireland", "eu-west-1")
	newAlreadyThere(app, "AlreadyThere")
	app.Synth(nil)
}
