// Reads what an app synthesized and compares it, apart from metadata: construct paths and the list of libraries used
// differ by language.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** All templates, asset manifests and asset files of a cloud assembly, by their path in it. */
export function readAssembly(folder) {
  const assembly = new Map();
  for (const file of readdirSync(folder, { recursive: true }).sort()) {
    if (!statSync(join(folder, file)).isFile()) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    if (file.startsWith('asset.')) assembly.set(file, text);
    else if (file.endsWith('.template.json')) assembly.set(file, withoutMetadata(JSON.parse(text)));
    else if (file.endsWith('.assets.json')) assembly.set(file, withoutTemplates(JSON.parse(text)));
  }
  return assembly;
}

function withoutMetadata({ Metadata: _, Resources = {}, ...rest }) {
  const resources = Object.entries(Resources)
    .filter(([, resource]) => resource.Type !== 'AWS::CDK::Metadata')
    .map(([id, { Metadata: __, ...resource }]) => [id, resource]);
  return { ...rest, Resources: Object.fromEntries(resources) };
}

/** A template is listed under the hash of its text, metadata included. */
function withoutTemplates(manifest) {
  const files = Object.entries(manifest.files).filter(([, { source }]) => !source.path.endsWith('.template.json'));
  return { ...manifest, files: Object.fromEntries(files) };
}

/** Where two values differ: a path and both values for each place, at most twenty. */
export function differences(expected, actual, path = '') {
  if (Object.is(expected, actual)) return [];
  if (isObject(expected) && isObject(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differences(expected[key], actual[key], `${path}/${key}`)).slice(0, 20);
  }
  return [`${path || '(whole file)'}: ${shown(actual)}, from typescript ${shown(expected)}`];
}

const isObject = (value) => typeof value === 'object' && value !== null;
const shown = (value) => value === undefined ? 'is not there' : JSON.stringify(value).slice(0, 300);

/**
 * Equal templates prove nothing if the constructs did nothing: the default behaviors have to carry edge code, from
 * us-east-1.
 */
export function whatIsMissing(assembly) {
  const virginia = assembly.get('Virginia.template.json');
  const ireland = assembly.get('Ireland.template.json');
  const elsewhere = [...assembly].filter(
    ([file, content]) => file.endsWith('.template.json') && content !== virginia && content !== ireland,
  );
  return [
    ...missingFromBehaviors('Virginia', virginia),
    ...missingFromBehaviors('Ireland', ireland),
    ...of('AWS::Lambda::Function', virginia).length > 0 ? [] : ['Virginia: holds no function'],
    ...of('AWS::Lambda::Function', ireland).length === 0 ? [] : ['Ireland: holds a function, which CloudFront takes from us-east-1 only'],
    ...missingFromExisting(assembly.get('AlreadyThere.template.json')),
    ...elsewhere.some(([, template]) => of('AWS::Lambda::Function', template).length > 0) ? [] : ['Ireland: has no stack for its functions'],
  ];
}

function missingFromBehaviors(stack, template) {
  const [
    {
      Properties: {
        DistributionConfig: { DefaultCacheBehavior: behavior, CacheBehaviors: others = [] },
      },
    },
  ] = of('AWS::CloudFront::Distribution', template);
  const events = [...(behavior.LambdaFunctionAssociations ?? []), ...(behavior.FunctionAssociations ?? [])].map(
    (one) => one.EventType,
  );
  return [
    ...['viewer-request', 'origin-response'].filter((event) => !events.includes(event)).map((event) => `${stack}: nothing runs on ${event}`),
    ...others.some((other) => other.PathPattern === '/api/*') ? [] : [`${stack}: the behavior /api/* is gone`],
  ];
}

/** What a distribution with a function and a policy of its own should have after escape hatches, or composed. */
function missingFromExisting(template) {
  const text = JSON.stringify(template.Resources);
  const behaviorsOf = (name) => {
    const [, { Properties: { DistributionConfig: config } }] = Object.entries(template.Resources)
      .find(([id, { Type }]) => Type === 'AWS::CloudFront::Distribution' && id.startsWith(`${name}Site`));
    return [config.DefaultCacheBehavior, ...config.CacheBehaviors ?? []];
  };
  const functionOn = ({ FunctionAssociations: list = [] }) => template.Resources[list[0]?.FunctionARN['Fn::GetAtt'][0]];
  const policyOf = ({ ResponseHeadersPolicyId: id }) => template.Resources[id?.Ref];
  const ours = ({ LambdaFunctionAssociations: list = [], FunctionAssociations: other = [], ...behavior }) =>
    list.length === 0 && other.map((one) => one.EventType).join() === 'viewer-request'
    && functionOn({ FunctionAssociations: other })?.Properties.FunctionCode.includes('edge.redirect(rules')
    && JSON.stringify(policyOf(behavior)).includes('"FrameOption":"SAMEORIGIN"');
  const areInOrder = (code, parts) => parts.every((part, n) => code.includes(part)
    && (n === 0 || code.indexOf(parts[n - 1]) < code.indexOf(part)));
  const composed = (behavior) => {
    const code = functionOn(behavior)?.Properties.FunctionCode ?? '';
    return behavior.LambdaFunctionAssociations?.map((one) => one.EventType).join() === 'origin-response'
      && areInOrder(code, ['"AlreadyThere/Index"', 'edge.redirect(rules', '"step.js"'])
      && JSON.stringify(policyOf(behavior)).includes('"FrameOption":"DENY"')
      && JSON.stringify(policyOf(behavior)).includes('StrictTransportSecurity');
  };
  const pretty = (behavior) => {
    const code = functionOn(behavior)?.Properties.FunctionCode ?? '';
    return areInOrder(code, ['home.html', 'edgePrettyUrls(site', '"AlreadyThere/Index"']);
  };
  return [
    ...['Before', 'After', 'Assigned'].filter((name) => !behaviorsOf(name).every(ours))
      .map((name) => `AlreadyThere: ${name} has not only what is ours: ${JSON.stringify(behaviorsOf(name))}`),
    ...behaviorsOf('Composed').every(composed) ? [] : [`AlreadyThere: not composed: ${text.slice(0, 2000)}`],
    ...behaviorsOf('Pretty').every(pretty) ? [] : [`AlreadyThere: no pretty URLs: ${text.slice(-2000)}`],
  ];
}

const of = (type, template) => Object.values(template.Resources).filter((resource) => resource.Type === type);
