/**
 * A test in a CloudFront Function: what it looks at, and its arguments. See the functions of these names in
 * `handlers/cloudfront-function/`. Those that begin with `a` do not make a redirect depend on the viewer.
 */
export type FunctionTest = readonly [kind: TestKind, ...more: readonly (string | number)[]];

export type TestKind = 'asks' | 'cookie' | 'header' | 'language' | 'country' | 'method' | 'at';
