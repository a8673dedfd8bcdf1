/**
 * Headers that reveal the software of a server, or its inner structure: those of OWASP, the ones that most servers send
 * first, since a response headers policy removes ten. `Server` becomes `CloudFront`.
 *
 * @see https://github.com/OWASP/www-project-secure-headers/blob/master/ci/headers_remove.json (version of 2026-07-19)
 */
export const OWASP_HEADERS: readonly string[] = [
  'Server', 'X-Powered-By', 'X-AspNet-Version', 'X-AspNetMvc-Version', 'X-Generator', 'X-Php-Version', 'X-Powered-CMS',
  'X-Powered-By-Plesk', 'X-Server-Powered-By', 'Powered-By', '$wsep', 'Host-Header', 'K-Proxy-Request',
  'Liferay-Portal', 'OracleCommerceCloud-Version', 'Pega-Host', 'Product', 'SourceMap', 'X-Atmosphere-error',
  'X-Atmosphere-first-request', 'X-Atmosphere-tracking-id', 'X-B3-ParentSpanId', 'X-B3-Sampled', 'X-B3-SpanId',
  'X-B3-TraceId', 'X-BEServer', 'X-Backside-Transport', 'X-CF-Powered-By', 'X-CMS', 'X-CalculatedBETarget',
  'X-Cocoon-Version', 'X-Content-Encoded-By', 'X-Datadog-Origin', 'X-Datadog-Parent-Id',
  'X-Datadog-Sampling-Priority', 'X-Datadog-Tags', 'X-Datadog-Trace-Id', 'X-DiagInfo', 'X-Envoy-Attempt-Count',
  'X-Envoy-External-Address', 'X-Envoy-Internal', 'X-Envoy-Original-Dst-Host', 'X-Envoy-Upstream-Service-Time',
  'X-FEServer', 'X-Framework', 'X-Generated-By', 'X-Gitlab-Meta', 'X-Jitsi-Release', 'X-Joomla-Version',
  'X-Kong-Admin-Latency', 'X-Kong-Client-Latency', 'X-Kong-Proxy-Latency', 'X-Kong-Request-Id',
  'X-Kong-Response-Latency', 'X-Kong-Third-Party-Latency', 'X-Kong-Total-Latency', 'X-Kong-Upstream-Latency',
  'X-Kong-Upstream-Status', 'X-Kubernetes-PF-FlowSchema-UI', 'X-Kubernetes-PF-PriorityLevel-UID', 'X-LiteSpeed-Cache',
  'X-LiteSpeed-Purge', 'X-LiteSpeed-Tag', 'X-LiteSpeed-Vary', 'X-Litespeed-Cache-Control', 'X-Mod-Pagespeed',
  'X-Nextjs-Cache', 'X-Nextjs-Matched-Path', 'X-Nextjs-Page', 'X-Nextjs-Redirect', 'X-OWA-Version',
  'X-Old-Content-Length', 'X-OneAgent-JS-Injection', 'X-Page-Speed', 'X-Redirect-By', 'X-SourceFiles', 'X-SourceMap',
  'X-Turbo-Charged-By', 'X-Tyk-Trace-Id', 'X-Umbraco-Version', 'X-Varnish-Backend', 'X-Varnish-Server',
  'X-Woodpecker-Version', 'X-dtAgentId', 'X-dtHealthCheck', 'X-dtInjectedServlet', 'X-ruxit-JS-Agent',
];
