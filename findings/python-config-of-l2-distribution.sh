#!/bin/sh
# Seen: 2026-11-28 with aws-cdk-lib 2.275.0 (PyPI)
# aws-cdk-lib 2.275.0 in Python: `distribution_config` of the L1 resource below a `Distribution` cannot be read, not even
# to change one member and to assign it again: jsii takes a member of the configuration for a type with a number
# `quantity` that the L2 never sets. The same property of a `CfnDistribution` that Python itself has made can be read,
# and so can the properties of the L1 resource below a `Bucket`. TypeScript reads all of them.
# A good guess: `node.default_child.distribution_config` works in every language, as the escape hatches of the guide do.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check aws-cdk-lib==2.275.0
cat > probe.py <<'PY'
import aws_cdk as cdk
from aws_cdk import aws_cloudfront as cloudfront, aws_cloudfront_origins as origins, aws_s3 as s3

stack = cdk.Stack(cdk.App(), "Site")


def read(name, resource, attribute):
    try:
        print(f"{name}: {type(getattr(resource, attribute)).__name__}")
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {str(error).splitlines()[0]}")


bucket = s3.Bucket(stack, "Bucket", versioned=True)
read("below a Bucket", bucket.node.default_child, "versioning_configuration")
behavior = cloudfront.CfnDistribution.DefaultCacheBehaviorProperty(
    target_origin_id="site", viewer_protocol_policy="redirect-to-https")
config = cloudfront.CfnDistribution.DistributionConfigProperty(enabled=True, default_cache_behavior=behavior)
read("CfnDistribution", cloudfront.CfnDistribution(stack, "Own", distribution_config=config), "distribution_config")
origin = origins.HttpOrigin("origin.example.com")
site = cloudfront.Distribution(stack, "Pages", default_behavior=cloudfront.BehaviorOptions(origin=origin))
read("below a Distribution", site.node.default_child, "distribution_config")
PY
export CDK_VALIDATION=false JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION=1
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=1 JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION=1
venv/bin/python probe.py 2> errors > seen || { cat errors; exit 1; }
cat seen
cat > expected <<'TEXT'
below a Bucket: VersioningConfigurationProperty
CfnDistribution: DistributionConfigProperty
below a Distribution: RuntimeError: Of property Object.quantity: Unable to serialize value as number
TEXT
diff expected seen
