package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfrontorigins"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawscloudfront"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	edge "github.com/cdk-cloudfront-edge/cdk-cloudfront-edge-go/cdkcloudfrontedge"
)

// Distributions that have a function and a policy already: removed by escape hatches, assigned away, composed.
type alreadyThere struct {
	stack  awscdk.Stack
	index  awscloudfront.Function
	policy awscloudfront.ResponseHeadersPolicy
}

func newAlreadyThere(scope constructs.Construct, id string) {
	stack := awscdk.NewStack(scope, jsii.String(id), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111111111111"), Region: jsii.String("us-east-1")},
	})
	there := alreadyThere{
		stack: stack,
		index: awscloudfront.NewFunction(stack, jsii.String("Index"), &awscloudfront.FunctionProps{
			Code:    awscloudfront.FunctionCode_FromInline(jsii.String("function handler(event) { return event.request; }")),
			Runtime: awscloudfront.FunctionRuntime_JS_2_0(),
		}),
		policy: awscloudfront.NewResponseHeadersPolicy(stack, jsii.String("Policy"), &awscloudfront.ResponseHeadersPolicyProps{
			SecurityHeadersBehavior: &awscloudfront.ResponseSecurityHeadersBehavior{
				FrameOptions: &awscloudfront.ResponseHeadersFrameOptions{
					FrameOption: awscloudfront.HeadersFrameOption_DENY,
					Override:    jsii.Bool(true),
				},
			},
		}),
	}

	before := there.site("Before")
	removeWhatIsThere(before)
	there.attach("Before", before)

	after := there.site("After")
	checkThatItCannotBeRead(after)
	there.attach("After", after)
	removeWhatIsThere(after)

	assigned := awscloudfront.NewCfnDistribution(stack, jsii.String("AssignedSite"), &awscloudfront.CfnDistributionProps{
		DistributionConfig: there.config(true),
	})
	there.attach("Assigned", assigned)
	assigned.SetDistributionConfig(there.config(false))

	there.compose(there.site("Composed"))
	there.showPrettyUrls(there.site("Pretty"))
}

func removeWhatIsThere(distribution awscloudfront.Distribution) {
	resource := distribution.Node().DefaultChild().(awscloudfront.CfnDistribution)
	for _, behavior := range []string{"DefaultCacheBehavior", "CacheBehaviors.0"} {
		resource.AddPropertyDeletionOverride(jsii.String("DistributionConfig." + behavior + ".FunctionAssociations"))
		resource.AddPropertyDeletionOverride(jsii.String("DistributionConfig." + behavior + ".ResponseHeadersPolicyId"))
	}
}

func checkThatItCannotBeRead(distribution awscloudfront.Distribution) {
	config := distribution.Node().DefaultChild().(awscloudfront.CfnDistribution).DistributionConfig()
	if _, readable := config.(*awscloudfront.CfnDistribution_DistributionConfigProperty); readable {
		panic("the configuration of an L2 can be read: docs/already-there.md says that it cannot")
	}
}

func (there alreadyThere) site(name string) awscloudfront.Distribution {
	origin := awscloudfrontorigins.NewHttpOrigin(jsii.String("www.example.com"), nil)
	functions := &[]*awscloudfront.FunctionAssociation{{
		Function: there.index, EventType: awscloudfront.FunctionEventType_VIEWER_REQUEST,
	}}
	behavior := &awscloudfront.BehaviorOptions{
		Origin: origin, FunctionAssociations: functions, ResponseHeadersPolicy: there.policy,
	}
	return awscloudfront.NewDistribution(there.stack, jsii.String(name+"Site"), &awscloudfront.DistributionProps{
		DefaultBehavior:     behavior,
		AdditionalBehaviors: &map[string]*awscloudfront.BehaviorOptions{"/docs/*": behavior},
	})
}

func (there alreadyThere) config(taken bool) *awscloudfront.CfnDistribution_DistributionConfigProperty {
	behavior := awscloudfront.CfnDistribution_DefaultCacheBehaviorProperty{
		TargetOriginId:       jsii.String("site"),
		ViewerProtocolPolicy: jsii.String("https-only"),
		CachePolicyId:        jsii.String("658327ea-f89d-4fab-a63d-7e88639e58f6"),
	}
	if taken {
		behavior.FunctionAssociations = &[]*awscloudfront.CfnDistribution_FunctionAssociationProperty{{
			EventType: jsii.String("viewer-request"), FunctionArn: there.index.FunctionArn(),
		}}
	}
	return &awscloudfront.CfnDistribution_DistributionConfigProperty{
		Enabled: jsii.Bool(true),
		Origins: &[]*awscloudfront.CfnDistribution_OriginProperty{{
			Id:         jsii.String("site"),
			DomainName: jsii.String("www.example.com"),
			CustomOriginConfig: &awscloudfront.CfnDistribution_CustomOriginConfigProperty{
				OriginProtocolPolicy: jsii.String("https-only"),
			},
		}},
		DefaultCacheBehavior: &behavior,
	}
}

func (there alreadyThere) attach(name string, distribution interfacesawscloudfront.IDistributionRef) {
	edge.NewEdgeRedirector(there.stack, jsii.String(name+"Redirects"), &edge.EdgeRedirectorProps{
		Distribution: distribution,
		Behaviors:    edge.EdgeBehaviors_All(),
		Source:       edge.RedirectSource_FromFile(jsii.String("redirects.json"), nil),
	})
	edge.NewSecurityHeaders(there.stack, jsii.String(name+"Headers"), &edge.SecurityHeadersProps{
		Distribution: distribution,
	})
}

func (there alreadyThere) compose(distribution awscloudfront.Distribution) {
	existing := edge.ExistingAttachments_Compose(&edge.ExistingAttachmentsOptions{
		FunctionOrder:   edge.ExistingFunctionOrder_BEFORE,
		PolicyConflicts: edge.PolicyConflicts_EXISTING,
	})
	edge.NewEdgeRedirector(there.stack, jsii.String("ComposedRedirects"), &edge.EdgeRedirectorProps{
		Distribution: distribution,
		Behaviors:    edge.EdgeBehaviors_All(),
		Source:       edge.RedirectSource_FromInline(jsii.String(`{ "/old": "/new" }`), nil),
		Existing:     existing,
	})
	edge.NewEdgeErrorMasker(there.stack, jsii.String("ComposedErrors"), &edge.EdgeErrorMaskerProps{
		Distribution: distribution,
		Behaviors:    edge.EdgeBehaviors_All(),
		Rules: &[]*edge.ErrorRule{{
			Statuses: edge.ErrorStatuses_Codes(jsii.Number(404)),
			Action:   edge.ErrorAction_RedirectTo(jsii.String("/404.html"), nil),
		}},
		Existing: existing,
	})
	edge.NewSecurityHeaders(there.stack, jsii.String("ComposedHeaders"), &edge.SecurityHeadersProps{
		Distribution: distribution,
		Existing:     existing,
	})
	edge.NewEdgeCustomStep(there.stack, jsii.String("ComposedStep"), &edge.EdgeCustomStepProps{
		Distribution: distribution,
		Behaviors:    edge.EdgeBehaviors_All(),
		Event:        awscloudfront.LambdaEdgeEventType_VIEWER_REQUEST,
		Step: edge.EdgeStep_FromFile(jsii.String("step.js"), &edge.EdgeStepOptions{
			Host: edge.EdgeStepHost_CLOUDFRONT_FUNCTION,
		}),
		Existing: existing,
	})
}

func (there alreadyThere) showPrettyUrls(distribution awscloudfront.Distribution) {
	edge.NewEdgeRedirector(there.stack, jsii.String("PrettyUrls"), &edge.EdgeRedirectorProps{
		Distribution: distribution,
		Behaviors:    edge.EdgeBehaviors_All(),
		PrettyUrls: edge.PrettyUrls_TrailingSlash(&edge.PrettyUrlsOptions{
			Layout:        edge.PageLayout_FILES,
			IndexDocument: jsii.String("home.html"),
		}),
		Existing: edge.ExistingAttachments_Compose(nil),
	})
}
