/**
 * A test in a CloudFront Function: what it looks at, and its arguments. See the functions of these names in
 * `handlers/cloudfront-function/`.
 */
export type FunctionTest = readonly [kind: TestKind, ...more: readonly (string | number)[]];

export type TestKind = 'asks' | 'cookie' | 'header' | 'language' | 'country' | 'method' | 'dated';
