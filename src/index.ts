export * from './constructs/content-security-policy';
export * from './constructs/csp-source';
export * from './constructs/edge-behaviors';
export * from './constructs/edge-error-masker';
export * from './constructs/error-action';
export * from './constructs/error-statuses';
export { StrictTransportSecurity } from './constructs/headers-policy';
export * from './constructs/security-headers';
