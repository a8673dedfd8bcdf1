"use strict";

// bench/.fc.ts
var import_node_path4 = require("node:path");

// src/preview/edge/bounded.ts
var MESSAGE_MAX_CHARACTERS = 4e3;
var RESULT_MAX_DEPTH = 32;
function shortened(text2, max = MESSAGE_MAX_CHARACTERS) {
  return text2.length <= max ? text2 : `${text2.slice(0, max)}\u2026 (${text2.length} characters)`;
}
function limitDepth(value, depth = 0) {
  if (typeof value !== "object" || value === null) return value;
  if (depth >= RESULT_MAX_DEPTH) return "\u2026";
  if (Array.isArray(value)) return value.map((item) => limitDepth(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, limitDepth(item, depth + 1)]));
}

// src/core/values/is-object.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/preview/edge/accepted-parts.ts
var MAPS = ["headers", "cookies", "querystring"];
function acceptedParts(check, base, result) {
  const whole = check(result);
  if (whole.ok || !check({ ...base }).ok) return { checked: whole, warnings: [] };
  const warnings = [];
  let accepted = { ...base };
  const take = (candidate) => {
    const checked2 = check(candidate);
    if (checked2.ok) accepted = candidate;
    else warnings.push(shortened(`CloudFront would answer 502: ${checked2.reason} ${checked2.detail}; left out here`));
  };
  for (const [name, value] of Object.entries(result)) {
    if (!(MAPS.includes(name) && isObject(value))) take({ ...accepted, [name]: value });
  }
  for (const name of MAPS) {
    const after = result[name];
    if (!isObject(after)) continue;
    const before = isObject(base[name]) ? base[name] : {};
    for (const key of /* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
      const others = Object.entries(Object(accepted[name])).filter(([other]) => other !== key);
      const entry = Object.hasOwn(after, key) ? [[key, after[key]]] : [];
      take({ ...accepted, [name]: Object.fromEntries([...others, ...entry]) });
    }
  }
  return { checked: check(accepted), warnings };
}

// src/preview/edge/checked.ts
function valid(value) {
  return { ok: true, value };
}
function invalid(reason, detail) {
  return { ok: false, reason, detail: shortened(detail) };
}
function notAnObject(result, reasons) {
  return {
    kind: "invalid",
    ...invalid(reasons.json, `the handler returned ${result === void 0 ? "nothing" : JSON.stringify(result)}`)
  };
}
var FAILED = "The Lambda function result failed validation: ";
var LAMBDA_REASONS = {
  json: "The Lambda function returned invalid JSON: The JSON output must be an object type.",
  request: `${FAILED}The function returned an invalid request.`,
  status: `${FAILED}The function returned an invalid status code.`,
  headers: `${FAILED}The function returned an invalid entry in the headers object.`,
  disallowed: `${FAILED}The function tried to add a disallowed header.`,
  readOnly: `${FAILED}The function tried to add, delete, or change a read-only header.`,
  body: `${FAILED}The body is not a string, is not an object, or exceeds the maximum size.`,
  origin: `${FAILED}The function returned an invalid origin.`
};
var VALUE = "The CloudFront function returned an invalid value: ";
var FUNCTION_REASONS = {
  json: `${VALUE}the result must be an object.`,
  request: `${VALUE}request.uri must start with /.`,
  url: `${VALUE}request.uri and request.querystring are too long.`,
  query: `${VALUE}request.querystring must not have spaces, control characters or #.`,
  status: `${VALUE}response.statusCode must be an integer from 200 to 599.`,
  description: `${VALUE}response.statusDescription must be a string.`,
  entry: (what) => `${VALUE}${what} must have objects with a value that is a string.`,
  name: (what) => `${VALUE}${what} must have valid header names.`,
  lowerCase: (what) => `${VALUE}${what} must have header names in lower case.`,
  disallowed: "The CloudFront function tried to add a disallowed header.",
  readOnly: "The CloudFront function tried to add, delete, or change a read-only header.",
  body: `${VALUE}response.body must be a string, or an object with encoding and data, below the maximum size.`
};

// src/core/http/headers.ts
function wireName(name) {
  return name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase());
}
function headerValue(headers, name) {
  const key = name.toLowerCase();
  const lines = headers[key];
  return lines?.[0] && lines.map((l) => l.value).join(key === "cookie" ? "; " : ", ");
}

// src/preview/edge/function-values.ts
function headerValues(headers) {
  const values = {};
  for (const name of Object.keys(headers)) for (const { value } of headers[name]) add(values, name, { value });
  return values;
}
function queryValues(querystring) {
  return querystring === "" ? {} : pairs(querystring.split("&"));
}
function requestCookies(headers) {
  const cookie = headers.cookie === void 0 ? void 0 : headerValue(headers, "cookie");
  return cookie === void 0 ? {} : pairs(cookie.split(/;\s*/));
}
function responseCookies(headers) {
  const values = {};
  for (const { value: line } of headers["set-cookie"] ?? []) {
    const [, name = "", value = "", attributes] = /^([^=]*)=([^;]*)(?:;\s*(.*))?$/s.exec(line) ?? [];
    add(values, name, attributes === void 0 ? { value } : { value, attributes });
  }
  return values;
}
function pairs(parts) {
  const values = {};
  for (const pair2 of parts) {
    if (pair2 === "") continue;
    const at = pair2.indexOf("=");
    add(values, at < 0 ? pair2 : pair2.slice(0, at), { value: at < 0 ? "" : pair2.slice(at + 1) });
  }
  return values;
}
function add(values, name, value) {
  if (!Object.hasOwn(values, name)) return setOwn(values, name, value);
  const first = values[name];
  const { multiValue = [{ ...first }] } = first;
  setOwn(values, name, { ...first, multiValue: [...multiValue, value] });
}
function setOwn(object, name, value) {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

// src/core/facts/edge-headers.ts
var DISALLOWED_HEADERS = [
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "trailer",
  "upgrade",
  "x-accel-buffering",
  "x-accel-charset",
  "x-accel-limit-rate",
  "x-accel-redirect",
  "x-amz-cf-*",
  "x-amzn-auth",
  "x-amzn-cf-billing",
  "x-amzn-cf-id",
  "x-amzn-cf-xff",
  "x-amzn-errortype",
  "x-amzn-fle-profile",
  "x-amzn-header-count",
  "x-amzn-header-order",
  "x-amzn-lambda-integration-tag",
  "x-amzn-requestid",
  "x-cache",
  "x-edge-*",
  "x-forwarded-proto",
  "x-real-ip",
  // Since viewer certificates (mutual TLS):
  "cloudfront-viewer-cert-pem",
  "client-cert",
  "client-cert-chain"
];
var READ_ONLY_HEADERS = {
  "viewer-request": ["cdn-loop", "content-length", "host", "transfer-encoding", "via"],
  // Not `host`: it is writable on this event.
  "origin-request": [
    "accept-encoding",
    "cdn-loop",
    "content-length",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "transfer-encoding",
    "via"
  ],
  "origin-response": ["transfer-encoding", "via"],
  "viewer-response": ["warning", "via"]
};
var READ_ONLY_FOR_LAMBDA_AT_VIEWER_RESPONSE = [
  "content-length",
  "content-encoding",
  "transfer-encoding"
];
function isDisallowed(name) {
  const lower2 = name.toLowerCase();
  return DISALLOWED_HEADERS.some(
    (entry) => entry.endsWith("*") ? lower2.startsWith(entry.slice(0, -1)) : lower2 === entry
  );
}
function isReadOnly(event, name, host = "lambda-edge") {
  const lower2 = name.toLowerCase();
  if (READ_ONLY_HEADERS[event].includes(lower2)) return true;
  return event === "viewer-response" && host === "lambda-edge" && READ_ONLY_FOR_LAMBDA_AT_VIEWER_RESPONSE.includes(lower2);
}

// src/core/results/headers.ts
var HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
var CONTROL_CHARACTERS = /[\x00-\x08\x0a-\x1f\x7f]/;
function headerBytes(headers) {
  return Object.entries(headers).flatMap(([name, lines]) => lines.map(({ value }) => name.length + Buffer.byteLength(value))).reduce((sum, bytes) => sum + bytes, 0);
}

// src/preview/edge/check-function-values.ts
function readValues(result, before, what) {
  if (result === void 0 || result === null) return valid([]);
  if (!isObject(result)) return invalid(FUNCTION_REASONS.entry(what), `${what} is not an object`);
  const values = [];
  for (const name of Object.keys(result)) {
    const read = readValue(result[name], own(before, name));
    if (typeof read === "string") return wrongEntry(what, name, read);
    values.push([name, read]);
  }
  return valid(values);
}
function readValue(given, before) {
  if (!isObject(given)) return "is not an object with a value";
  const { value, multiValue, attributes } = given;
  if (!Array.isArray(multiValue)) return single(value, attributes);
  const several = [];
  for (const item of multiValue) {
    const read = isObject(item) ? single(item.value, item.attributes) : NOT_TEXT;
    if (typeof read === "string") return read;
    several.push(...read);
  }
  if (value === before?.value || !isUntouched(several, before?.multiValue)) return several;
  const first = single(value, attributes);
  return typeof first === "string" ? first : [...first, ...several.slice(1)];
}
function wrongEntry(what, name, how) {
  return invalid(FUNCTION_REASONS.entry(what), `${what}[${JSON.stringify(name)}] ${how}`);
}
var NOT_TEXT = "has a value that is not a string";
function single(value, attributes) {
  if (typeof value !== "string") return NOT_TEXT;
  if (attributes === void 0 || attributes === null) return [{ value }];
  return typeof attributes === "string" ? [{ value, attributes }] : "has attributes that are not a string";
}
function isUntouched(after, before) {
  return after.length === before?.length && after.every(({ value, attributes }, at) => value === before[at].value && attributes === before[at].attributes);
}
function isUnchanged(result, before) {
  if (!isObject(result)) return false;
  const names = Object.keys(before);
  const after = Object.keys(result);
  return names.length === after.length && names.every((name, at) => {
    const given = result[name];
    if (name !== after[at] || !isObject(given) || given.value !== before[name].value) return false;
    const { multiValue } = before[name];
    if (multiValue === void 0) {
      return given.multiValue === void 0 && given.attributes === before[name].attributes;
    }
    const read = readValue(given, before[name]);
    return typeof read !== "string" && isUntouched(read, multiValue);
  });
}
function checkFunctionHeaders(event, before, result, what) {
  if (result !== void 0 && result !== null && !isObject(result)) {
    return invalid(FUNCTION_REASONS.entry(what), `${what} is not an object`);
  }
  const headers = {};
  for (const name of Object.keys(result ?? {})) {
    const given = result[name];
    const was = own(before, name);
    if (was !== void 0 && isObject(given) && isSame(given, was)) {
      setOwn(headers, name, [{ key: onTheWire(name), value: was.value }]);
      continue;
    }
    const read = readValue(given, was);
    if (typeof read === "string") return wrongEntry(what, name, read);
    if (name !== name.toLowerCase()) return invalid(FUNCTION_REASONS.lowerCase(what), `${name} is not in lower case`);
    if (!HEADER_NAME.test(name)) {
      return invalid(FUNCTION_REASONS.name(what), `${JSON.stringify(name)} is not a valid header name`);
    }
    if (isDisallowed(name)) return invalid(FUNCTION_REASONS.disallowed, name);
    if (read.some(({ value }) => CONTROL_CHARACTERS.test(value))) {
      return invalid(FUNCTION_REASONS.entry(what), `${name} has a control character`);
    }
    setOwn(headers, name, read.map(({ value }) => ({ key: onTheWire(name), value })));
  }
  for (const name of READ_ONLY_HEADERS[event]) {
    const [had, has] = [text(before[name]), headers[name]?.map((line) => line.value).join(", ")];
    if (had !== has && isReadOnly(event, name, "cloudfront-function")) {
      const how = had === void 0 ? "added" : has === void 0 ? "deleted" : "changed";
      return invalid(FUNCTION_REASONS.readOnly, `${name} was ${how}, and is read-only at ${event}`);
    }
  }
  return valid(headers);
}
function isSame({ value, multiValue }, before) {
  return value === before.value && multiValue === void 0 && before.multiValue === void 0;
}
function text(value) {
  return value && (value.multiValue ?? [value]).map((one) => one.value).join(", ");
}
function own(values, name) {
  return Object.hasOwn(values, name) ? values[name] : void 0;
}
var MOST_NAMES = 1e3;
var wireNames = /* @__PURE__ */ new Map();
function onTheWire(name) {
  let known3 = wireNames.get(name);
  if (known3 === void 0) {
    if (wireNames.size >= MOST_NAMES) wireNames.clear();
    wireNames.set(name, known3 = wireName(name));
  }
  return known3;
}

// src/core/facts/edge-events.ts
function isViewerEvent(event) {
  return event.startsWith("viewer-");
}

// src/core/facts/edge-limits.ts
var GENERATED_STATUS = { min: 200, max: 599 };
function generatedResponseMaxBytes(event) {
  return isViewerEvent(event) ? 40 * 1024 : 1024 * 1024;
}
var URL_MAX_LENGTH = 8192;
var CLOUDFRONT_FUNCTION_CODE_MAX_BYTES = 10240;

// src/preview/exchange/headers.ts
function keepHeaders(headers, keep) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keep(name)));
}
function withoutHeaders(headers, ...names) {
  return keepHeaders(headers, (name) => !names.includes(name));
}

// src/core/values/base64.ts
function isBase64(text2) {
  return text2.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text2);
}

// src/preview/edge/check-response.ts
function keepLength(headers, before) {
  const length = before["content-length"];
  if (headers["content-length"]?.[0]?.value === length?.[0]?.value) return headers;
  const kept = withoutHeaders(headers, "content-length");
  return length === void 0 ? kept : { ...kept, "content-length": length };
}

// src/preview/edge/function-event.ts
function functionEvent(call2, distributionId, given, request2 = functionRequest(given, call2), response2) {
  const { querystring } = given;
  const { distributionDomainName, event: eventType, requestId, clientIp } = call2;
  return {
    version: "1.0",
    context: { distributionDomainName, distributionId, eventType, requestId },
    viewer: { ip: clientIp },
    request: request2,
    ...response2 === void 0 ? {} : { response: response2 },
    $rawQueryString: querystring === "" ? void 0 : querystring
  };
}
function functionRequest(request2, { cloudFrontHeaders }) {
  const headers = headerValues(exposedTo(request2.headers, "cookie"));
  if (cloudFrontHeaders !== void 0) {
    const injected = headerValues(cloudFrontHeaders);
    for (const name of Object.keys(injected)) setOwn(headers, name, injected[name]);
  }
  return {
    method: request2.method,
    uri: request2.uri,
    querystring: queryValues(request2.querystring),
    headers,
    cookies: requestCookies(request2.headers)
  };
}
function functionResponse({ status, statusDescription, headers }) {
  return {
    statusCode: status,
    statusDescription: statusDescription ?? "",
    headers: headerValues(exposedTo(headers, "set-cookie")),
    cookies: responseCookies(headers)
  };
}
function exposedTo(headers, cookies) {
  const shown3 = {};
  for (const name of Object.keys(headers)) {
    if (name !== cookies && !isHidden(name)) setOwn(shown3, name, headers[name]);
  }
  return shown3;
}
var MOST_NAMES2 = 1e3;
var hidden = /* @__PURE__ */ new Map();
function isHidden(name) {
  let known3 = hidden.get(name);
  if (known3 === void 0) {
    if (hidden.size >= MOST_NAMES2) hidden.clear();
    hidden.set(name, known3 = isDisallowed(name));
  }
  return known3;
}

// src/preview/edge/check-function-result.ts
var NOTHING = { headers: {}, cookies: {} };
var NOT_IN_A_QUERY = /[\s#\0-\x1f\x7f]/;
function checkFunctionRequest(call2, before, result, shown3 = functionRequest(before, call2)) {
  const { uri } = result;
  if (typeof uri !== "string" || !uri.startsWith("/")) {
    return invalid(FUNCTION_REASONS.request, `uri is ${JSON.stringify(uri)}; it must start with /`);
  }
  const headers = checkFunctionHeaders(call2.event, shown3.headers, result.headers, "request.headers");
  if (!headers.ok) return headers;
  const query = isUnchanged(result.querystring, shown3.querystring) ? valid(before.querystring) : checkQuery(result.querystring, shown3.querystring);
  if (!query.ok) return query;
  if (uri.length + query.value.length >= URL_MAX_LENGTH) {
    return invalid(FUNCTION_REASONS.url, `they have ${URL_MAX_LENGTH} characters or more`);
  }
  const cookies = isUnchanged(result.cookies, shown3.cookies) ? valid(before.headers.cookie?.[0]?.value) : checkCookies(result.cookies, shown3.cookies);
  if (!cookies.ok) return cookies;
  const after = headers.value;
  const injected = call2.cloudFrontHeaders ?? {};
  for (const name of Object.keys(injected)) delete after[name];
  for (const name of Object.keys(before.headers)) {
    if (isHidden(name) || Object.hasOwn(injected, name)) setOwn(after, name, before.headers[name]);
  }
  if (cookies.value) after.cookie = [{ key: "Cookie", value: cookies.value }];
  const selected = typeof result.$origin === "string" ? { selectedOrigin: result.$origin } : {};
  return valid({
    ...before,
    uri,
    querystring: query.value,
    headers: after,
    ...selected
  });
}
function checkFunctionResponse({ event }, before, result, shown3 = before === void 0 ? NOTHING : functionResponse(before)) {
  const { statusCode, statusDescription } = result;
  if (!Number.isInteger(statusCode) || Number(statusCode) < GENERATED_STATUS.min || Number(statusCode) > GENERATED_STATUS.max) {
    return invalid(FUNCTION_REASONS.status, `statusCode is ${JSON.stringify(statusCode)}`);
  }
  if (statusDescription !== void 0 && statusDescription !== null && typeof statusDescription !== "string") {
    return invalid(FUNCTION_REASONS.description, `statusDescription is ${JSON.stringify(statusDescription)}`);
  }
  const headers = checkFunctionHeaders(event, shown3.headers, result.headers, "response.headers");
  if (!headers.ok) return headers;
  const cookies = isUnchanged(result.cookies, shown3.cookies) ? valid(before?.headers["set-cookie"] ?? []) : checkSetCookies(result.cookies, shown3.cookies);
  if (!cookies.ok) return cookies;
  const body = checkBody(result.body);
  if (!body.ok) return body;
  const all = cookies.value.length === 0 ? headers.value : { ...headers.value, "set-cookie": cookies.value };
  if (body.value !== void 0) {
    const [bytes, limit] = [body.value.length + headerBytes(all), generatedResponseMaxBytes(event)];
    if (bytes > limit) {
      return invalid(FUNCTION_REASONS.body, `headers and body have ${bytes} bytes of ${limit} allowed`);
    }
  }
  return valid({
    status: Number(statusCode),
    statusDescription: statusDescription ?? void 0,
    headers: keepLength(all, body.value === void 0 ? before?.headers ?? {} : {}),
    body: body.value ?? before?.body
  });
}
function checkQuery(result, before) {
  const given = typeof result === "string" ? valid(result) : joined(result, before);
  if (!given.ok || !NOT_IN_A_QUERY.test(given.value)) return given;
  const written = given.value.split("&").find((part2) => NOT_IN_A_QUERY.test(part2));
  const [name, value] = [written.split("=", 1)[0], written.slice(written.indexOf("=") + 1)];
  return before[name]?.value === value ? given : invalid(FUNCTION_REASONS.query, JSON.stringify(written));
}
function joined(result, before) {
  const given = readValues(result, before, "request.querystring");
  if (!given.ok) return given;
  return valid(given.value.flatMap(([name, values]) => values.map(({ value }) => value === "" ? name : `${name}=${value}`)).join("&"));
}
function checkCookies(result, before) {
  const given = readValues(result, before, "request.cookies");
  return given.ok ? valid(given.value.flatMap(([name, values]) => values.map(({ value }) => `${name}=${value}`)).join("; ")) : given;
}
function checkSetCookies(result, before) {
  const given = readValues(result, before, "response.cookies");
  if (!given.ok) return given;
  return valid(given.value.flatMap(([name, values]) => values.map(({ value, attributes }) => ({ key: "Set-Cookie", value: `${name}=${value}${attributes === void 0 ? "" : `; ${attributes}`}` }))));
}
function checkBody(body) {
  if (body === void 0 || body === null) return valid(void 0);
  if (typeof body === "string") return valid(Buffer.from(body));
  if (!isObject(body) || typeof body.data !== "string") {
    return invalid(FUNCTION_REASONS.body, "body is neither a string nor an object with data");
  }
  const { encoding = "text", data } = body;
  if (encoding === "text") return valid(Buffer.from(data));
  if (encoding !== "base64") return invalid(FUNCTION_REASONS.body, `body.encoding is ${JSON.stringify(encoding)}`);
  return isBase64(data) ? valid(Buffer.from(data, "base64")) : invalid(FUNCTION_REASONS.body, "body.data is not base64");
}

// src/preview/edge/here/pattern-cost.ts
function patternDegree(source) {
  let quantifiers = 0;
  const open = [false];
  let closed;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    const quantifier = /^(?:[*+]|\{\d+(?:,\d*)?\})/.exec(source.slice(at, at + 16))?.[0];
    if (quantifier !== void 0) {
      if (!isShort(quantifier)) {
        if (closed === true) return Infinity;
        quantifiers++;
        open[open.length - 1] = true;
      } else if (closed === true) quantifiers++;
      at += quantifier.length - 1;
      closed = void 0;
      continue;
    }
    closed = void 0;
    if (char === "\\") {
      if (/[1-9k]/.test(source[at + 1] ?? "")) return Infinity;
      at++;
    } else if (char === "[") at = endOfClass(source, at);
    else if (char === "(") {
      open.push(false);
      at += /^\(\?(?::|=|!|<=|<!|<[^>]*>)/.exec(source.slice(at))?.[0].length ?? 1;
      at--;
    } else if (char === ")") {
      closed = open.pop() ?? false;
      if (closed && open.length > 0) open[open.length - 1] = true;
    } else if (char === "|") open[open.length - 1] = true;
  }
  return quantifiers + (quantifiers > 0 && !/^\^[^|]*$/.test(source) ? 1 : 0);
}
function isShort(quantifier) {
  const [, from, to = from] = /^\{(\d+)(?:,(\d+))?\}$/.exec(quantifier) ?? [];
  return from !== void 0 && !/,\}$/.test(quantifier) && Number(to) <= 8;
}
function endOfClass(source, start) {
  let at = start + 1;
  while (at < source.length && source[at] !== "]") at += source[at] === "\\" ? 2 : 1;
  return at;
}

// src/core/javascript/syntax.ts
function childrenOf(node) {
  const children = [];
  for (const name in node) {
    const value = node[name];
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    }
  }
  return children;
}
var known = /* @__PURE__ */ new WeakMap();
function nodesIn(node, enter) {
  if (enter !== void 0 || node.type !== "Program") return listNodes(node, enter, []);
  const nodes = known.get(node) ?? listNodes(node, void 0, []);
  known.set(node, nodes);
  return nodes;
}
function listNodes(node, enter, nodes) {
  nodes.push(node);
  for (const child2 of childrenOf(node)) if (enter === void 0 || enter(child2)) listNodes(child2, enter, nodes);
  return nodes;
}
function isNode(value) {
  return typeof value === "object" && value !== null && typeof value.type === "string";
}
function nameOf(node) {
  if (!isNode(node)) return void 0;
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" && typeof node.value === "string" ? node.value : void 0;
}
function memberName(node) {
  if (node.type !== "MemberExpression") return void 0;
  const property = node.property;
  return node.computed && property.type !== "Literal" ? void 0 : nameOf(property);
}
function isFunction({ type }) {
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
}

// src/preview/edge/here/bounded-code.ts
var GLOBALS = [
  "Object",
  "Array",
  "String",
  "Number",
  "Boolean",
  "Math",
  "JSON",
  "Date",
  "Error",
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
  "decodeURIComponent",
  "encodeURIComponent",
  "decodeURI",
  "encodeURI",
  "parseInt",
  "parseFloat",
  "isNaN",
  "isFinite",
  "console",
  "require",
  "atob",
  "btoa",
  "Buffer"
];
var CONSTANTS = ["undefined", "NaN", "Infinity", "arguments", "handler"];
var FORBIDDEN_MEMBERS = [
  "prototype",
  "__proto__",
  "constructor",
  "toJSON",
  "then",
  "catch",
  "finally",
  "caller",
  "callee",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__"
];
function boundedCode(program, code) {
  const nodes = nodesIn(program);
  const identifiers = new Set(nodes.filter(({ type }) => type === "Identifier").map(({ name }) => name));
  const declared = declaredNames(nodes);
  const references2 = referencesIn(program);
  const unknown = [...references2].some((name) => !GLOBALS.includes(name) && !CONSTANTS.includes(name) && !declared.has(name));
  if (unknown || [...declared].some((name) => name !== "handler" && [...GLOBALS, ...CONSTANTS].includes(name)) || !nodes.every(isBounded) || !promisesAreAwaited(program, nodes)) return void 0;
  const degree = Math.max(1, ...nodes.map(({ regex }) => regex === void 0 ? 1 : patternDegree(regex.pattern)));
  if (degree > 3) return void 0;
  let prefix = "$";
  while ([...identifiers].some((name) => name.startsWith(prefix))) prefix += "$";
  const names = {
    spend: `${prefix}s`,
    text: `${prefix}t`,
    key: `${prefix}k`,
    subject: `${prefix}r`,
    module: `${prefix}m`
  };
  return {
    code: withChecks(program, code, names),
    names,
    globals: GLOBALS.filter((name) => references2.has(name)),
    degree,
    usesRawQuery: code.includes("rawQueryString")
  };
}
function isBounded(node) {
  switch (node.type) {
    case "MemberExpression":
      return !FORBIDDEN_MEMBERS.includes(memberName(node) ?? "");
    case "Property":
      return node.kind === "init" && !FORBIDDEN_MEMBERS.includes(nameOf(node.key) ?? "");
    // `new Array(n)`, and functions of the code as constructors, whose results have another prototype.
    case "NewExpression":
      return ["Date", "Error", "TypeError", "RangeError"].includes(nameOf(node.callee) ?? "");
    case "CallExpression":
      return !["Array", "Object", "Date"].includes(nameOf(node.callee) ?? "");
    case "ThisExpression":
    case "Super":
    case "MetaProperty":
      return false;
    default:
      return true;
  }
}
function declaredNames(nodes) {
  return new Set(nodes.flatMap((node) => {
    const { type } = node;
    const ids = isFunction(node) ? [node.id, ...node.params] : type === "VariableDeclarator" ? [node.id] : type === "CatchClause" ? [node.param] : type === "ImportDefaultSpecifier" ? [node.local] : [];
    return ids.map((id) => nameOf(id?.type === "RestElement" ? id.argument : id)).filter((name) => name !== void 0);
  }));
}
function referencesIn(node, names = /* @__PURE__ */ new Set()) {
  const { type } = node;
  if (type === "Identifier") names.add(node.name);
  for (const child2 of childrenOf(node)) {
    const isName = !node.computed && (type === "MemberExpression" && child2 === node.property || type === "Property" && child2 === node.key && node.shorthand !== true);
    const isLabel = ["LabeledStatement", "BreakStatement", "ContinueStatement"].includes(type) && child2 === node.label;
    if (!isName && !isLabel && type !== "ImportDeclaration") referencesIn(child2, names);
  }
  return names;
}
function promisesAreAwaited(program, nodes) {
  const asyncNames = /* @__PURE__ */ new Set();
  for (const node of nodes) {
    if (node.type === "FunctionDeclaration" && node.async === true) asyncNames.add(nameOf(node.id));
    else if (node.type === "VariableDeclarator" && isAsync(node.init)) asyncNames.add(nameOf(node.id));
  }
  const named3 = nodes.filter((node) => isAsync(node)).length;
  if (named3 !== nodes.filter((node) => node.type === "FunctionDeclaration" && node.async === true || node.type === "VariableDeclarator" && isAsync(node.init)).length) return false;
  if (asyncNames.size === 0) return true;
  const awaited = /* @__PURE__ */ new Set();
  for (const node of nodes) {
    const made = node.type === "AwaitExpression" || node.type === "ReturnStatement" ? node.argument : null;
    if (made?.type === "CallExpression") awaited.add(made.callee);
  }
  return everyReference(program, asyncNames, (node, parent) => awaited.has(node) || parent.type === "FunctionDeclaration" && parent.id === node || parent.type === "VariableDeclarator" && parent.id === node);
}
function everyReference(node, names, check) {
  return childrenOf(node).every((child2) => {
    if (child2.type !== "Identifier" || !names.has(child2.name)) return everyReference(child2, names, check);
    const isName = !node.computed && (node.type === "MemberExpression" && child2 === node.property || node.type === "Property" && child2 === node.key);
    return isName || check(child2, node);
  });
}
function isAsync(node) {
  return isFunction(node ?? { type: "" }) && node.async === true;
}
function withChecks(program, code, names) {
  const before = /* @__PURE__ */ new Map();
  const after = /* @__PURE__ */ new Map();
  const removed = /* @__PURE__ */ new Map();
  const around = ({ start, end }, open, close) => {
    before.set(start, (before.get(start) ?? "") + open);
    after.set(end, close + (after.get(end) ?? ""));
  };
  const within2 = (body, check) => {
    if (body.type === "BlockStatement") after.set(body.start + 1, check + (after.get(body.start + 1) ?? ""));
    else around(body, `{${check}`, "}");
  };
  visit(program, false);
  let out = "";
  for (let at = 0; at <= code.length; at++) {
    out += (after.get(at) ?? "") + (before.get(at) ?? "");
    const gone = removed.get(at);
    if (gone === void 0) {
      out += code[at] ?? "";
      continue;
    }
    out += gone.by + "\n".repeat(code.slice(at, gone.end).split("\n").length - 1);
    at = gone.end - 1;
  }
  return out;
  function visit(node, isPart) {
    const { type } = node;
    if (type === "ImportDeclaration") {
      const [specifier] = node.specifiers;
      const module2 = JSON.stringify(node.source.value);
      removed.set(node.start, { end: node.end, by: `const ${nameOf(specifier.local)}=${names.module}(${module2});` });
      return;
    }
    const body = node.body;
    if (isFunction(node)) {
      const check = `${names.spend}(${weight(node)})`;
      if (body.type === "BlockStatement") within2(body, `${check};`);
      else around(body, `(${check},(`, "))");
    } else if (/^(For|While|DoWhile|ForIn)Statement$/.test(type)) within2(body, `${names.spend}(${weight(node)});`);
    const isText3 = type === "BinaryExpression" && node.operator === "+" && !isPart && !hasNumber(node) || type === "TemplateLiteral" && node.expressions.length > 0 || type === "AssignmentExpression" && node.operator === "+=" && !isNumber(node.right);
    if (isText3) around(node, `${names.text}(`, ")");
    if (type === "MemberExpression" && node.computed === true && node.property.type !== "Literal") {
      around(node.property, `${names.key}(`, ")");
    }
    if (type === "Property" && node.shorthand === true) return;
    const [first] = type === "CallExpression" ? node.arguments : [];
    if (first !== void 0 && ["test", "exec"].includes(memberName(node.callee) ?? "")) {
      around(first, `${names.subject}(`, ")");
    }
    for (const child2 of childrenOf(node)) {
      visit(child2, type === "BinaryExpression" && node.operator === "+" && isText3);
    }
  }
}
function isNumber(node) {
  const { type, value } = node;
  return type === "Literal" && typeof value === "number";
}
function hasNumber({ left, right }) {
  return isNumber(left) || isNumber(right);
}
function weight(node) {
  let count = 0;
  const add2 = (inner) => {
    for (const child2 of childrenOf(inner)) {
      count++;
      if (!isFunction(child2)) add2(child2);
    }
  };
  add2(node);
  return 1 + (count >> 4);
}

// src/preview/edge/here/run-here.ts
var import_node_vm2 = require("node:vm");

// src/preview/edge/here/charged-builtins.ts
var CHARGED_BUILTINS = `(function (budget, longest, call) {
  'use strict';
  var FREE = {
    'String': 'fromCharCode fromCodePoint',
    'String.prototype': 'charAt charCodeAt codePointAt startsWith endsWith slice substring substr toString valueOf',
    'Number': 'isFinite isInteger isNaN isSafeInteger parseFloat parseInt',
    'Number.prototype': 'toString toFixed toPrecision toExponential valueOf',
    'Boolean.prototype': 'toString valueOf',
    'Math': 'abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 floor fround hypot imul log '
      + 'log10 log1p log2 max min pow random round sign sin sinh sqrt tan tanh trunc',
    'Date': 'now UTC parse',
    'Date.prototype': 'getTime getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes '
      + 'getUTCMonth getUTCSeconds setTime setUTCDate setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes '
      + 'setUTCMonth setUTCSeconds toISOString toUTCString valueOf',
    'Function.prototype': 'call bind',
    'Array': 'isArray of',
    'Array.prototype': 'push pop toString',
    'Object': 'is',
    'Object.prototype': 'hasOwnProperty propertyIsEnumerable isPrototypeOf toString valueOf',
    'Error.prototype': 'toString',
    'JSON': '',
  };
  var LENGTH = {
    'String.prototype': 'indexOf lastIndexOf includes toLowerCase toUpperCase trim trimStart trimEnd',
    'Array.prototype': 'concat every filter forEach indexOf includes lastIndexOf map reduce reduceRight reverse shift '
      + 'slice some sort splice unshift find findIndex',
  };
  var define = Object.defineProperty, freeze = Object.freeze;
  var keys = Object.keys, isArray = Array.isArray, names = Object.getOwnPropertyNames;
  var descriptor = Object.getOwnPropertyDescriptor;
  var doubt = freeze({ message: 'more than the budget' });
  function giveUp() { budget.left = -1; throw doubt; }
  function spend(units) { if ((budget.left -= units) < 0) { budget.left = -1; throw doubt; } }
  function measured(text) {
    if (typeof text === 'string') { if (text.length > longest) giveUp(); spend(text.length >> 7); }
    return text;
  }
  function lengthOf(value) {
    if (value === null || value === undefined) return 0;
    var length = value.length;
    return typeof length === 'number' && length > 0 ? length : 0;
  }
  /** A text; objects have methods that convert them, which may be those of the function. */
  function plain(value) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return '' + value;
    return giveUp();
  }
  var wrappers = {
    'String.prototype': {
      repeat: function (times) { if (this.length * times > longest) giveUp(); spend(times >> 5); },
      padStart: function (to, by) { if (to > longest) giveUp(); spend(to >> 5); },
      padEnd: function (to, by) { if (to > longest) giveUp(); spend(to >> 5); },
      concat: function () { for (var i = 0; i < arguments.length; i++) spend(plain(arguments[i]).length >> 6); },
      split: function (by) { matching(this, by); spend(this.length >> 3); },
      match: function (by) { if (typeof by !== 'object') giveUp(); matching(this, by); spend(this.length >> 3); },
      search: function (by) { if (typeof by !== 'object') giveUp(); matching(this, by); },
      replace: replacing, replaceAll: replacing,
    },
    'Array.prototype': {
      join: function (by) {
        var length = 0, i, n = lengthOf(this);
        spend(n);
        for (i = 0; i < n; i++) length += plain(this[i]).length;
        if (length + n * (by === undefined ? 1 : plain(by).length) > longest) giveUp();
      },
    },
    'Function.prototype': { apply: function (self, list) { spend(lengthOf(list)); } },
    'Object': {
      keys: counting, values: counting, entries: counting, freeze: counting, isFrozen: counting, seal: counting,
      getOwnPropertyNames: counting,
      assign: function () { for (var i = 1; i < arguments.length; i++) counting(arguments[i]); },
    },
    'JSON': {
      parse: function (text) { spend(plain(text).length); if (text.length > longest) giveUp(); },
      stringify: function (value, replacer) {
        if (replacer !== undefined && replacer !== null) giveUp();
        nested(value, 0);
      },
    },
  };
  function nested(value, depth) {
    spend(1);
    if (typeof value === 'string') return spend(value.length >> 5);
    if (typeof value !== 'object' || value === null) return;
    if (depth > 50) giveUp();
    if (isArray(value)) { for (var i = 0; i < value.length; i++) nested(value[i], depth + 1); return; }
    var own = keys(value);
    for (var n = 0; n < own.length; n++) { spend(own[n].length >> 5); nested(value[own[n]], depth + 1); }
  }
  function counting(value) { if (typeof value === 'object' && value !== null) spend(keys(value).length); }
  var degree = 1;
  function matching(text, by) {
    var n = text.length;
    if (typeof by !== 'object' || by === null) return spend(n >> 6);
    spend(degree <= 1 ? n >> 6 : degree === 2 ? n * n >> 11 : Math.floor(n * n * n / 65536));
  }
  function replacing(by, replacement) {
    matching(this, by);
    spend(this.length >> 3);
    if (typeof replacement === 'function') {
      var total = this.length;
      return [by, function () {
        var text = plain(call(replacement, undefined, arguments));
        if ((total += text.length) > longest) giveUp();
        return text;
      }];
    }
    // Each match may be replaced, and $& has the match again.
    if (plain(replacement).length * (this.length + 1) > longest * 64) giveUp();
  }
  function charged(original, before) {
    return function () {
      var self = this, changed = call(before, self, arguments);
      var result = call(original, self, changed === undefined ? arguments : changed);
      return typeof result === 'string' ? measured(result) : result;
    };
  }
  function byLength(original) {
    return function (a, b) {
      if (typeof this === 'string') {
        spend(1 + (this.length >> 6));
        return measured(arguments.length < 2 ? call1(original, this, a) : call(original, this, arguments));
      }
      spend(1 + lengthOf(this));
      var result = call(original, this, arguments);
      if (isArray(result)) spend(result.length >> 2);
      return result;
    };
  }
  function call1(original, self, a) { return a === undefined ? call(original, self, []) : call(original, self, [a]); }
  function list(text) { return (text || '').split(' '); }
  var holders = keys(FREE), free = {}, long = {};
  holders.forEach(function (path) { free[path] = list(FREE[path]); long[path] = list(LENGTH[path]); });
  var objects = holders.map(function (path) {
    return path.split('.').reduce(function (at, key) { return at[key]; }, globalThis);
  });
  var done = [];
  holders.forEach(function (path, at) {
    names(objects[at]).forEach(function (name) {
      var found = descriptor(objects[at], name), original = found.value;
      if (typeof original !== 'function' || name === 'constructor' || free[path].indexOf(name) >= 0) return;
      var wrapper = wrappers[path] && wrappers[path][name];
      done.push([objects[at], name, wrapper ? charged(original, wrapper)
        : long[path].indexOf(name) >= 0 ? byLength(original) : giveUp]);
    });
  });
  ['decodeURIComponent', 'encodeURIComponent', 'decodeURI', 'encodeURI', 'atob', 'btoa'].forEach(function (name) {
    var original = globalThis[name];
    if (original) done.push([globalThis, name, charged(original, function (text) { spend(plain(text).length >> 5); })]);
  });
  done.forEach(function (one) {
    define(one[0], one[1], { value: one[2], writable: true, configurable: true, enumerable: false });
  });
  // A function object keeps what is set on it, and would carry it to the next call.
  objects.forEach(function (object) {
    names(object).forEach(function (name) {
      var value = descriptor(object, name).value;
      if (typeof value === 'function') freeze(value);
    });
  });
  ['Object', 'Array', 'String', 'Number', 'Boolean', 'Math', 'JSON', 'Date', 'Error', 'TypeError', 'RangeError',
    'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'parseInt', 'parseFloat', 'isNaN', 'isFinite',
    'decodeURIComponent', 'encodeURIComponent', 'decodeURI', 'encodeURI', 'atob', 'btoa', 'Buffer',
  ].forEach(function (name) { if (globalThis[name]) freeze(globalThis[name]); });
  var FORBIDDEN = ['__proto__', 'constructor', 'prototype', 'then', 'test', 'exec', 'toJSON'];
  function forbidden(key) {
    for (var i = 0; i < 7; i++) if (key === FORBIDDEN[i]) giveUp();
    return key;
  }
  return {
    spend: spend,
    text: measured,
    key: function (key) {
      if (typeof key === 'number') return key;
      return typeof key === 'string' ? forbidden(key) : typeof key === 'symbol' ? giveUp() : forbidden('' + key);
    },
    subject: function (text) { if (typeof text === 'string') matching(text, doubt); return text; },
    degree: function (of) { degree = of; },
  };
})`;

// src/preview/edge/function-realm.ts
var import_node_crypto = require("node:crypto");
var import_node_vm = require("node:vm");

// src/preview/edge/buffer-charge.ts
var CHECK_EVERY_BYTES = 4 * 1024 * 1024;
var CHARGED_CONSTRUCTORS = `(function (charge) {
  'use strict';
  // Saved first, because Reflect is removed from the context of a CloudFront Function.
  var construct = Reflect.construct;
  function replace(object, name, value) {
    Object.defineProperty(object, name, { value: value, writable: true, configurable: true, enumerable: false });
  }
  ['ArrayBuffer', 'SharedArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array',
    'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array',
  ].forEach(function (name) {
    var original = globalThis[name];
    if (!original) return;
    var width = original.BYTES_PER_ELEMENT || 1, charged = new Proxy(original, {
      construct: function (target, args, newTarget) {
        var first = args[0];
        if (typeof first === 'number') charge(first * width);
        else if (first && typeof first.length === 'number' && width) charge(first.length * width);
        return construct(target, args, newTarget === charged ? target : newTarget);
      },
    });
    replace(globalThis, name, charged);
    replace(original.prototype, 'constructor', charged);
  });
})`;

// src/preview/edge/function-prelude.ts
var FUNCTION_PRELUDE = `(function (bridge) {
  'use strict';
  var text = String;
  function utf8(string) { return unescape(encodeURIComponent(string)); }
  var unescape = globalThis.unescape, escape = globalThis.escape;
  var defineProperty = Object.defineProperty, keys = Object.keys, has = Object.prototype.hasOwnProperty;
  var setPrototypeOf = Object.setPrototypeOf, bytesOf = Uint8Array.from.bind(Uint8Array), construct = Reflect.construct;
  var apply = Reflect.apply;
  var parse = JSON.parse, stringify = JSON.stringify, call = Function.prototype.call.bind(Function.prototype.call);
  function own(object, name) { return call(has, object, name); }
  var alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  function btoa(bytes) {
    var out = '', i, n;
    for (i = 0; i < bytes.length; i += 3) {
      n = (bytes.charCodeAt(i) << 16) | ((bytes.charCodeAt(i + 1) || 0) << 8) | (bytes.charCodeAt(i + 2) || 0);
      out += alphabet[n >> 18] + alphabet[(n >> 12) & 63];
      out += i + 1 < bytes.length ? alphabet[(n >> 6) & 63] : '=';
      out += i + 2 < bytes.length ? alphabet[n & 63] : '=';
    }
    return out;
  }
  function atob(base64) {
    var out = '', bits = 0, n = 0, i, at;
    for (i = 0; i < base64.length; i++) {
      at = alphabet.indexOf(base64[i] === '-' ? '+' : base64[i] === '_' ? '/' : base64[i]);
      if (at < 0) continue;
      n = ((n << 6) | at) & 0xffffff;
      bits += 6;
      if (bits >= 8) { bits -= 8; out += text.fromCharCode((n >> bits) & 255); }
    }
    return out;
  }
  function hex(bytes) {
    return bytes.replace(/[^]/g, function (c) { return ('0' + c.charCodeAt(0).toString(16)).slice(-2); });
  }
  function unhex(digits) {
    return digits.replace(/../g, function (pair) { return text.fromCharCode(parseInt(pair, 16)); });
  }
  function define(object, name, value) {
    defineProperty(object, name, { value: value, writable: true, configurable: true, enumerable: false });
  }
  function toBytes(value, encoding) {
    if (typeof value !== 'string') return text.fromCharCode.apply(null, value);
    if (encoding === 'hex') return unhex(value);
    if (encoding === 'base64' || encoding === 'base64url') return atob(value);
    return utf8(value);
  }
  function fromBytes(bytes, encoding) {
    if (encoding === 'hex') return hex(bytes);
    if (encoding === 'base64') return btoa(bytes);
    if (encoding === 'base64url') return btoa(bytes).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
    return decodeURIComponent(escape(bytes));
  }
  function array(bytes) { return bytesOf(bytes.split('').map(function (c) { return c.charCodeAt(0); })); }
  function text1(bytes, from, to) {
    var out = '', i;
    for (i = from || 0; i < (to === undefined ? bytes.length : to); i++) out += text.fromCharCode(bytes[i]);
    return out;
  }
  function buffer(bytes) { return setPrototypeOf(array(bytes), Buffer.prototype); }
  function Buffer() { throw new TypeError('Buffer is not a constructor'); }
  Buffer.prototype = Object.create(Uint8Array.prototype);
  define(Buffer.prototype, 'constructor', Buffer);
  var ofBuffers = {
    toString: function (encoding, from, to) { return fromBytes(text1(this, from, to), encoding); },
    toJSON: function () { return { type: 'Buffer', data: text1(this).split('').map(code) }; },
    equals: function (other) { return text1(this) === text1(other); },
    compare: function (other) { return Buffer.compare(this, other); },
    indexOf: function (value, from, encoding) { return text1(this).indexOf(searched(value, encoding), from); },
    lastIndexOf: function (value, from, encoding) { return text1(this).lastIndexOf(searched(value, encoding), from); },
    includes: function (value, from, encoding) { return this.indexOf(value, from, encoding) >= 0; },
    slice: function (from, to) { return setPrototypeOf(call(subarray, this, from, to), Buffer.prototype); },
    write: function (value, from) {
      var bytes = toBytes(value), at = from || 0, i;
      for (i = 0; i < bytes.length && at + i < this.length; i++) this[at + i] = bytes.charCodeAt(i);
      return i;
    },
  };
  var subarray = Uint8Array.prototype.subarray, View = DataView;
  ofBuffers.subarray = ofBuffers.slice;
  [['UInt8', 'Uint8'], ['Int8', 'Int8'], ['UInt16', 'Uint16'], ['Int16', 'Int16'], ['UInt32', 'Uint32'],
    ['Int32', 'Int32'], ['Float', 'Float32'], ['Double', 'Float64']].forEach(function (kind) {
    (/8$/.test(kind[0]) ? [''] : ['LE', 'BE']).forEach(function (order) {
      ofBuffers['read' + kind[0] + order] = function (at) {
        return view(this)['get' + kind[1]](at || 0, order === 'LE');
      };
      ofBuffers['write' + kind[0] + order] = function (value, at) {
        view(this)['set' + kind[1]](at || 0, value, order === 'LE');
        return (at || 0) + (kind[1].replace(/[^0-9]/g, '') >> 3);
      };
    });
  });
  function view(bytes) { return new View(bytes.buffer, bytes.byteOffset, bytes.byteLength); }
  function code(char) { return char.charCodeAt(0); }
  function searched(value, encoding) {
    return typeof value === 'number' ? text.fromCharCode(value & 255) : toBytes(value, encoding);
  }
  keys(ofBuffers).forEach(function (name) { define(Buffer.prototype, name, ofBuffers[name]); });
  var statics = {
    from: function (value, encoding) { return buffer(toBytes(value, encoding)); },
    alloc: function (size, fill, encoding) {
      var bytes = fill === undefined ? '\0' : searched(fill, encoding);
      return buffer(bytes.repeat(Math.ceil(size / bytes.length)).slice(0, size));
    },
    allocUnsafe: function (size) { return Buffer.alloc(size); },
    byteLength: function (value, encoding) { return typeof value === 'string' ? toBytes(value, encoding).length : value.byteLength; },
    concat: function (list, size) { var all = list.map(function (one) { return text1(one); }).join('');
      return buffer(size === undefined ? all : all.slice(0, size)); },
    compare: function (a, b) { var x = text1(a), y = text1(b); return x < y ? -1 : x > y ? 1 : 0; },
    isBuffer: function (value) { return value instanceof Buffer; },
    isEncoding: function (name) { return ['utf8', 'utf-8', 'hex', 'base64', 'base64url'].indexOf(text(name).toLowerCase()) >= 0; },
  };
  keys(statics).forEach(function (name) { define(Buffer, name, statics[name]); });
  function hasher(algorithm, key) {
    var data = '', done = false;
    if (['md5', 'sha1', 'sha256'].indexOf(algorithm) < 0) throw new TypeError('not supported algorithm: "' + algorithm + '"');
    return {
      update: function (part, encoding) {
        if (done) throw new Error('Digest already called');
        data += toBytes(part, encoding);
        return this;
      },
      digest: function (encoding) {
        if (done) throw new Error('Digest already called');
        done = true;
        if (encoding !== undefined && ['hex', 'base64', 'base64url'].indexOf(encoding) < 0) {
          throw new TypeError('Unknown digest encoding: "' + encoding + '"');
        }
        bridge.spend(100 + data.length);
        var hex = bridge.digest(algorithm, key, data, encoding || 'hex');
        return encoding === undefined ? buffer(unhex(hex)) : hex;
      },
    };
  }
  function unescaped(value) {
    try { return decodeURIComponent(value.replace(/[+]/g, ' ')); } catch (error) { return value; }
  }
  var querystring = {
    escape: function (value) { return encodeURIComponent(value); },
    unescape: unescaped,
    parse: function (query, separator, equals) {
      var out = {};
      text(query).split(separator || '&').forEach(function (pair) {
        if (pair === '') return;
        var sign = equals || '=', at = pair.indexOf(sign), name = unescaped(at < 0 ? pair : pair.slice(0, at));
        var value = at < 0 ? '' : unescaped(pair.slice(at + sign.length));
        if (name === '__proto__') return;
        out[name] = own(out, name) ? [].concat(out[name], value) : value;
      });
      return out;
    },
    stringify: function (object, separator, equals) {
      return keys(object || {}).map(function (name) {
        return [].concat(object[name]).map(function (value) {
          return encodeURIComponent(name) + (equals || '=') + encodeURIComponent(value);
        }).join(separator || '&');
      }).join(separator || '&');
    },
  };
  querystring.decode = querystring.parse;
  querystring.encode = querystring.stringify;
  var keyValues = parse(bridge.keyValues), now = 0;
  function valueOf(key) {
    if (!own(keyValues, key)) throw new Error('KeyNotFound');
    return keyValues[key];
  }
  var store = {
    get: async function (key, options) {
      var value = valueOf(key), format = (options && options.format) || 'string';
      if (format === 'json') return parse(value);
      if (format === 'bytes') return array(utf8(value));
      if (format !== 'string') throw new TypeError('unknown format "' + format + '"');
      return value;
    },
    exists: async function (key) { return own(keyValues, key); },
    count: async function () { return keys(keyValues).length; },
    meta: async function () {
      return { creationDateTime: '2026-01-01T00:00:00.000Z', lastUpdatedDateTime: '2026-01-01T00:00:00.000Z',
        keyCount: keys(keyValues).length };
    },
  };
  // CloudFront cuts what a function logs for one event.
  var LOG = 10240;
  function session() {
    var state = { origin: undefined }, logged = 0;
    now = bridge.now();
    function log(value) {
      var line = typeof value === 'string' ? value : value === undefined ? 'undefined' : stringify(value);
      if (logged > LOG) return;
      if (logged + line.length > LOG) line = line.slice(0, LOG - logged) + ' (cut: CloudFront logs 10 KB of an event)';
      logged += line.length + 1;
      bridge.log(line);
    }
    function unavailable(name) {
      return function () { throw new Error('cf.' + name + ' is not available in the preview'); };
    }
    var modules;
    function made() { return modules = modules || {
      cloudfront: {
        kvs: function () { return store; },
        edgeLocation: { name: 'LOC', serverIp: '127.0.0.1', region: 'us-east-1' },
        logCustomData: function (data) { log(text(data)); },
        updateRequestOrigin: unavailable('updateRequestOrigin'),
        selectRequestOriginById: function (id) { state.origin = text(id); },
        createRequestOriginGroup: unavailable('createRequestOriginGroup'),
      },
      querystring: querystring,
      buffer: { Buffer: Buffer },
      crypto: {
        createHash: function (name) { return hasher(name); },
        createHmac: function (name, key) { return hasher(name, toBytes(key)); },
      },
    }; }
    state.console = { log: log };
    state.require = function require(name) {
      if (!own(made(), name)) throw new Error('Cannot load module "' + name + '"');
      return modules[name];
    };
    return state;
  }
  // The time stands still during an event.
  var RealDate = Date;
  function FixedDate() {
    if (!new.target) return new RealDate(now).toString();
    return arguments.length === 0 ? new RealDate(now) : construct(RealDate, arguments);
  }
  FixedDate.prototype = RealDate.prototype;
  define(RealDate.prototype, 'constructor', FixedDate);
  define(FixedDate, 'name', 'Date');
  ['UTC', 'parse'].forEach(function (name) { define(FixedDate, name, RealDate[name]); });
  define(FixedDate, 'now', function now_() { return now; });
  function errorType(name) {
    function Type(message) {
      var made = construct(Error, message === undefined ? [] : [message]);
      return setPrototypeOf(made, Type.prototype);
    }
    Type.prototype = Object.create(Error.prototype);
    define(Type.prototype, 'name', name);
    define(Type.prototype, 'constructor', Type);
    return Type;
  }
  function TextEncoder() {}
  TextEncoder.prototype.encode = function (string) { return array(utf8(text(string))); };
  function TextDecoder() {}
  TextDecoder.prototype.decode = function (bytes) { return fromBytes(text.fromCharCode.apply(null, bytes), 'utf8'); };
  var current;
  var globals = {
    atob: atob, btoa: btoa, Buffer: Buffer, TextEncoder: TextEncoder, TextDecoder: TextDecoder, Date: FixedDate,
    InternalError: errorType('InternalError'), MemoryError: errorType('MemoryError'), global: globalThis,
    console: { log: function (value) { current.console.log(value); } },
    require: function require(name) { return current.require(name); },
  };
  keys(globals).forEach(function (name) { define(globalThis, name, globals[name]); });
  function values(given) {
    var out = {}, all = keys(given), n, i, name, value, entry;
    for (n = 0; n < all.length; n++) {
      name = all[n];
      value = given[name];
      entry = { value: value.value };
      if (value.attributes !== undefined) entry.attributes = value.attributes;
      if (value.multiValue !== undefined) {
        entry.multiValue = [];
        for (i = 0; i < value.multiValue.length; i++) {
          var one = value.multiValue[i];
          entry.multiValue[i] = one.attributes === undefined ? { value: one.value }
            : { value: one.value, attributes: one.attributes };
        }
      }
      if (name === '__proto__') defineProperty(out, name, { value: entry, writable: true, configurable: true, enumerable: true });
      else out[name] = entry;
    }
    return out;
  }
  function withRawQuery(request, raw) { define(request, 'rawQueryString', function () { return raw; }); }
  return {
    apply: apply,
    session: function () { return (current = session()); },
    withOrigin: function (result, session) {
      if (session.origin !== undefined && result && result.statusCode === undefined) result.$origin = session.origin;
      return result;
    },
    /** The event from text, or a copy of one of another realm. */
    revive: function (json) {
      var event = parse(json), raw = event.$rawQueryString;
      delete event.$rawQueryString;
      withRawQuery(event.request, raw);
      return event;
    },
    build: function (given, withRaw) {
      var context = given.context, request = given.request, response = given.response;
      var event = {
        version: given.version,
        context: { distributionDomainName: context.distributionDomainName, distributionId: context.distributionId,
          eventType: context.eventType, requestId: context.requestId },
        viewer: { ip: given.viewer.ip },
        request: { method: request.method, uri: request.uri, querystring: values(request.querystring),
          headers: values(request.headers), cookies: values(request.cookies) },
      };
      if (response !== undefined) {
        event.response = { statusCode: response.statusCode, statusDescription: response.statusDescription,
          headers: values(response.headers), cookies: values(response.cookies) };
      }
      if (withRaw) withRawQuery(event.request, given.$rawQueryString);
      return event;
    },
  };
})`;

// src/core/facts/cloudfront-functions.ts
var ABSENT_GLOBALS = [
  "Atomics",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "FinalizationRegistry",
  "Intl",
  "Iterator",
  "Map",
  "Proxy",
  "Reflect",
  "Set",
  "SharedArrayBuffer",
  "WeakMap",
  "WeakRef",
  "WeakSet",
  "WebAssembly",
  "escape",
  "eval",
  "unescape"
];
var ABSENT_MEMBERS = {
  "Object": ["fromEntries", "groupBy", "hasOwn"],
  "Object.prototype": [
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "toLocaleString"
  ],
  "Array": ["fromAsync"],
  "Array.prototype": [
    "at",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "toLocaleString",
    "toReversed",
    "toSorted",
    "toSpliced",
    "with"
  ],
  "Number.prototype": ["toLocaleString"],
  "String": ["raw"],
  "String.prototype": [
    "anchor",
    "at",
    "big",
    "blink",
    "bold",
    "fixed",
    "fontcolor",
    "fontsize",
    "isWellFormed",
    "italics",
    "link",
    "localeCompare",
    "matchAll",
    "normalize",
    "small",
    "strike",
    "sub",
    "sup",
    "toLocaleLowerCase",
    "toLocaleUpperCase",
    "toWellFormed",
    "trimLeft",
    "trimRight"
  ],
  "Date.prototype": ["getYear", "setYear", "toGMTString"],
  "RegExp.prototype": ["compile", "dotAll", "hasIndices", "unicode", "unicodeSets"],
  "ArrayBuffer.prototype": ["maxByteLength", "resizable", "resize", "transfer", "transferToFixedLength", "detached"],
  "DataView.prototype": ["getBigInt64", "getBigUint64", "setBigInt64", "setBigUint64"]
};

// src/preview/edge/function-realm.ts
function functionRealm({ log, spend }, keyValues, charge) {
  const context = (0, import_node_vm.createContext)(/* @__PURE__ */ Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const bridge = { digest, log, spend, now: () => Date.now(), keyValues: JSON.stringify(keyValues) };
  new import_node_vm.Script(CHARGED_CONSTRUCTORS).runInContext(context)(charge);
  const prelude = new import_node_vm.Script(FUNCTION_PRELUDE).runInContext(context)(bridge);
  new import_node_vm.Script(PRUNE).runInContext(context)(JSON.stringify(ABSENT_GLOBALS), JSON.stringify(ABSENT_MEMBERS));
  return { context, prelude };
}
var PRUNE = `(function (globals, members) {
  JSON.parse(globals).forEach(function (name) { delete globalThis[name]; });
  members = JSON.parse(members);
  Object.keys(members).forEach(function (path) {
    var holder = path.split('.').reduce(function (at, key) { return at && at[key]; }, globalThis);
    if (holder) members[path].forEach(function (name) { delete holder[name]; });
  });
})`;
function digest(algorithm, key, data, encoding) {
  const hash2 = key === void 0 ? (0, import_node_crypto.createHash)(algorithm) : (0, import_node_crypto.createHmac)(algorithm, Buffer.from(key, "latin1"));
  return hash2.update(Buffer.from(data, "latin1")).digest(encoding);
}

// src/preview/edge/here/run-here.ts
var BUDGET = 1e5;
var LONGEST_TEXT = 65536;
var LONGEST_LOG = 2e4;
var FunctionHere = class {
  constructor(bounded, keyValues) {
    this.bounded = bounded;
    const { budget } = this;
    const log = (line) => {
      this.logged += line.length;
      if (this.logged > LONGEST_LOG) budget.left = -1;
      else this.logs.push(line);
    };
    const spend = (units) => void (budget.left -= units);
    const { context, prelude } = functionRealm({ log, spend }, keyValues, () => void 0);
    this.prelude = prelude;
    const checks = new import_node_vm2.Script(CHARGED_BUILTINS).runInContext(context)(budget, LONGEST_TEXT, prelude.apply);
    checks.degree(bounded.degree);
    this.run = compiled(bounded, checks, (source) => new import_node_vm2.Script(source, { filename: "function.js" }).runInContext(context));
  }
  bounded;
  budget = { left: Infinity };
  prelude;
  run;
  logs = [];
  logged = 0;
  doubts = 0;
  /**
   * Runs the function; undefined if there is any doubt about the result, so that it has to run in a process. Errors are
   * doubts, too: the process reports them, and knows a loop without an end from one that is only long.
   */
  invoke(event) {
    if (this.doubts >= MOST_DOUBTS) return void 0;
    const { budget, prelude } = this;
    const logs = this.logs = [];
    this.logged = 0;
    budget.left = BUDGET;
    try {
      const session = prelude.session();
      const given = prelude.build(event, this.bounded.usesRawQuery);
      const result = this.run(session, given);
      if (typeof result !== "object" || result === null) return this.doubt();
      if (typeof result.then === "function") return this.settled(result, session, logs);
      return budget.left < 0 ? this.doubt() : { result: prelude.withOrigin(result, session), logs };
    } catch {
      return this.doubt();
    }
  }
  /** Nothing of a realm waits for anything outside, so that a promise is settled after the current jobs or never. */
  settled(result, session, logs) {
    return new Promise((resolve2) => {
      const never = setImmediate(() => resolve2(this.doubt()));
      const done = (answer) => {
        clearImmediate(never);
        resolve2(answer);
      };
      result.then(
        (value) => done(this.budget.left < 0 || typeof value !== "object" || value === null ? this.doubt() : { result: this.prelude.withOrigin(value, session), logs }),
        () => done(this.doubt())
      );
    });
  }
  /** A function that often needs a process is run only there. */
  doubt() {
    this.doubts += this.budget.left < 0 ? 1 : 0;
    return void 0;
  }
};
var MOST_DOUBTS = 3;
function compiled({ code, names, globals }, checks, compile) {
  const { spend, text: text2, key, subject, module: module2 } = names;
  const ofEvent = ["console", "require"].filter((name) => globals.includes(name));
  const fixed = globals.filter((name) => !ofEvent.includes(name));
  const source = `(function (${[spend, text2, key, subject].join()}) { 'use strict'; ${fixed.map((name) => `var ${name} = globalThis.${name};`).join("")}return function (${module2}session, ${module2}event) { ${ofEvent.map((name) => `var ${name} = ${module2}session.${name};`).join("")}${code.includes(`${module2}(`) ? `var ${module2} = ${module2}session.require;` : ""}return (function () { ${code}
;return handler; })()(${module2}event); }; })`;
  return compile(source)(checks.spend, checks.text, checks.key, checks.subject);
}

// src/preview/edge/parse-function.ts
var import_node_fs = require("node:fs");
var import_node_module = require("node:module");
var import_node_path = require("node:path");

// src/core/javascript/dialect.ts
var FUNCTION_MODULES = ["cloudfront", "crypto", "querystring", "buffer"];
function dialectFaults(program, runtime) {
  const faults = [];
  visit(program, false);
  return faults;
  function visit(node, inArguments) {
    const what = faultOf(node, inArguments) ?? (runtime === "cloudfront-js-1.0" ? faultIn10(node) : void 0);
    if (what !== void 0) faults.push({ start: node.start, what });
    if (PATTERNS.includes(node.type)) return;
    const given = node.type === "CallExpression" || node.type === "NewExpression" ? node.arguments : [];
    for (const child2 of childrenOf(node)) {
      visit(child2, isFunction(node) ? false : inArguments || given.includes(child2));
    }
  }
}
var PATTERNS = ["ObjectPattern", "ArrayPattern", "AssignmentPattern", "ClassDeclaration", "ClassExpression"];
var BY_TYPE = {
  ClassDeclaration: "a class",
  ClassExpression: "a class",
  SpreadElement: "spread (...)",
  ObjectPattern: "destructuring",
  ArrayPattern: "destructuring",
  AssignmentPattern: "a default value of a parameter",
  ChainExpression: "optional chaining (?.)",
  TaggedTemplateExpression: "a tagged template",
  ImportExpression: "import()",
  MetaProperty: "import.meta or new.target",
  ExportNamedDeclaration: "export",
  ExportDefaultDeclaration: "export",
  ExportAllDeclaration: "export"
};
function faultOf(node, inArguments) {
  const { type } = node;
  if (Object.hasOwn(BY_TYPE, type)) return BY_TYPE[type];
  if (isFunction(node) && node.generator === true) return "a generator";
  switch (type) {
    case "ForOfStatement":
      return node.await === true ? "for await" : "for ... of";
    case "CatchClause":
      return node.param === null ? "catch without a parameter" : void 0;
    case "AwaitExpression":
      return inArguments ? "await in arguments" : void 0;
    case "AssignmentExpression": {
      const operator = node.operator;
      return ["??=", "||=", "&&="].includes(operator) ? `the operator ${operator}` : void 0;
    }
    case "Literal":
      return faultOfLiteral(node);
    case "ImportDeclaration":
      return faultOfImport(node);
    default:
      return void 0;
  }
}
function faultOfLiteral({ bigint, regex }) {
  if (bigint !== void 0) return "a BigInt";
  const flag = /[usdv]/.exec(regex?.flags ?? "")?.[0];
  return flag === void 0 ? void 0 : `the flag ${flag} of a regular expression`;
}
function faultOfImport({ source, specifiers }) {
  const module2 = source.value;
  if (!FUNCTION_MODULES.includes(module2)) return `the module ${JSON.stringify(module2)}`;
  const [first, ...others] = specifiers;
  return first?.type === "ImportDefaultSpecifier" && others.length === 0 ? void 0 : "an import without a default";
}
function faultIn10(node) {
  const { type, kind, raw } = node;
  if (type === "VariableDeclaration" && kind !== "var") return `${kind} (runtime 1.0)`;
  if (isFunction(node) && node.async === true) return "an async function (runtime 1.0)";
  if (type === "ImportDeclaration") return "import (runtime 1.0)";
  if (type === "LogicalExpression" && node.operator === "??") return "the operator ?? (runtime 1.0)";
  return type === "Literal" && typeof node.value === "number" && String(raw).includes("_") ? "a separator in a number (runtime 1.0)" : void 0;
}
function placeIn(code, at) {
  const before = code.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}

// src/preview/edge/parse-function.ts
var known2 = /* @__PURE__ */ new WeakMap();
function parseFunction(fn) {
  let parsed2 = known2.get(fn);
  if (parsed2 === void 0) known2.set(fn, parsed2 = parse(fn.code, fn.runtime));
  return parsed2;
}
function parse(code, runtime) {
  const bytes = Buffer.byteLength(code);
  const size = bytes > CLOUDFRONT_FUNCTION_CODE_MAX_BYTES ? [`it has ${bytes} bytes of ${CLOUDFRONT_FUNCTION_CODE_MAX_BYTES} allowed`] : [];
  try {
    const program = acorn().parse(code, { ecmaVersion: "latest", sourceType: "module" });
    const faults = dialectFaults(program, runtime).map(({ start, what }) => {
      const { line, column } = placeIn(code, start);
      return `line ${line}, column ${column}: its runtime does not have ${what}`;
    });
    return { program, faults: [...size, ...faults] };
  } catch (thrown) {
    const { message, loc } = thrown;
    if (loc === void 0) throw thrown;
    return { faults: [...size, `line ${loc.line}, column ${loc.column + 1}: ${message.replace(/ \(\d+:\d+\)$/, "")}`] };
  }
}
var loaded;
function acorn() {
  return loaded ??= (0, import_node_module.createRequire)(__filename)(parserFile());
}
function parserFile() {
  for (let folder2 = (0, import_node_path.resolve)(__dirname); ; folder2 = (0, import_node_path.dirname)(folder2)) {
    const file2 = (0, import_node_path.join)(folder2, "assets/synth/acorn.js");
    if ((0, import_node_fs.existsSync)(file2)) return file2;
    if ((0, import_node_path.dirname)(folder2) === folder2) throw new Error(`no assets/synth/acorn.js above ${__dirname}; build the package`);
  }
}

// src/preview/edge/here/functions-here.ts
var FunctionsHere = class {
  constructor(stores) {
    this.stores = stores;
  }
  stores;
  known = /* @__PURE__ */ new Map();
  /** Runs a function; undefined if it has to run in a process. */
  invoke(fn, event) {
    return this.for(fn)?.invoke(event);
  }
  for(fn) {
    const { keyValues, version } = this.stores.contentOf(fn);
    let known3 = this.known.get(fn.key);
    if (known3 === void 0 || known3.version !== version) {
      const { program, faults } = parseFunction(fn);
      const bounded = program === void 0 || faults.length > 0 ? void 0 : boundedCode(program, fn.code);
      known3 = { version, here: bounded && started(bounded, keyValues) };
      this.known.set(fn.key, known3);
    }
    return known3.here;
  }
};
function started(bounded, keyValues) {
  try {
    return new FunctionHere(bounded, keyValues);
  } catch (error2) {
    if (error2.name !== "SyntaxError") throw error2;
    return void 0;
  }
}

// src/preview/edge/cloudfront-functions.ts
var TIMEOUT_MS = 2e3;
var CloudFrontFunctions = class {
  constructor(workers2, distributionId, stores, strict, log) {
    this.workers = workers2;
    this.distributionId = distributionId;
    this.stores = stores;
    this.strict = strict;
    this.log = log;
    this.here = new FunctionsHere(stores);
  }
  workers;
  distributionId;
  stores;
  strict;
  log;
  here;
  request(fn, call2, request2) {
    const shown3 = functionRequest(request2, call2);
    const event = functionEvent(call2, this.distributionId, request2, shown3);
    return this.outcome(fn, call2, event, (result, strict) => result.statusCode === void 0 ? checked((one) => checkFunctionRequest(call2, request2, one, shown3), { ...shown3 }, result, strict, CONTINUE) : checked(
      (one) => checkFunctionResponse(call2, void 0, one),
      { statusCode: result.statusCode },
      result,
      strict,
      ANSWER
    ));
  }
  response(fn, call2, request2, response2) {
    const shown3 = functionResponse(response2);
    const event = functionEvent(call2, this.distributionId, request2, functionRequest(request2, call2), shown3);
    return this.outcome(fn, call2, event, (result, strict) => checked((one) => checkFunctionResponse(call2, response2, one, shown3), { ...shown3 }, result, strict, CONTINUE));
  }
  async outcome(fn, call2, event, check) {
    const { faults, program } = parseFunction(fn);
    if (faults.length > 0 && (this.strict || program === void 0)) {
      return { kind: "failed", error: `SyntaxError: ${faults.join("; ")}` };
    }
    const ran = faults.length === 0 ? this.here.invoke(fn, event) : void 0;
    const here = ran instanceof Promise ? await ran : ran;
    if (here !== void 0) {
      const outcome2 = checkedHere(here.result, check);
      if (outcome2 !== void 0) {
        for (const line of here.logs) this.log(`${fn.name}: ${line}`);
        return outcome2;
      }
    }
    const invocation = await this.invoke(fn, call2, event);
    if (!invocation.ok) return { kind: "failed", error: invocation.error };
    const { result } = invocation;
    if (!isObject(result)) return notAnObject(result, FUNCTION_REASONS);
    const warnings = faults.map((fault) => `CloudFront would answer 503: ${fault}`);
    const outcome = check(result, this.strict);
    const all = [...warnings, ...outcome.warnings ?? []];
    return all.length === 0 ? outcome : { ...outcome, warnings: all };
  }
  invoke(fn, { signal }, event) {
    const { keyValues, version } = this.stores.contentOf(fn);
    const worker = this.workers.for(fn.key, () => ({
      name: fn.name,
      setup: { host: "cloudfront-function", code: fn.code, keyValues },
      timeoutMs: TIMEOUT_MS,
      memoryMb: 64,
      environment: {}
    }), version);
    return worker.invoke(event, {}, signal);
  }
};
function checkedHere(result, check) {
  try {
    const outcome = check(result, true);
    return outcome.kind === "invalid" ? void 0 : outcome;
  } catch {
    return void 0;
  }
}
function checked(check, base, result, strict, ok) {
  const { checked: found, warnings } = strict ? { checked: check(result), warnings: [] } : acceptedParts(check, base, result);
  if (!found.ok) return { kind: "invalid", reason: found.reason, detail: found.detail };
  return warnings.length === 0 ? ok(found.value) : { ...ok(found.value), warnings };
}
var CONTINUE = (value) => ({ kind: "continue", value });
var ANSWER = (response2) => ({ kind: "answer", response: response2 });

// src/preview/edge/function-workers.ts
var import_node_fs2 = require("node:fs");
var import_node_path2 = require("node:path");

// src/preview/edge/function-worker.ts
var import_node_crypto2 = require("node:crypto");

// src/preview/edge/function-process.ts
var import_node_child_process = require("node:child_process");

// src/preview/edge/kill-group.ts
var HAS_GROUPS = process.platform !== "win32";
function killGroup(pid) {
  if (!HAS_GROUPS) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
  }
}

// src/preview/edge/lines.ts
var LINE_MAX_CHARACTERS = 64 * 1024 * 1024;
function onLines(stream, onLine, onOverflow = () => void 0) {
  let pieces = [];
  let length = 0;
  const flush = (last) => {
    const line = pieces.join("") + last;
    pieces = [];
    length = 0;
    if (line !== "") onLine(line);
  };
  stream.setEncoding("utf8");
  stream.on("data", (chunk) => {
    const [first, ...rest2] = chunk.split("\n");
    let open = first;
    for (const next of rest2) {
      flush(open);
      open = next;
    }
    pieces.push(open);
    length += open.length;
    if (length <= LINE_MAX_CHARACTERS) return;
    pieces = [];
    length = 0;
    onOverflow();
  });
  stream.on("end", () => flush(""));
}

// src/preview/edge/read-answer.ts
function readAnswer(line) {
  return asMessage(parsed(line));
}
function asMessage(value) {
  if (!isObject(value)) return void 0;
  const own2 = (name) => Object.hasOwn(value, name) ? value[name] : void 0;
  const [id, result, error2, log, ended] = ["id", "result", "error", "log", "ended"].map(own2);
  if (own2("ready") === true) return { ready: true };
  if (own2("stray") === true) return { stray: true };
  if (typeof log === "string") return { log };
  if (typeof ended === "string") return { ended };
  if (typeof id !== "string") return void 0;
  if (typeof error2 === "string") return { id, error: error2 };
  if (result === void 0) return { id };
  return typeof result === "string" && parsed(result) !== void 0 ? { id, result } : void 0;
}
function parsed(text2) {
  try {
    return JSON.parse(text2);
  } catch {
    return void 0;
  }
}

// src/preview/edge/function-process.ts
var FunctionProcess = class {
  constructor(workerFile, spec, events) {
    this.events = events;
    const { environment, setup, memoryMb } = spec;
    this.child = (0, import_node_child_process.spawn)(process.execPath, [workerFile], {
      env: { ...systemVariables(), ...environment },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      windowsHide: true,
      detached: HAS_GROUPS
    });
    this.wire = this.child.stdio[3];
    this.wire.on("error", () => this.stop("the connection to the function broke"));
    onLines(
      this.wire,
      (line) => this.read(line),
      () => this.stop("the function wrote a line that is longer than any answer")
    );
    for (const stream of [this.child.stdout, this.child.stderr]) onLines(stream, (line) => events.log(line));
    this.child.on("error", (error2) => this.end(`the function's process cannot be started: ${error2.message}`));
    this.child.on("exit", (code, signal) => this.end(this.reason ?? this.exitReason(code, signal)));
    this.send({ setup, environment, memoryMb });
    this.child.unref();
    for (const stream of [this.wire, this.child.stdout, this.child.stderr]) {
      stream.unref?.();
    }
  }
  events;
  child;
  wire;
  reason;
  strays = 0;
  send(message) {
    if (this.wire.writable) this.wire.write(`${JSON.stringify(message)}
`);
  }
  /** Kills the process and resolves when it has exited. */
  stop(reason) {
    this.reason ??= reason;
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === void 0) {
      return Promise.resolve();
    }
    const exited = new Promise((resolve2) => this.child.once("exit", () => resolve2()));
    this.child.ref();
    killGroup(this.child.pid);
    this.child.kill("SIGKILL");
    return exited;
  }
  read(line) {
    const message = readAnswer(line);
    if (message === void 0 || "stray" in message) return this.stray();
    if ("ready" in message) return this.events.ready();
    if ("log" in message) return this.events.log(message.log);
    if ("ended" in message) return void this.stop(message.ended);
    this.events.answer(message);
  }
  /** Logged once per process: a function that posts 20,000 messages would fill the terminal. */
  stray() {
    this.strays += 1;
    if (this.strays > 1) return;
    this.events.log("dropped a message that is not an answer to an event; later ones are dropped silently");
  }
  exitReason(code, signal) {
    return signal === null ? `the runtime exited with code ${code} before the handler answered` : `the runtime was ended by ${signal}`;
  }
  end(reason) {
    if (this.child.pid !== void 0) killGroup(this.child.pid);
    this.reason ??= reason;
    this.events.ended(reason);
  }
};
function systemVariables() {
  return process.env.SystemRoot === void 0 ? {} : { SystemRoot: process.env.SystemRoot };
}

// src/preview/edge/log-budget.ts
var CHARACTERS_PER_EVENT = 1024 * 1024;
var LogBudget = class {
  constructor(line) {
    this.line = line;
  }
  line;
  remaining = CHARACTERS_PER_EVENT;
  reset() {
    this.remaining = CHARACTERS_PER_EVENT;
  }
  print(text2) {
    if (this.remaining < 0) return;
    this.remaining -= text2.length;
    if (this.remaining < 0) return this.line("(printed more than 1 MB for one event; the rest is dropped)");
    for (const line of text2.trimEnd().split("\n")) this.line(line);
  }
};

// src/preview/edge/function-worker.ts
var INIT_TIMEOUT_MS = 1e4;
var FunctionWorker = class {
  constructor(spec, workerFile, log) {
    this.spec = spec;
    this.workerFile = workerFile;
    this.log = log;
    this.budget = new LogBudget((line) => log(`${spec.name}: ${line}`));
  }
  spec;
  workerFile;
  log;
  process;
  running;
  queue = [];
  budget;
  closed = false;
  retired = false;
  /**
   * Queues an event. If the viewer disconnects before its turn, the event is dropped; one that is running ends by
   * itself or by its timeout.
   */
  invoke(event, context, signal) {
    return new Promise((resolve2) => {
      const call2 = {
        event,
        context,
        settle: (invocation) => {
          signal?.removeEventListener("abort", onAbort);
          resolve2(invocation);
        }
      };
      const onAbort = () => {
        const at = this.queue.indexOf(call2);
        if (at >= 0) this.queue.splice(at, 1);
        resolve2({ ok: false, error: "the viewer disconnected" });
      };
      if (signal?.aborted) return onAbort();
      signal?.addEventListener("abort", onAbort, { once: true });
      this.queue.push(call2);
      this.next();
    });
  }
  async close() {
    this.closed = true;
    for (const { settle } of this.queue.splice(0)) settle({ ok: false, error: "the preview was stopped" });
    await this.process?.stop("the preview was stopped");
  }
  /** Ends the environment as soon as no event is left. */
  retire() {
    this.retired = true;
    if (this.running === void 0 && this.queue.length === 0) void this.close();
  }
  next() {
    if (this.running !== void 0 || this.closed) return;
    const call2 = this.queue.shift();
    if (call2 === void 0) return;
    const { timeoutMs } = this.spec;
    const cold = this.process === void 0;
    const worker = this.process ??= this.start();
    this.budget.reset();
    const id = (0, import_node_crypto2.randomUUID)();
    const watchdog = this.startWatchdog(worker, cold ? INIT_TIMEOUT_MS : timeoutMs);
    this.running = { id, settle: call2.settle, watchdog };
    worker.send({ id, event: JSON.stringify(call2.event), context: call2.context, deadline: Date.now() + timeoutMs });
  }
  startWatchdog(worker, ms) {
    return setTimeout(
      () => this.end(worker, `the function did not answer within its timeout of ${this.spec.timeoutMs / 1e3} s`),
      ms
    );
  }
  start() {
    const { timeoutMs } = this.spec;
    const worker = new FunctionProcess(this.workerFile, this.spec, {
      ready: () => {
        if (this.process !== worker || this.running === void 0) return;
        clearTimeout(this.running.watchdog);
        this.running.watchdog = this.startWatchdog(worker, timeoutMs);
      },
      answer: (answer) => this.process === worker && this.onAnswer(worker, answer),
      log: (text2) => this.budget.print(text2),
      ended: (reason) => this.end(worker, reason)
    });
    return worker;
  }
  onAnswer(worker, answer) {
    if (this.running?.id !== answer.id) return worker.stray();
    this.settle(
      "error" in answer ? { ok: false, error: shortened(answer.error) } : { ok: true, result: answer.result === void 0 ? void 0 : limitDepth(JSON.parse(answer.result)) }
    );
  }
  /** Discards the environment, which may also end between two events. The next event starts a new one. */
  end(worker, reason) {
    if (this.process !== worker) return;
    const shortReason = shortened(reason);
    this.process = void 0;
    void worker.stop(shortReason);
    if (this.running !== void 0) return this.settle({ ok: false, error: shortReason });
    if (!this.closed) this.log(`${this.spec.name}: ended between two events: ${shortReason}`);
  }
  settle(invocation) {
    const { settle, watchdog } = this.running;
    clearTimeout(watchdog);
    this.running = void 0;
    settle(invocation);
    this.next();
    if (this.retired) this.retire();
  }
};

// src/core/problem/make.ts
function error(code, message, where) {
  return make(code, "error", message, where);
}
function warning(code, message, where) {
  return make(code, "warning", message, where);
}
function note(code, message, where) {
  return make(code, "note", message, where);
}
function make(code, severity, message, where) {
  if (where === void 0) return { code, severity, message };
  if (typeof where === "string") return { code, severity, message, path: where };
  const { file: file2, line, column } = where;
  return { code, severity, message, ...file2 !== void 0 && { file: file2 }, ...line !== void 0 && { line, column } };
}

// src/core/problem/problem.ts
function hasErrors(problems) {
  return problems.some(isError);
}
function isError({ severity }) {
  return severity === "error";
}

// src/core/problem/render/line.ts
function labelled({ path, message, code }) {
  return `${path === void 0 ? "" : `${path}: `}${message}  [${code}]`;
}
function compilerLine({ file: file2, line, column, severity, message, code }) {
  const place = [file2, line, column].filter((part2) => part2 !== void 0).join(":");
  return `${place}: ${severity}: ${message} [${code}]`;
}

// src/preview/errors.ts
var PreviewError = class extends Error {
  constructor(problems) {
    super(problems.map(labelled).join("\n"));
    this.name = "PreviewError";
    Object.defineProperty(this, "problems", { value: problems });
  }
};

// src/preview/edge/function-workers.ts
var FunctionWorkers = class {
  constructor(workerFile, log) {
    this.workerFile = workerFile;
    this.log = log;
  }
  workerFile;
  log;
  workers = /* @__PURE__ */ new Map();
  contents = /* @__PURE__ */ new Map();
  /** The worker of a function. `key` identifies its version, and `content` that of the data which it reads. */
  for(key, spec, content = 0) {
    let worker = this.workers.get(key);
    if (worker !== void 0 && this.contents.get(key) !== content) {
      worker.retire();
      worker = void 0;
    }
    this.contents.set(key, content);
    if (worker === void 0) {
      this.workers.set(key, worker = new FunctionWorker(spec(), this.workerFile ?? builtWorkerFile(), this.log));
    }
    return worker;
  }
  async close() {
    await Promise.all([...this.workers.values()].map((worker) => worker.close()));
  }
};
function builtWorkerFile() {
  const candidates = [(0, import_node_path2.join)(__dirname, "worker.js"), (0, import_node_path2.join)(__dirname, "../../../assets/cli/worker.js")];
  const found = candidates.find((file2) => (0, import_node_fs2.existsSync)(file2));
  if (found === void 0) {
    throw new PreviewError([error("EDGE_PREVIEW_NOT_BUILT", `no worker at ${candidates.join(" or ")}; build the package first`)]);
  }
  return found;
}

// src/preview/edge/store-files.ts
var import_node_fs3 = require("node:fs");
var import_node_path3 = require("node:path");

// src/core/redirects/function/format.ts
var FLAGS = {
  IGNORES_CASE: 1,
  /** The slash at the end of the path is a part of what the pattern matches. */
  SEES_SLASH: 2,
  NEEDS_SLASH: 4,
  NEEDS_NO_SLASH: 8,
  SLASH_COUNTS: 16,
  /** The query of the request is not kept as a whole. */
  FILTERS_QUERY: 32,
  COLLAPSES: 64,
  CHANGES_SCHEME: 128,
  DROPS_QUERY: 256,
  REPLACES_QUERY: 512,
  LENDS_HOST: 1024,
  /** Parameters that the rule requires are removed. */
  USES_UP_QUERY: 2048,
  /** A stray `%` at the end of a capture could become an escape with what follows it. */
  MAY_MAKE_ESCAPE: 4096
};

// src/core/redirects/pattern/alphabet.ts
var PLACEHOLDER = 1;
var SPLAT = 2;
var STAR = 3;
var CAPTURE = 128;
var IN_QUERY = 32;
var IN_FRAGMENT = 64;
var MOST_CAPTURES = 32;
var IGNORES_CASE = 8192;
var SEES_SLASH = 65536;

// src/core/redirects/rule/channels.ts
var START = 0;
var END = 1;
var CAPTURED = 2;
var QUERY = 3;
var COOKIE = 4;
var LANGUAGE = 5;
var COUNTRY = 6;
var METHOD = 7;
var ORIGIN_STATUS = 8;
var PATH = 9;
var HEADERS = 10;
var FIRST_HEADER = 11;

// src/core/redirects/rule/conditions/dates.ts
var DATES_CONDITION = {
  from: (rule) => rule,
  withValue: ({ start: _start, end: _end, ...rule }, period) => ({ ...rule, ...period }),
  count: ({ start, end }) => Number(start !== void 0) + Number(end !== void 0),
  describe: ({ start, end }) => [
    ...start === void 0 ? [] : [`from ${time(start)}`],
    ...end === void 0 ? [] : [`until ${time(end)}`]
  ],
  isImpliedBy: ({ start, end }, other) => (start === void 0 || other.start !== void 0 && start <= other.start) && (end === void 0 || other.end !== void 0 && end >= other.end),
  requires: (period) => isOpen(period) ? [] : [["date"]],
  offers: (period) => isOpen(period) ? [] : ["date"],
  intersect: (a, b) => {
    const start = strictest(a.start, b.start, Math.max);
    const end = strictest(a.end, b.end, Math.min);
    if (start !== void 0 && end !== void 0 && start >= end) return void 0;
    return { ...start === void 0 ? {} : { start }, ...end === void 0 ? {} : { end } };
  },
  choices: () => 1,
  satisfy: ({ start, end }, probe) => {
    if (start !== void 0 && probe.now < start) probe.now = start;
    else if (end !== void 0 && probe.now >= end) probe.now = end - 1;
  },
  fail: ({ start, end }, probe, { since }) => [
    ...end === void 0 ? [] : [{ ...probe, now: end }],
    ...start === void 0 || start <= since ? [] : [{ ...probe, now: start - 1 }]
  ],
  tests: ({ start, end }) => [
    ...start === void 0 ? [] : [{ channel: START, atoms: [], number: Math.max(0, start) }],
    ...end === void 0 ? [] : [{ channel: END, atoms: [], number: Math.max(0, end) }]
  ],
  // A time before 1970 is as good as its beginning, and no end is left out.
  inFunction: ({ start = 0, end }) => [["at", Math.max(0, start), ...end === void 0 ? [] : [Math.max(0, end)]]],
  // Not in the cache key: how late a cache sees the change is bounded by the lifetime of the response.
  parts: () => []
};
function isOpen({ start, end }) {
  return start === void 0 && end === void 0;
}
function strictest(a, b, of) {
  return a === void 0 || b === void 0 ? a ?? b : of(a, b);
}
function time(moment) {
  return new Date(moment).toISOString().replace(/:00\.000Z$/, "Z");
}

// src/core/redirects/rule/plain.ts
var Pairs = class {
  constructor(list2) {
    this.list = list2;
  }
  list;
};
function texts(value) {
  const list2 = Array.isArray(value) ? value : [value];
  return list2.length > 0 && list2.every((v) => typeof v === "string" && v !== "") ? list2 : void 0;
}
function numbers(value) {
  const list2 = Array.isArray(value) ? value : [value];
  return list2.length > 0 && list2.every((v) => typeof v === "number") ? list2 : void 0;
}
function shown2(value) {
  const text2 = textOf(value);
  return text2.length > 80 ? `${text2.slice(0, 77)}\u2026` : text2;
}
function textOf(value) {
  if (value instanceof Pairs) {
    return `{${value.list.map(([key, member]) => `${JSON.stringify(key)}: ${textOf(member)}`).join(", ")}}`;
  }
  return Array.isArray(value) ? `[${value.map(textOf).join(", ")}]` : JSON.stringify(value);
}

// src/core/redirects/rule/conditions/cells.ts
function words(text2) {
  return text2.split(/[\s,;|]+/).filter((word) => word !== "");
}
function nameAndValue(text2) {
  const [, name, how, value] = /^([^=*]*)(?:(\*?=)(.*))?$/.exec(text2) ?? ["", text2];
  if (how === void 0) return [name.trim(), true];
  return [name.trim(), how === "=" ? value.trim() : new Pairs([["contains", value.trim()]])];
}

// src/core/redirects/rule/conditions/in-when.ts
function inWhen(key) {
  return {
    key,
    from: ({ when }) => when[key],
    withValue: (rule, value) => ({ ...rule, when: { ...rule.when, [key]: value } })
  };
}

// src/core/redirects/rule/conditions/named.ts
var OTHER = "zq8other";
var TOKEN_NAME = /^[!#-'*+.^_`|~\w-]+$/;
function named(label) {
  const keyOf4 = ({ name, test }) => test.is === "equal" ? `${label} ${name}=${test.value}` : `${label} ${name}`;
  return {
    count: (list2) => list2.length,
    describe: (list2) => list2.map(({ name, test }) => `${label} ${name}${compared(test)}`),
    // Fewer tests are weaker.
    isImpliedBy: (list2, others) => list2.every(({ name, test }) => others.some((other) => other.name === name && isWeaker(test, other.test))),
    requires: (list2) => list2.map((test) => [keyOf4(test)]),
    offers: (list2) => list2.flatMap((test) => [`${label} ${test.name}`, ...test.test.is === "equal" ? [keyOf4(test)] : []]),
    intersect: intersectNamed,
    choices: () => 1,
    writeJson: (list2) => Object.fromEntries(list2.map(({ name, test }) => [name, jsonOf(test)]))
  };
}
function compared(test) {
  if (test.is === "present") return "";
  return test.is === "equal" ? `=${test.value}` : ` with ${test.value}`;
}
function isWeaker(a, b) {
  if (a.is === "present") return true;
  if (b.is === "present") return false;
  return a.is === "equal" ? b.is === "equal" && a.value === b.value : b.value.includes(a.value);
}
function intersectNamed(a, b) {
  const tests = new Map(a.map(({ name, test }) => [name, test]));
  for (const { name, test } of b) tests.set(name, intersectTests(tests.get(name) ?? test, test));
  return [...tests].map(([name, test]) => ({ name, test }));
}
function intersectTests(a, b) {
  if (a.is === "equal" || b.is === "present") return a;
  if (b.is === "equal" || a.is === "present") return b;
  return a.value.includes(b.value) ? a : { is: "containing", value: a.value + b.value };
}
function passingValue(test, value, anything) {
  if (test.is === "present") return value ?? anything;
  if (test.is === "equal" || value === void 0) return test.value;
  return value.includes(test.value) ? value : `${value} ${test.value}`;
}
function readNamed(value) {
  if (!(value instanceof Pairs) || value.list.length === 0) return void 0;
  const tests = value.list.map(([name, test]) => ({ name, test: textTest(test) }));
  const names = new Set(value.list.map(([name]) => name.toLowerCase()));
  return names.size === tests.length && tests.every((t) => t.test !== void 0) ? tests : void 0;
}
function textTest(value) {
  if (value === true) return { is: "present" };
  if (typeof value === "string") return { is: "equal", value };
  if (!(value instanceof Pairs) || value.list.length !== 1) return void 0;
  const [how, text2] = value.list[0];
  if (typeof text2 !== "string" || text2 === "") return void 0;
  if (how === "contains") return { is: "containing", value: text2 };
  return how === "equals" ? { is: "equal", value: text2 } : void 0;
}
function jsonOf(test) {
  if (test.is === "present") return true;
  return test.is === "equal" ? test.value : { contains: test.value };
}
function cellOf({ name, test }) {
  return test.is === "present" ? name : `${name}${test.is === "equal" ? "=" : "*="}${test.value}`;
}
function namedTest(kind, { name, test }) {
  if (test.is === "present") return [kind, name];
  return test.is === "equal" ? [kind, name, test.value] : [kind, name, test.value, 1];
}

// src/core/redirects/rule/probe.ts
function draftOf(probe) {
  return {
    ...probe,
    headers: dictionary(probe.headers),
    cookies: dictionary(probe.cookies),
    statuses: dictionary(probe.statuses)
  };
}
function dictionary(from) {
  return Object.assign(/* @__PURE__ */ Object.create(null), from);
}
function without(all, name) {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}
function requestOf({ headers, cookies, statuses, ...probe }) {
  const sent = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  const cookie = [...sent, ...headers.cookie === void 0 ? [] : [headers.cookie]].join("; ");
  const sentAs = (name) => Object.hasOwn(headers, name) ? headers[name] : void 0;
  const header2 = (name) => name === "cookie" ? cookie || void 0 : sentAs(name);
  return { ...probe, header: header2, originStatus: statuses[urlOf(probe)] };
}
function urlOf({ host, path, query }) {
  return `${host}${path}?${query}`;
}

// src/core/redirects/rule/unwritable.ts
var Unwritable = class extends Error {
};

// src/core/redirects/rule/conditions/cookie.ts
var COOKIE_CONDITION = {
  ...inWhen("cookies"),
  ...named("cookie"),
  name: "cookie",
  noun: "a cookie",
  read: (value, cell) => {
    const cookies = readNamed(value);
    return cookies?.every(({ name, test }) => TOKEN_NAME.test(name) && test.is !== "containing") ? { value: cookies } : { fault: `must name cookies, as in ${cell ? "seen or plan=pro" : '{"seen": true} or {"plan": "pro"}'}` };
  },
  readCell: (text2) => new Pairs(words(text2).map(nameAndValue)),
  writeCell: (cookies) => cookies.map(pair).join(" "),
  line: {
    word: "Cookie",
    examples: "names of cookies such as Cookie=seen",
    read: (values) => new Pairs(values.map((v) => [v, true])),
    alternatives: (cookies) => cookies.map((cookie) => [cookie]),
    write: ([{ name }]) => name,
    refuses: ([{ test }, ...others]) => others.length > 0 || test.is === "equal" ? 'more than "this cookie is there"' : void 0
  },
  unseen: [],
  satisfy: (cookies, probe, { anything }) => {
    for (const { name, test } of cookies) probe.cookies[name] = passingValue(test, probe.cookies[name], anything);
  },
  fail: (cookies, probe) => cookies.flatMap(({ name, test }) => [
    { ...probe, cookies: without(probe.cookies, name) },
    ...test.is === "present" ? [] : [{ ...probe, cookies: { ...probe.cookies, [name]: OTHER } }]
  ]),
  tests: (cookies, atoms) => cookies.map(({ name, test }) => ({ channel: COOKIE, atoms: [atoms.cookie(name, test)] })),
  inFunction: (cookies) => cookies.map((cookie) => namedTest("cookie", cookie)),
  parts: (cookies) => cookies.map(({ name }) => ({ kind: "cookie", name }))
};
function pair(cookie) {
  const text2 = cellOf(cookie);
  if (/[\s,;|]/.test(text2)) throw new Unwritable(`the cookie ${cookie.name} has a value that a cell cannot hold`);
  return text2;
}

// src/core/redirects/rule/conditions/one-of.ts
function oneOf(label) {
  return {
    count: () => 1,
    describe: (list2) => [`${label} ${[...new Set(list2)].join(", ")}`],
    // A longer list is weaker.
    isImpliedBy: (list2, other) => other.every((value) => list2.includes(value)),
    requires: (list2) => [list2.map((value) => `${label} ${value}`)],
    offers: (list2) => [`${label} ${list2[0]}`],
    intersect: (a, b) => intersectLists(a, b),
    choices: (list2) => list2.length,
    readCell: words,
    writeJson: (list2) => list2.length === 1 ? list2[0] : list2,
    writeCell: (list2) => list2.join(" ")
  };
}
function intersectLists(a, b, isKindOf = () => false) {
  const on = (list2) => (value) => list2.some((other) => value === other || isKindOf(value, other));
  const both = [...a.filter(on(b)), ...b.filter(on(a))];
  return both.length === 0 ? void 0 : both;
}
function chosen(list2, choice) {
  return list2[Math.min(choice, list2.length - 1)];
}
function anyAtom(channel, values, atoms) {
  return { channel, atoms: [...new Set(values)].map((value) => atoms.name(channel, String(value)).atom) };
}

// src/core/redirects/rule/conditions/country.ts
var NO_COUNTRIES = {
  UK: 'the United Kingdom is "GB"',
  EU: "list the countries of the Union one by one"
};
var COUNTRY_CONDITION = {
  ...inWhen("countries"),
  ...oneOf("country"),
  name: "country",
  noun: "the country",
  read: (value) => {
    const countries = texts(value)?.map((c) => c.toUpperCase());
    const wrong = countries?.find((c) => Object.hasOwn(NO_COUNTRIES, c));
    if (wrong !== void 0) return { fault: `must be a two-letter country code of ISO 3166; ${NO_COUNTRIES[wrong]}` };
    const valid2 = countries?.every((c) => /^[A-Z]{2}$/.test(c));
    return valid2 ? { value: countries } : { fault: 'must be a two-letter country code such as "DE", or a list of them' };
  },
  line: {
    word: "Country",
    examples: "codes of ISO 3166 such as Country=us,gb",
    read: (values) => values,
    alternatives: (countries) => [countries],
    write: (countries) => countries.map((c) => c.toLowerCase()).join(","),
    refuses: () => void 0
  },
  unseen: [
    {
      on: ["viewer-request"],
      by: "lambda-edge",
      code: "EDGE_REDIRECT_COUNTRY_EARLY",
      message: "looks at the country, which Lambda@Edge cannot see on viewer-request; use RedirectEventType.ORIGIN_REQUEST with a cache policy that has the header CloudFront-Viewer-Country, or EdgeStepHost.CLOUDFRONT_FUNCTION"
    }
  ],
  satisfy: (countries, probe, { choice }) => {
    if (!countries.includes(probe.country ?? "")) probe.country = chosen(countries, choice);
  },
  fail: (_, probe) => [{ ...probe, country: void 0 }],
  tests: (countries, atoms) => [anyAtom(COUNTRY, countries, atoms)],
  inFunction: (countries) => [["country", ...countries]],
  parts: () => [{ kind: "country" }]
};

// src/core/redirects/rule/model.ts
function isOpen2({ kind }) {
  return kind === "splat" || kind === "star";
}
function isExact(source) {
  for (const segment of source.segments) if (segment.kind !== "literal") return false;
  return true;
}
var SCHEME_HEADER = "cloudfront-forwarded-proto";

// src/core/redirects/rule/conditions/header.ts
var HEADER_CONDITION = {
  ...inWhen("headers"),
  ...named("header"),
  name: "header",
  noun: "a header",
  read: (value, cell) => {
    const headers = readNamed(value)?.map(({ name, test }) => ({ name: name.toLowerCase(), test }));
    const example = cell ? "referer*=index.html or x-plan=pro" : '{"referer": {"contains": "index.html"}}';
    return headers?.every(({ name }) => TOKEN_NAME.test(name)) ? { value: headers } : { fault: `must name headers, as in ${example}` };
  },
  readCell: (text2) => new Pairs([nameAndValue(text2)]),
  writeCell: (headers) => {
    if (headers.length > 1) throw new Unwritable("a cell can hold one header");
    return cellOf(headers[0]);
  },
  line: void 0,
  unseen: [],
  satisfy: (list2, { headers }, { anything }) => {
    for (const { name, test } of list2) headers[name] = passingValue(test, headers[name], anything);
  },
  fail: (headers, probe) => headers.flatMap(({ name, test }) => [
    { ...probe, headers: without(probe.headers, name) },
    ...test.is === "present" ? [] : [{ ...probe, headers: { ...probe.headers, [name]: otherThan(name, test.value) } }]
  ]),
  tests: (headers, atoms) => headers.map(({ name, test }) => atoms.header(name, test)),
  inFunction: (headers) => headers.map((header2) => namedTest("header", header2)),
  parts: (headers) => headers.map(({ name }) => ({ kind: "header", name }))
};
function otherThan(name, value) {
  if (name !== SCHEME_HEADER) return OTHER;
  return value === "https" ? "http" : "https";
}

// src/core/redirects/rule/conditions/language.ts
var HEADER = "accept-language";
var LANGUAGE_CONDITION = {
  ...inWhen("languages"),
  ...oneOf("language"),
  name: "language",
  noun: "the language",
  read: (value) => {
    const languages = texts(value)?.map((l) => l.toLowerCase());
    const valid2 = languages?.every((l) => /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/.test(l));
    return valid2 ? { value: languages } : { fault: 'must be a language such as "de" or "pt-br", or a list of them' };
  },
  line: {
    word: "Language",
    examples: "languages such as Language=de,pt-br",
    read: (values) => values,
    alternatives: (languages) => [languages],
    write: (languages) => languages.join(","),
    refuses: () => void 0
  },
  unseen: [],
  intersect: (a, b) => intersectLists(a, b, (language, wanted) => language.startsWith(`${wanted}-`)),
  satisfy: (languages, { headers }, { choice }) => {
    const sent = headers[HEADER] ?? "";
    if (languages.every((language) => sent !== language && !sent.startsWith(`${language}-`))) {
      headers[HEADER] = chosen(languages, choice);
    }
  },
  fail: (_, probe) => [{ ...probe, headers: without(probe.headers, HEADER) }],
  tests: (languages, atoms) => [anyAtom(LANGUAGE, languages, atoms)],
  inFunction: (languages) => [["language", ...languages]],
  parts: () => [{ kind: "language" }]
};

// src/core/facts/methods.ts
var VIEWER_METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

// src/core/redirects/rule/conditions/method.ts
var METHOD_CONDITION = {
  ...inWhen("methods"),
  ...oneOf("method"),
  name: "method",
  noun: "the method",
  read: (value) => {
    const methods = texts(value)?.map((m) => m.toUpperCase());
    return methods?.every((m) => VIEWER_METHODS.includes(m)) ? { value: methods } : { fault: `must be ${VIEWER_METHODS.join(", ")}, or a list of them` };
  },
  line: void 0,
  unseen: [],
  satisfy: (methods, probe, { choice }) => {
    if (!methods.includes(probe.method)) probe.method = chosen(methods, choice);
  },
  fail: (methods, probe) => ["GET", "HEAD", "POST", "OPTIONS"].filter((m) => !methods.includes(m)).map((method) => ({ ...probe, method })),
  tests: (methods, atoms) => [anyAtom(METHOD, methods, atoms)],
  inFunction: (methods) => [["method", ...methods]],
  parts: () => [{ kind: "method" }]
};

// src/core/redirects/rule/conditions/origin-status.ts
var ORIGIN_STATUS_CONDITION = {
  ...inWhen("originStatuses"),
  ...oneOf("origin status"),
  name: "originStatus",
  noun: "the status of the origin",
  read: (value) => {
    const statuses = numbers(value);
    const valid2 = statuses?.every((s) => Number.isInteger(s) && s >= 200 && s <= 599);
    return valid2 ? { value: statuses } : { fault: "must be a status of the origin such as 404, or a list of them" };
  },
  readCell: (text2) => words(text2).map((word) => /^\d+$/.test(word) ? Number(word) : word),
  line: void 0,
  unseen: [
    {
      on: ["viewer-request", "origin-request"],
      code: "EDGE_REDIRECT_ORIGIN_STATUS",
      message: "looks at the status of the origin, which has not been asked yet on this event; use RedirectEventType.ORIGIN_RESPONSE"
    }
  ],
  satisfy: (statuses, probe, { choice, at }) => {
    probe.statuses[urlOf(at)] = chosen(statuses, choice);
  },
  fail: (_, probe, { at }) => [{ ...probe, statuses: without(probe.statuses, urlOf(at)) }],
  tests: (statuses, atoms) => [anyAtom(ORIGIN_STATUS, statuses, atoms)],
  // Refused on viewer-request, the only event of such a function that has redirects.
  inFunction: () => [],
  // Not in the cache key: the cache stores a response under the key of the request to the origin.
  parts: () => []
};

// src/core/redirects/rule/conditions/list.ts
var WHEN_CONDITIONS = [
  METHOD_CONDITION,
  COUNTRY_CONDITION,
  LANGUAGE_CONDITION,
  ORIGIN_STATUS_CONDITION,
  COOKIE_CONDITION,
  HEADER_CONDITION
];

// src/core/redirects/url/escape.ts
var ESCAPES = Array.from(
  { length: 256 },
  (_, byte) => `%${(byte + 256).toString(16).slice(1).toUpperCase()}`
);
function charactersOf(allowed) {
  return Uint8Array.from({ length: 128 }, (_, code) => allowed.test(String.fromCharCode(code)) ? 1 : 0);
}
function escapedByte(text2, at) {
  const high = digit(text2.charCodeAt(at + 1));
  return high < 0 || digit(text2.charCodeAt(at + 2)) < 0 ? -1 : high * 16 + digit(text2.charCodeAt(at + 2));
}
function digit(code) {
  if (code > 47 && code < 58) return code - 48;
  const letter = code | 32;
  return letter > 96 && letter < 103 ? letter - 87 : -1;
}
function encodeText(text2) {
  return encodeURIComponent(text2.replace(/[\uD800-\uDFFF]/gu, "\uFFFD"));
}
function escapeText(text2, allowed, escape) {
  let out = "";
  let kept = 0;
  for (let i = 0; i < text2.length; i++) {
    const code = text2.charCodeAt(i);
    if (allowed[code]) continue;
    if (kept < i) out += text2.slice(kept, i);
    kept = i + 1;
    const byte = escape && code === 37 ? escapedByte(text2, i) : -1;
    if (byte >= 0) {
      out += escape(byte);
      kept = (i += 2) + 1;
    } else if (code < 128) {
      out += ESCAPES[code];
    } else {
      while (text2.charCodeAt(kept) > 127) kept++;
      out += encodeText(text2.slice(i, kept));
      i = kept - 1;
    }
  }
  return kept === 0 ? text2 : out + text2.slice(kept);
}

// src/core/redirects/url/path.ts
function normalizePath(path) {
  return path[0] !== "/" || UNUSUAL.test(path) ? withoutDots(encodePath(path.startsWith("/") ? path : `/${path}`)) : path;
}
var UNUSUAL = /[^!$&-;=@-Z_a-z~]|\/\./;
var PATH_CHARACTERS = charactersOf(/[\w!$&'()*+,./:;=@~-]/);
var UNRESERVED = charactersOf(/[\w.~-]/);
function isUnreserved(byte) {
  return UNRESERVED[byte] === 1;
}
function encodePath(text2) {
  return escapeText(text2, PATH_CHARACTERS, (byte) => isUnreserved(byte) ? String.fromCharCode(byte) : ESCAPES[byte]);
}
function withoutDots(path) {
  if (!path.includes("/.")) return path;
  const kept = [];
  const segments = path.split("/");
  segments.forEach((segment, i) => {
    if (segment !== "." && segment !== "..") {
      kept.push(segment);
    } else {
      if (segment === ".." && kept.length > 1) kept.pop();
      if (i === segments.length - 1) kept.push("");
    }
  });
  return kept.join("/");
}
function endsWithSlash(path) {
  return path.charCodeAt(path.length - 1) === 47;
}

// src/core/redirects/url/characters.ts
var HASH = 35;
var PERCENT = 37;
var AMPERSAND = 38;
var PLUS = 43;
var COMMA = 44;
var DOT = 46;
var SLASH = 47;
var SEMICOLON = 59;
var EQUALS_SIGN = 61;
var QUESTION = 63;
var BACKSLASH = 92;

// src/core/redirects/url/query.ts
function partsOf(text2, separator = AMPERSAND) {
  const parts = [];
  let equals = -1;
  for (let from = 0, i = 0; i <= text2.length; i++) {
    const code = i < text2.length ? text2.charCodeAt(i) : separator;
    if (code === EQUALS_SIGN && equals < from) equals = i;
    if (code !== separator) continue;
    if (from < i) parts.push(from, equals < from ? i : equals, i);
    from = i + 1;
  }
  return parts;
}
function decodeQuery(text2) {
  let out = "";
  let kept = 0;
  let isSpaced = false;
  for (let i = 0; i < text2.length; i++) {
    const code = text2.charCodeAt(i);
    if (code === PLUS) {
      out += `${text2.slice(kept, i)} `;
      kept = i + 1;
      isSpaced = true;
    } else if (code === PERCENT) {
      const decoded = characterAt(text2, i);
      if (decoded < 0) return isSpaced || text2.includes("+") ? text2.replace(/\+/g, " ") : text2;
      out += text2.slice(kept, i) + String.fromCodePoint(decoded);
      i += 3 * bytesOf(decoded) - 1;
      kept = i + 1;
    }
  }
  return kept === 0 ? text2 : out + text2.slice(kept);
}
function bytesOf(character) {
  if (character < 128) return 1;
  if (character < 2048) return 2;
  return character < 65536 ? 3 : 4;
}
function characterAt(text2, at) {
  const lead = escapedByte(text2, at);
  if (lead < 128) return lead;
  const more = lead < 224 ? 1 : lead < 240 ? 2 : 3;
  let character = lead & 63 >> more;
  for (let i = 1; i <= more; i++) {
    const byte = text2.charCodeAt(at + 3 * i) === PERCENT ? escapedByte(text2, at + 3 * i) : -1;
    if ((byte & ~63) !== 128) return -1;
    character = character << 6 | byte & 63;
  }
  const isValid = lead > 193 && lead < 245 && bytesOf(character) === more + 1 && (character < 55296 || character > 57343) && character < 1114112;
  return isValid ? character : -1;
}
var QUERY_CHARACTERS = charactersOf(/[\w!$%&'()*+,./:;=?@[\]~-]/);
function safeQuery(query) {
  return escapeText(query, QUERY_CHARACTERS);
}
function mergeQuery(target, query, { isUsed, only }) {
  if (target === "" && isUsed === void 0 && only === void 0) return safeQuery(query);
  const taken = /* @__PURE__ */ new Set();
  const own2 = partsOf(target);
  for (let i = 0; i < own2.length; i += 3) taken.add(decodeQuery(target.slice(own2[i], own2[i + 1])));
  const whole = only && new Set(only[0]);
  const keeps = (name) => !taken.has(name) && (!whole || whole.has(name) || begins(only[1], name));
  const parts = partsOf(query);
  let kept = "";
  let from = -1;
  for (let i = 0; i <= parts.length; i += 3) {
    const isKept = i < parts.length && !isUsed?.(i / 3) && (taken.size === 0 && !only || keeps(decodeQuery(query.slice(parts[i], parts[i + 1]))));
    if (from >= 0 && (!isKept || parts[i - 1] + 1 < parts[i])) {
      kept += `&${query.slice(from, parts[i - 1])}`;
      from = -1;
    }
    if (isKept && from < 0) from = parts[i];
  }
  return target + safeQuery(target === "" ? kept.slice(1) : kept);
}
function begins(sorted2, name) {
  let low = 0;
  for (let high = sorted2.length; low < high; ) {
    const middle = low + high >> 1;
    if (sorted2[middle] <= name) low = middle + 1;
    else high = middle;
  }
  return low > 0 && name.startsWith(sorted2[low - 1]);
}

// src/core/redirects/url/query-values.ts
function valuesOf(query, name) {
  const parts = partsOf(query);
  return parts.flatMap((from, i) => {
    const [nameEnd, end] = [parts[i + 1], parts[i + 2]];
    return i % 3 === 0 && decodeQuery(query.slice(from, nameEnd)) === name ? [decodeQuery(query.slice(nameEnd + 1, end))] : [];
  });
}

// src/core/redirects/rule/tokens.ts
function token(capture) {
  return `zq7w${MARKS[capture]}`;
}
var MARKS = "abcdefghijklmnopqrstuvwxyz012345";
var TOKEN = /zq7w([a-z0-5])/g;
function captureOf(mark) {
  return MARKS.indexOf(mark);
}
function withNames(text2, names) {
  return text2.replace(TOKEN, (_, mark) => `:${names[MARKS.indexOf(mark)]}`);
}
function references(text2) {
  return text2.split(TOKEN).map((part2, i) => i % 2 === 0 ? part2 : MARKS.indexOf(part2)).filter((part2) => part2 !== "");
}

// src/core/redirects/rule/conditions/parameters.ts
var PARAMETERS_CONDITION = {
  from: ({ source }) => source,
  withValue: (rule, { query, captures }) => ({ ...rule, source: { ...rule.source, query, captures } }),
  count: ({ query }) => query.length,
  describe: ({ query }) => query.map((test) => `parameter ${test.name}${compared2(test)}`),
  isImpliedBy: ({ query }, other) => query.every((test) => other.query.some((stronger) => isWeaker2(test, stronger))),
  requires: ({ query }) => query.map((test) => [keyOf(test)]),
  offers: ({ query }) => query.flatMap((test) => [`query ${test.name}`, ...test.is === "equal" ? [keyOf(test)] : []]),
  intersect: (a, b) => ({ query: merged([...a.query, ...b.query]), captures: a.captures }),
  choices: () => 1,
  satisfy: ({ query, captures }, probe) => {
    const missing = query.filter((test) => !isSatisfied(test, probe.query)).map((test) => parameter(test, captures));
    probe.query = [probe.query, ...missing].filter((part2) => part2 !== "").join("&");
  },
  fail: ({ query }, probe) => query.map((test) => ({
    ...probe,
    query: probe.query.split("&").filter((part2) => !isSatisfied(test, part2)).join("&")
  })),
  tests: ({ query, captures }, atoms) => {
    return inOrder(query, captures).map((test) => ({
      channel: test.is === "captured" ? CAPTURED : QUERY,
      atoms: [atoms.parameter(test.name, test.is === "equal" ? test.value : void 0)]
    }));
  },
  inFunction: ({ query, captures }) => inOrder(query, captures).map((test) => ["asks", test.name, ...test.is === "equal" ? [test.value] : test.is === "captured" ? [0] : []]),
  parts: ({ query }) => query.map(({ name }) => ({ kind: "query", name }))
};
function inOrder(query, captures) {
  const order = (test) => test.is === "captured" ? captures.indexOf(test.as) : -1;
  return query.length < 2 ? query : [...query].sort((a, b) => order(a) - order(b));
}
function compared2(test) {
  return test.is === "equal" ? `=${test.value}` : test.is === "captured" ? `=:${test.as}` : "";
}
function keyOf(test) {
  return test.is === "equal" ? `query ${test.name}=${test.value}` : `query ${test.name}`;
}
function isWeaker2(a, b) {
  if (a.name !== b.name) return false;
  if (a.is === "equal") return b.is === "equal" && a.value === b.value;
  return a.is === "present" || b.is === "captured";
}
function merged(all) {
  const values = all.filter(({ is }) => is === "equal");
  const others = all.filter(({ name }) => !values.some((test) => test.name === name));
  const captured = new Set(others.filter(({ is }) => is === "captured").map(({ name }) => name));
  const each2 = [...new Set(others.map(({ name }) => name))];
  return [
    ...values,
    ...each2.map(
      (name) => captured.has(name) ? { name, is: "equal", value: token(0) } : { name, is: "present" }
    )
  ];
}
function isSatisfied(test, query) {
  return valuesOf(query, test.name).some((value) => test.is !== "equal" || value === test.value);
}
function parameter(test, captures) {
  const value = test.is === "captured" ? token(captures.indexOf(test.as)) : test.is === "equal" ? encodeText(test.value) : "";
  return `${encodeText(test.name)}=${value}`;
}

// src/core/redirects/rule/conditions/index.ts
var CONDITIONS = [...WHEN_CONDITIONS, PARAMETERS_CONDITION, DATES_CONDITION];
var CONDITIONS_AS_TESTED = [...WHEN_CONDITIONS, DATES_CONDITION, PARAMETERS_CONDITION];
function possibleFor({ when }, conditions) {
  for (const _ in when) return conditions;
  if (conditions === CONDITIONS) return ALWAYS;
  return conditions === CONDITIONS_AS_TESTED ? ALWAYS_AS_TESTED : conditions;
}
var ALWAYS = [PARAMETERS_CONDITION, DATES_CONDITION];
var ALWAYS_AS_TESTED = [DATES_CONDITION, PARAMETERS_CONDITION];
function eachCondition(rule, collect2, conditions = CONDITIONS) {
  const all = [];
  for (const condition of possibleFor(rule, conditions)) {
    const value = condition.from(rule);
    if (value !== void 0 && condition.count(value) > 0) for (const one of collect2(condition, value)) all.push(one);
  }
  return all;
}
function whenConditions(first) {
  const named3 = first.map((name) => WHEN_CONDITIONS.find((condition) => condition.name === name));
  return [...named3, ...WHEN_CONDITIONS.filter((condition) => !named3.includes(condition))];
}
var IN_MESSAGES = whenConditions(["method", "country", "language", "cookie", "header"]);
function conditionCount(rule) {
  let count = 0;
  for (const condition of possibleFor(rule, CONDITIONS)) count += countOf(condition, rule);
  return count;
}
function isConditional(rule) {
  for (const condition of possibleFor(rule, CONDITIONS)) if (countOf(condition, rule) > 0) return true;
  return false;
}
function countOf(condition, rule) {
  const value = condition.from(rule);
  return value === void 0 ? 0 : condition.count(value);
}

// src/core/redirects/rule/origin.ts
function hostText({ host }, capture) {
  return host.map((part2) => typeof part2 === "string" ? part2 : capture(part2)).join("");
}
function fixedHost(origin) {
  return lendsHost(origin) ? void 0 : hostText(origin, String);
}
function sampleHost(origin) {
  return hostText(origin, () => "any");
}
function lendsHost({ host }) {
  return host.some((part2) => typeof part2 === "number");
}

// src/core/redirects/rule/timing.ts
var UNAVAILABLE = 503;
function timingOf({ status, cacheTtl, retryAfter, end }) {
  const isUnavailable = status === UNAVAILABLE;
  const ttl = cacheTtl ?? (isUnavailable ? 0 : void 0);
  if (ttl === void 0) return void 0;
  if (!isUnavailable || retryAfter === void 0 && end === void 0) return { ttl };
  return { ttl, after: retryAfter?.toString() ?? new Date(end).toUTCString() };
}

// src/core/redirects/traits/cookies-choose.ts
function cookiesChoose(rules) {
  const naming = rules.filter(({ when }) => when.countries !== void 0 || when.languages !== void 0);
  return naming.length > 0 && naming.every(({ dialect }) => dialect.format === "netlify");
}

// src/core/redirects/traits/texts.ts
function exactPath({ from, source: { segments } }) {
  let at = 0;
  for (const segment of segments) {
    const text2 = segment.kind === "literal" ? segment.text : "";
    if (from.charCodeAt(at) !== SLASH || !from.startsWith(text2, at + 1)) return joined2(segments);
    at += 1 + text2.length;
  }
  if (at === from.length) return from;
  return from.charCodeAt(at) === QUESTION ? from.slice(0, at) : joined2(segments);
}
function joined2(segments) {
  let text2 = "";
  for (const segment of segments) if (segment.kind === "literal") text2 += `/${segment.text}`;
  return text2;
}
function patternText(rule) {
  const { source: { segments, slash }, caseSensitive, dialect } = rule;
  if (isExact(rule.source)) return caseSensitive ? exactPath(rule) : exactPath(rule).toLowerCase();
  let text2 = "";
  for (const segment of segments) {
    text2 += segment.kind === "splat" ? String.fromCharCode(SPLAT) : `/${segmentText(segment)}`;
  }
  const last = segments[segments.length - 1]?.kind;
  if (slash && dialect.slash === "strict" && last !== "splat" && text2.includes(String.fromCharCode(STAR))) text2 += "/";
  return caseSensitive ? text2 : text2.toLowerCase();
}
function patternBytes(rule) {
  const text2 = patternText(rule);
  const bytes = new Uint8Array(text2.length);
  for (let i = 0; i < text2.length; i++) bytes[i] = text2.charCodeAt(i);
  return bytes;
}
function segmentText(segment) {
  switch (segment.kind) {
    case "literal":
      return segment.text;
    default:
      return segment.pieces.map(
        (piece) => typeof piece === "string" ? piece : String.fromCharCode(piece.name === "*" ? STAR : PLACEHOLDER)
      ).join("");
  }
}
function captureCharacter(capture, where = 0) {
  return String.fromCharCode(CAPTURE + where + capture);
}
function hostTemplate(origin) {
  return hostText(origin, captureCharacter);
}
function templateText({ origin, path, query, fragment }, dialect) {
  if (origin === void 0 && path.length === 1 && typeof path[0] === "string" && !query?.length && !fragment?.length) {
    return path[0];
  }
  const join4 = (parts, where = 0) => parts.map((part2) => typeof part2 === "string" ? part2 : captureCharacter(part2, where)).join("");
  const inPath = dialect === void 0 || dialect.dropsEmptyParts ? 0 : IN_FRAGMENT;
  const lead = origin === void 0 ? "" : `${origin.scheme}://${hostTemplate(origin)}`;
  return lead + join4(path, inPath) + (query?.length ? `?${join4(query, IN_QUERY)}` : "") + (fragment?.length ? `#${join4(fragment, IN_FRAGMENT)}` : "");
}
function mayLackQuery({ query = [] }) {
  return isOnlyCaptures(query);
}
function mayLackFragment({ fragment = [] }) {
  return fragment.length > 0 && isOnlyCaptures(fragment);
}
function isOnlyCaptures(parts) {
  return parts.every((part2) => typeof part2 !== "string");
}
function matchingFlags({ source: { segments }, caseSensitive }) {
  const sees = segments[segments.length - 1]?.kind === "splat" || segments.some((segment) => segment.kind === "star");
  return (caseSensitive ? 0 : IGNORES_CASE) | (sees ? SEES_SLASH : 0);
}

// src/core/redirects/url/sent.ts
var CHARACTERS = charactersOf(/[\w!$%&'()*+,./:;=@[\]^|~-]/);
function sentPart(of, from, to) {
  if (of.sent === void 0 || from >= to) return of.path.slice(from, to);
  const [text2, offsets] = of.spelling ??= spellingOf(of.sent, of.path.length);
  return text2.slice(offsets[from], offsets[to]);
}
function sentValue(value) {
  return escapeText(
    value.replace(/%2e|[+/]/gi, (found) => found === "+" ? "%20" : found === "/" ? "%2F" : "."),
    CHARACTERS
  );
}
function spellingOf(sent, length) {
  const text2 = withoutDots(
    escapeText((sent[0] === "/" ? sent : `/${sent}`).replace(/%2e/gi, "."), CHARACTERS)
  );
  const offsets = new Int32Array(length + 1);
  let to = 0;
  for (let from = 0; from <= text2.length; from++) {
    offsets[to++] = from;
    const code = text2.charCodeAt(from);
    const byte = code === PERCENT ? escapedByte(text2, from) : -1;
    if (isUnreserved(byte)) {
      from += 2;
    } else if (byte >= 0) {
      offsets[to++] = ++from;
      offsets[to++] = ++from;
    } else if (PATH_CHARACTERS[code] === 0) {
      offsets[to++] = offsets[to++] = from + 1;
    }
  }
  return [text2, offsets];
}

// src/core/redirects/url/slashes.ts
var LONG = 64;
function slashBefore(of, end) {
  const { path } = of;
  if (path.length > LONG) return (of.places ??= placesOf(path))[end];
  let at = end - 1;
  while (at >= 0 && path.charCodeAt(at) !== SLASH) at--;
  return at;
}
function placesOf(path) {
  const places = new Int32Array(path.length + 1);
  for (let end = 0, last = -1; end <= path.length; end++) {
    places[end] = last;
    if (path.charCodeAt(end) === SLASH) last = end;
  }
  return places;
}

// src/core/redirects/pattern/matches.ts
var begins2 = [];
var ends = [];
function fits(bytes, start, to, of, flags, begun = 0, ended = 0) {
  const { path } = of;
  const fold = flags & IGNORES_CASE;
  const length = path.length - (endsWithSlash(path) && !(flags & SEES_SLASH) ? 1 : 0);
  for (let p2 = to - 1 - ended, s2 = length - 1 - ended; p2 >= start && bytes[p2] > STAR; p2--, s2--) {
    if (!isSame2(bytes[p2], path.charCodeAt(s2), fold)) return void 0;
  }
  let from = start + begun;
  for (; from < to && bytes[from] > STAR; from++) {
    if (from - start >= length || !isSame2(bytes[from], path.charCodeAt(from - start), fold)) return void 0;
  }
  const lead = from - start;
  let p = to - 1 - ended;
  let s = length - 1 - ended;
  let placeholder = -1;
  let splat = -1;
  let [count, atPlaceholder, atSplat] = [0, 0, 0];
  while (p >= from || s >= lead) {
    const wanted = p < from ? 0 : bytes[p];
    const code = s < lead ? 0 : path.charCodeAt(s);
    if (wanted > STAR && isSame2(wanted, code, fold)) {
      p--;
      s--;
    } else if (wanted === SPLAT || wanted === STAR) {
      const isFirst = p === from;
      if (isFirst && wanted === SPLAT && s >= lead && path.charCodeAt(lead) !== SLASH) return void 0;
      splat = p--;
      placeholder = -1;
      atSplat = count;
      ends[count] = s + 1;
      begins2[count++] = isFirst && s >= lead ? lead : s + 1;
      if (isFirst) s = lead - 1;
    } else if (wanted === PLACEHOLDER && code && code !== SLASH) {
      placeholder = p--;
      atPlaceholder = count;
      ends[count] = s + 1;
      const isWhole = p < from || bytes[p] === SLASH;
      begins2[count] = isWhole ? Math.max(slashBefore(of, s) + 1, lead) : s;
      s = begins2[count++] - 1;
    } else if (placeholder >= 0 && begins2[atPlaceholder] > lead && path.charCodeAt(begins2[atPlaceholder] - 1) !== SLASH) {
      s = --begins2[atPlaceholder] - 1;
      p = placeholder - 1;
      count = atPlaceholder + 1;
    } else {
      const begin = begins2[atSplat];
      if (splat < 0 || begin <= lead) return void 0;
      const before = slashBefore(of, begin);
      begins2[atSplat] = bytes[splat] === SPLAT || s <= before || s < lead ? before : begin - 1;
      if (begins2[atSplat] < lead) return void 0;
      s = begins2[atSplat] - 1;
      p = splat - 1;
      placeholder = -1;
      count = atSplat + 1;
    }
  }
  const captures = [];
  for (p = from; p < to; p++) {
    if (bytes[p] <= STAR) captures.push(sentPart(of, begins2[--count] + (bytes[p] === SPLAT ? 1 : 0), ends[count]));
  }
  return captures;
}
function isSame2(wanted, code, fold) {
  return wanted === code || fold > 0 && wanted === lower(code);
}
function lower(code) {
  return code > 64 && code < 91 ? code + 32 : code;
}

// src/core/redirects/traits/may-redirect-to-self.ts
function mayRedirectToSelf(rule, target) {
  const { path, leadsHome: leadsHome2 } = target;
  if (leadsHome2 && mayRedirectToSelf(rule, { ...target, leadsHome: void 0, path: ["/"] })) return true;
  if (path.length === 1 && typeof path[0] === "string" && isExact(rule.source)) return samePath(rule, path[0]);
  const references2 = path.filter((part2) => typeof part2 === "number");
  if (references2.length === 0) {
    return isExact(rule.source) ? samePath(rule, path.join("")) : fitsPath(rule, path.join(""));
  }
  if (!leadsOverlap(rule.source.segments, path)) return false;
  const captures = rule.source.segments.flatMap(wildcards).length;
  const each2 = references2.length === captures && new Set(references2).size === captures && references2.every((reference) => reference < captures);
  if (target.origin === void 0 && (rule.dialect.collapsesSlashes || mayShrink(path))) return true;
  return (!each2 || lengthsOverlap(rule.source.segments, path)) && depthsOverlap(rule.source.segments, path);
}
function mayShrink([lead, ...rest2]) {
  return /^\/\.{0,2}$/.test(String(lead)) && rest2.some((part2) => typeof part2 === "string" && /\/[/.]|%/.test(part2));
}
function depthsOverlap(segments, path) {
  const captured = segments.flatMap((segment) => wildcards(segment).map(() => segment.kind));
  if (path.some((part2) => typeof part2 === "number" && captured[part2] !== "placeholder")) return true;
  const to = trimmed(path.map((part2) => typeof part2 === "string" ? part2 : ":").join("")).split("/").length - 1;
  const least = segments.filter(({ kind }) => kind !== "splat").length;
  return captured.every((kind) => kind === "placeholder") ? to === least : to >= least;
}
function samePath(rule, path) {
  const own2 = exactPath(rule);
  return Math.abs(own2.length - path.length) < 2 && trimmed(own2).toLowerCase() === trimmed(path).toLowerCase();
}
function fitsPath(rule, path) {
  const [first] = rule.source.segments;
  if (first?.kind === "literal" && rule.caseSensitive && !path.startsWith(first.text, 1)) return false;
  const pattern = patternBytes(rule);
  return fits(pattern, 0, pattern.length, { path }, matchingFlags(rule)) !== void 0;
}
function wildcards(segment) {
  switch (segment.kind) {
    case "literal":
      return [];
    case "splat":
      return [segment];
    default:
      return segment.pieces.filter((piece) => typeof piece !== "string");
  }
}
function leadsOverlap(segments, path) {
  const from = texts2(segments).split("\0")[0].toLowerCase();
  const to = (typeof path[0] === "string" ? path[0] : "").toLowerCase();
  return from.startsWith(trimmed(to)) || to.startsWith(trimmed(from));
}
function lengthsOverlap(segments, path) {
  const from = texts2(segments).replace(/\0/g, "").length;
  const splats = segments.filter(({ kind }) => kind === "splat").length;
  const to = path.reduce((sum, part2) => sum + (typeof part2 === "string" ? part2.length : 0), 0);
  const swallowed = path.filter(
    (part2, i) => typeof part2 === "number" && String(path[i + 1] ?? "").startsWith("/")
  ).length;
  return from - splats - 1 <= to && to - swallowed - 1 <= from;
}
function texts2(segments) {
  return segments.map((segment) => {
    switch (segment.kind) {
      case "literal":
        return `/${segment.text}`;
      case "splat":
        return "/\0";
      default:
        return `/${segment.pieces.map((piece) => typeof piece === "string" ? piece : "\0").join("")}`;
    }
  }).join("");
}
function trimmed(path) {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

// src/core/redirects/traits/exempt-prefix.ts
function exemptPrefixOf(rule) {
  const { dialect, source, target, status } = rule;
  const last = source.segments[source.segments.length - 1]?.kind;
  if (!dialect.leavesArrived || last !== "splat" && last !== "star" || target === void 0 || status === 200) {
    return void 0;
  }
  const folder2 = folderOf(target, source.captures);
  if (folder2 === void 0 || !fitsPath(rule, target.path.map((part2) => typeof part2 === "string" ? part2 : ":splat").join(""))) {
    return void 0;
  }
  if (target.origin === void 0) return folder2;
  const { scheme } = target.origin;
  const host = hostTemplate(target.origin);
  if (rule.when.headers?.some(({ test }) => test.is === "equal" && test.value !== scheme)) return void 0;
  return source.host === void 0 ? host + folder2 : source.host === host ? folder2 : void 0;
}
function folderOf({ origin, path, query, fragment }, captures) {
  const [lead, wildcard] = path;
  if (query !== void 0 || fragment !== void 0 || typeof lead !== "string") return void 0;
  if (wildcard === void 0) return origin === void 0 ? lead.replace(/\/?$/, "/") : void 0;
  const splats = typeof wildcard === "number" && /^(?:\d+|splat)$/.test(captures[wildcard]);
  return splats && lead.endsWith("/") && lead !== "/" ? lead : void 0;
}

// src/core/redirects/url/location.ts
function onThisHost(location) {
  return location[0] === "/" && "/\\.".includes(location[1]) ? location.replace(LEAD, "/") : location;
}
var LEAD = /^(?:[/\\]|\.\.?(?=[/\\?#]|$))+/;
function authority(base) {
  return /^https?:\/\/([^/]*)/.exec(base)?.[1].toLowerCase();
}
function collapsed(path) {
  return path.replace(/\/{2,}/g, "/");
}
function partsOf2(location) {
  const hash2 = location.indexOf("#");
  const fragment = hash2 < 0 ? location.length : hash2;
  const question = location.indexOf("?");
  if (question < 0 || question > fragment) return [location.slice(0, fragment), "", location.slice(fragment)];
  return [location.slice(0, question), location.slice(question + 1, fragment), location.slice(fragment)];
}

// src/core/redirects/traits/findings.ts
function effectiveTarget(rule, findings) {
  return rule.status < 400 ? findings.target ?? rule.target : void 0;
}
function effectiveExemptPrefix(rule, findings) {
  const target = effectiveTarget(rule, findings);
  return exemptPrefixOf(rule) ?? (findings.guarded && target ? leadOf(target) : void 0);
}
function leadOf({ origin, path: [lead] }) {
  const text2 = typeof lead === "string" ? lead : "";
  return origin === void 0 ? onThisHost(text2) : hostTemplate(origin) + text2;
}

// src/core/redirects/traits/may-make-escape.ts
function mayMakeEscape({ path, query = [], fragment = [] }) {
  return [path, query, fragment].some(
    (parts) => /\0[\0\da-f]/i.test(parts.map((part2) => typeof part2 === "string" ? part2 : "\0").join(""))
  );
}

// src/core/redirects/function/rules.ts
function functionRule(rule, findings, choose) {
  const target = effectiveTarget(rule, findings);
  const text2 = target === void 0 ? "" : targetText(rule, target);
  const exact = isExact(rule.source);
  const query = findings.query ?? rule.query;
  const timing = timingOf(rule);
  return shortened2([
    exact ? ` ${exactPath2(rule)}>${text2} ` : sourceText(rule),
    findings.status ?? rule.status,
    flagsOf(rule, findings, target),
    exact ? 0 : text2,
    testsOf(rule, choose),
    rule.source.host ?? 0,
    effectiveExemptPrefix(rule, findings) ?? 0,
    query.kind === "only" && target ? query.names : 0,
    timing === void 0 ? 0 : timing.ttl || "no-store",
    timing?.after ?? 0
  ]);
}
function shortened2(rule) {
  let length = rule.length;
  const isDefault = (part2) => part2 === 0 || part2 === "" || Array.isArray(part2) && part2.length === 0;
  while (isDefault(rule[length - 1])) length--;
  return rule.slice(0, length).map((part2) => isDefault(part2) ? 0 : part2);
}
function exactPath2(rule) {
  const path = patternText(rule);
  if (rule.dialect.slash !== "strict") return path;
  return path === "" || rule.source.slash ? `${path}/` : path;
}
var WILDCARDS = {
  [String.fromCharCode(PLACEHOLDER)]: "?",
  [String.fromCharCode(SPLAT)]: "|",
  [String.fromCharCode(STAR)]: "^"
};
function sourceText(rule) {
  return [...patternText(rule)].map((character) => WILDCARDS[character] ?? character).join("");
}
function targetText(rule, target) {
  const template = templateText(target, rule.dialect);
  const text2 = [...template].map((character) => {
    const code = character.charCodeAt(0);
    return code < 128 ? character : `{${String.fromCharCode(48 + code - 128)}`;
  }).join("");
  return text2 === template && target.origin === void 0 ? onThisHost(text2) : text2;
}
function testsOf(rule, choose) {
  const tests = eachCondition(rule, (condition, value) => condition.inFunction(value), CONDITIONS_AS_TESTED);
  return !choose ? tests : tests.map((test) => test[0] === "country" || test[0] === "language" ? [...test, 1] : test);
}
function flagsOf(rule, findings, target) {
  const { source, dialect, when } = rule;
  const query = findings.query ?? rule.query;
  const strict = dialect.slash === "strict";
  const minds = strict && !isExact(source) && !source.segments.some((segment, i) => segment.kind === "star" || i === source.segments.length - 1 && isOpen2(segment));
  const plain2 = [target?.path, target?.query, target?.fragment].every((parts = []) => parts.every((part2) => typeof part2 === "string"));
  const lends = target?.origin !== void 0 && lendsHost(target.origin);
  const usesUp = dialect.usesUpQuery && source.query.length > 0;
  const always2 = (rule.caseSensitive ? 0 : FLAGS.IGNORES_CASE) + (!isExact(source) && matchingFlags(rule) >= SEES_SLASH ? FLAGS.SEES_SLASH : 0) + (minds ? source.slash ? FLAGS.NEEDS_SLASH : FLAGS.NEEDS_NO_SLASH : 0) + (strict ? FLAGS.SLASH_COUNTS : 0);
  if (target === void 0) return always2;
  return always2 + (usesUp || query.kind === "only" ? FLAGS.FILTERS_QUERY : 0) + (dialect.collapsesSlashes && !(plain2 && !lends) ? FLAGS.COLLAPSES : 0) + (target.origin && when.headers?.some(({ name }) => name === SCHEME_HEADER) ? FLAGS.CHANGES_SCHEME : 0) + (query.kind === "drop" ? FLAGS.DROPS_QUERY : query.kind === "replace" ? FLAGS.REPLACES_QUERY : 0) + (lends ? FLAGS.LENDS_HOST : 0) + (usesUp ? FLAGS.USES_UP_QUERY : 0) + (mayMakeEscape(target) ? FLAGS.MAY_MAKE_ESCAPE : 0);
}

// src/core/redirects/store/rules.ts
var StoredRules = class {
  constructor(compiled2) {
    this.compiled = compiled2;
    this.choose = cookiesChoose(compiled2.rules);
  }
  compiled;
  made = [];
  choose;
  /** A rule by its number. */
  rule(index) {
    const { rules, findings } = this.compiled;
    return this.made[index] ??= functionRule(rules[index], findings[index] ?? {}, this.choose);
  }
  /** A rule for a whole path in the value of that path, which does not repeat it: its source is empty. */
  here(index) {
    const [source, status, flags = 0, , ...more] = this.rule(index);
    const target = source.slice(source.indexOf(">") + 1, -1);
    return shortened2(["", status, flags + slashFlag(this.compiled.rules[index]), target || 0, ...more]);
  }
  /** Whether a rule applies to all requests whose path it matches. `true` is a proof, `false` means "not provable". */
  isCertain(index) {
    const [source, , , target, tests, host] = this.rule(index);
    return !tests && !host && !`${source.startsWith(" ") ? source : target || ""}`.includes("{");
  }
};
function slashFlag({ dialect, source }) {
  if (dialect.slash !== "strict" || source.segments.length === 0) return 0;
  return source.slash ? FLAGS.NEEDS_SLASH : FLAGS.NEEDS_NO_SLASH;
}

// src/core/redirects/function/features.ts
function featuresOfRule(rule) {
  const [source, , , target, tests] = rule;
  const kinds = new Set((tests || []).map(([kind]) => kind));
  const [asks, dated] = [kinds.delete("asks"), kinds.delete("at")];
  const needs = {
    patterns: !source.startsWith(" ") || `${source}${target || ""}`.includes("{"),
    query: asks || mergesQueries(rule),
    conditions: kinds.size > 0,
    times: dated || Boolean(rule[8]),
    language: kinds.has("language")
  };
  return Object.keys(needs).filter((feature) => needs[feature]);
}
function mergesQueries([source, , flags = 0, target]) {
  if (flags & FLAGS.FILTERS_QUERY) return true;
  const drops = flags & (FLAGS.DROPS_QUERY | FLAGS.REPLACES_QUERY);
  return !drops && (target || source.slice(1)).split(" ").some((text2) => /^[^#]*\?/.test(text2.replace(/^[^>]*>/, "")));
}

// src/core/redirects/store/kinds.ts
var RULE_KINDS = ["paths", "patterns", "query", "conditions"];
var OPTIONAL_KINDS = RULE_KINDS.filter((kind) => kind !== "paths");
var FEATURES_OF_KIND = {
  patterns: ["patterns"],
  query: ["query"],
  conditions: ["conditions", "language"]
};
var SIGNS = {
  patterns: "placeholders, wildcards or captured texts",
  query: "a query that it requires or adds to",
  conditions: "conditions on headers, cookies, the method, the language or the country"
};
function kindProblems(compiled2, kinds, stored = new StoredRules(compiled2)) {
  const { rules, order } = compiled2;
  const others = OPTIONAL_KINDS.filter((kind) => !kinds.includes(kind));
  if (others.length === 0) return [];
  const allowed = (kind) => !others.includes(kind);
  return [...order].sort((a, b) => a - b).flatMap((i) => {
    const missing = kindsAmong(others, featuresOfRule(stored.rule(i)));
    if (missing.length === 0) return [];
    const rule = rules[i];
    const own2 = kindsAmong(missing, featuresOfRule(functionRule(rule, {}, false)));
    const where = own2.length < missing.length ? ", at the end of its chain of redirects" : "";
    const signs = missing.map((kind) => SIGNS[kind]).join(", and ");
    return [error("EDGE_REDIRECT_STORE_KIND", `${JSON.stringify(rule.from)} has ${signs}${where}, for which the function that reads the store has no code (its kinds are ${RULE_KINDS.filter(allowed).join(", ")}); add ${missing.map(constantOf).join(" and ")} to "kinds" of the source, deploy, and add ${missing.join(",")} to --kinds, or leave the rule out`, rule)];
  });
}
function kindsAmong(kinds, features) {
  return kinds.filter((kind) => FEATURES_OF_KIND[kind].some((feature) => features.includes(feature)));
}
function constantOf(kind) {
  return `RedirectRuleKind.${kind.toUpperCase()}`;
}

// src/preview/edge/store-kinds.ts
function kindsOfList(store, prefix, declared) {
  const here = declared.filter((one) => one.stores.includes(store) && one.prefix === prefix);
  return RULE_KINDS.filter((kind) => here.every(({ kinds }) => kinds.includes(kind)));
}

// src/core/redirects/rule/exemption.ts
var LEFT_TO_SITE = 200;
function isExemption({ status, target }) {
  return status === LEFT_TO_SITE && target === void 0;
}

// src/core/redirects/rule/files-first.ts
function givesWayToFiles({ dialect, force }) {
  return dialect.filesFirst && !force;
}

// src/core/redirects/rule/report.ts
var Report = class {
  problems = [];
  error(code, place, message) {
    this.add(error(code, message, place));
  }
  warning(code, place, message) {
    this.add(warning(code, message, place));
  }
  note(code, place, message) {
    this.add(note(code, message, place));
  }
  add(problem) {
    const { code, line, column, message } = problem;
    const before = this.problems[this.problems.length - 1];
    if (before?.code === code && before.line === line && before.column === column && before.message === message) return;
    this.problems.push(problem);
  }
};
function quoted(value) {
  const text2 = JSON.stringify(value) ?? String(value);
  return text2.length > 80 ? `${text2.slice(0, 77)}\u2026` : text2;
}
function listed(words2, last) {
  return words2.length < 2 ? words2.join("") : `${words2.slice(0, -1).join(", ")} ${last} ${words2[words2.length - 1]}`;
}

// src/core/redirects/rule/proxy.ts
function isProxy({ status, target }) {
  return status === 200 && target?.origin !== void 0;
}
var MOST_CHARACTERS = 253;
var NOT_PUBLIC = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|onion)$/;
var NUMERIC = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;
function proxyFault(origin) {
  const authority2 = fixedHost(origin);
  if (authority2 === void 0) {
    return "a rule with status 200 has a host with a placeholder, so that a viewer could choose from where the page comes; write the host out";
  }
  const [host, port] = authority2.split(":");
  const is = (what) => `${quoted(authority2)} ${what}`;
  if (NUMERIC.test(host)) return is("is an IP address, which no origin of CloudFront can have; write a domain name");
  if (!host.includes(".") || NOT_PUBLIC.test(host)) {
    return is("is not a public host, so that CloudFront cannot reach it; write one such as api.example.com");
  }
  if (host.length > MOST_CHARACTERS) return is(`has more than the ${MOST_CHARACTERS} characters that CloudFront takes`);
  const number = Number(port ?? 443);
  return number === 80 || number === 443 || number >= 1024 ? void 0 : is("has a port that CloudFront does not use for origins; use 80, 443 or 1024 to 65535");
}

// src/core/redirects/traits/satisfying.ts
var [HEADER2] = whenConditions(["header"]);
var IN_ORDER = [HEADER2, ...CONDITIONS.filter((condition) => condition !== HEADER2)];
function satisfying(probe, rule, how) {
  if (!isConditional(rule)) return probe;
  const draft = draftOf(probe);
  for (const condition of IN_ORDER) {
    const value = condition.from(rule);
    if (value !== void 0) condition.satisfy(value, draft, { choice: 0, ...how });
  }
  return draft;
}

// src/core/redirects/traits/sample.ts
function samplePath(rule) {
  const { source } = rule;
  if (isExact(source)) {
    const path2 = exactPath(rule);
    return path2 === "" || source.slash ? `${path2}/` : path2;
  }
  let capture = 0;
  const text2 = (segment) => {
    switch (segment.kind) {
      case "literal":
        return segment.text;
      case "star":
      case "placeholder":
        return segment.pieces.map((piece) => typeof piece === "string" ? piece : token(capture++)).join("");
      case "splat":
        return token(capture++);
    }
  };
  const path = source.segments.map((segment) => `/${text2(segment)}`).join("");
  const takesSlash = source.segments[source.segments.length - 1]?.kind === "splat";
  return path === "" || source.slash && !takesSlash ? `${path}/` : path;
}
function targetPath({ path }) {
  if (path.length === 1 && typeof path[0] === "string") return path[0];
  return path.map((part2) => typeof part2 === "string" ? part2 : token(part2)).join("");
}
function sampleProbe(rule, host, now) {
  const own2 = rule.source.host?.replace("*", "any") ?? host;
  const blank = {
    method: "GET",
    host: own2,
    path: samplePath(rule),
    query: "",
    now: rule.start ?? now,
    headers: {},
    cookies: {},
    statuses: {}
  };
  return satisfying(blank, rule, { at: blank, anything: "1" });
}
function sampleRequest(rule, host, now) {
  return requestOfSample(sampleProbe(rule, host, now));
}
function requestOfSample(probe) {
  return { ...requestOf(probe), originStatus: Object.values(probe.statuses)[0] };
}

// src/core/redirects/url/hosts.ts
function isHost(host) {
  return /^(?:\*\.(?=[^.]+\.))?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(host) && !host.includes("..");
}
function asciiHost(host) {
  return host.toLowerCase().replace(
    /^(\*\.)?([\p{L}\p{M}\p{N}._-]*[^\0-\x7f][\p{L}\p{M}\p{N}._-]*)/u,
    (all, star, name) => {
      try {
        return (star ?? "") + new URL(`https://${name}`).hostname;
      } catch {
        return all;
      }
    }
  );
}
function bareHost(authority2) {
  const host = asciiHost(authority2.replace(/^.*@/s, "").replace(/:\d*$/, ""));
  return isHost(host) ? host : void 0;
}
function isAuthority(text2) {
  const port = /:(\d{1,5})$/.exec(text2)?.[1];
  const host = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?(?::\d{1,5})?$/.test(text2) && !text2.includes("..");
  return host && (port === void 0 || Number(port) > 0 && Number(port) < 65536);
}
function hostFits(pattern, host) {
  if (pattern === void 0 || pattern === host) return true;
  return pattern.startsWith("*") && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1;
}
function wildcardsOf(host) {
  const names = [];
  for (let dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) names.push(`*${host.slice(dot)}`);
  return names;
}

// src/core/redirects/checks/hidden-files.ts
function reportHiddenFiles(context) {
  const { rules, idle, event, report } = context;
  const folders2 = [];
  rules.forEach((rule, i) => {
    if (idle.has(i) || isExact(rule.source) || rule.when.originStatuses !== void 0 || isExemption(rule)) return;
    if (!rule.dialect.filesFirst) {
      if (hidesByMistake(rule, i, context)) report.warning("EDGE_REDIRECT_HIDES_FILES", rule, ownMessage(rule));
    } else if (givesWayToFiles(rule) && event !== "origin-response" && exemptPrefixOf(rule) !== "/") {
      if (takesSiteDown(rule, context)) {
        report[event === "unknown" ? "warning" : "error"]("EDGE_REDIRECT_HIDES_FILES", rule, lineMessage(rule));
      } else if (!isRedirect(rule) || isForAnyFolder(rule)) {
        report.warning("EDGE_REDIRECT_HIDES_FILES", rule, lineMessage(rule));
      } else if (folders2[folders2.length - 1]?.line !== rule.line) {
        folders2.push(rule);
      }
    }
  });
  if (folders2.length > 0) report.warning("EDGE_REDIRECT_HIDES_FILES", folders2[0], foldersMessage(folders2));
}
function takesSiteDown(rule, { hosts }) {
  if (!isCatchAll(rule) || isForSomeViewers(rule)) return false;
  return rule.status >= 400 || leadsToOnePage(rule, hosts);
}
function hidesByMistake(rule, i, { index, hosts }) {
  if (rule.source.query.length > 0) return false;
  if (rule.status >= 400) return rule.status !== UNAVAILABLE && isCatchAll(rule) && !isConditional(rule);
  if (!leadsToOnePage(rule, hosts)) return false;
  return rule.status === 200 ? !isForPages(rule) && isOpen2(rule.source.segments[rule.source.segments.length - 1]) && index.fits(i, targetPath(rule.target)) : isCatchAll(rule) && !isConditional(rule);
}
function isCatchAll({ source: { segments } }) {
  const [only] = segments;
  return segments.length === 1 && (only.kind === "splat" || only.kind === "star" && only.pieces.length === 1);
}
function isForSomeViewers(rule) {
  const { headers = [], ...when } = rule.when;
  const others = headers.filter(({ name }) => name !== SCHEME_HEADER);
  return isConditional({ ...rule, when: { ...when, ...others.length > 0 && { headers: others } } });
}
function isForPages({ when }) {
  return when.headers?.some(({ name }) => /^(?:accept|sec-fetch-(?:dest|mode))$/.test(name)) ?? false;
}
function leadsToOnePage({ source, target }, hosts) {
  if (target === void 0 || target.path.some((part2) => typeof part2 === "number")) return false;
  if (target.origin === void 0) return true;
  const host = fixedHost(target.origin);
  if (host === void 0) return false;
  return source.host === void 0 ? hosts.has(host) : hostFits(source.host, host);
}
function isRedirect({ status }) {
  return status >= 300 && status < 400;
}
function isForAnyFolder({ source: { segments: [first] } }) {
  if (first.kind === "splat" || first.kind === "literal") return first.kind === "splat";
  return first.pieces.every((piece) => typeof piece !== "string");
}
function does({ status, to }) {
  if (status === 200) return `serves ${quoted(to)} for every request that it matches`;
  if (status >= 400) return `answers every request that it matches with ${status}`;
  return "redirects every request that it matches";
}
var AT_NETLIFY = "Netlify applies it only if no file exists, which is not known before the origin";
var INTENDED = 'or add "!" to the status if every request is intended';
function lineMessage(rule) {
  return `${quoted(rule.from)} ${does(rule)}, also if the origin has a file, such as a script or a picture: without "!" ${AT_NETLIFY}; ${cureOfLine(rule)}, ${INTENDED}`;
}
function foldersMessage([first, ...others]) {
  const more = others.length === 0 ? "" : ` (and ${others.length} more lines like it)`;
  return `${quoted(first.from)}${more} also applies if the origin has a file: without "!" ${AT_NETLIFY}; ${ORIGIN_RESPONSE}, or add "!" to the status if the file no longer exists`;
}
var ORIGIN_RESPONSE = "use RedirectEventType.ORIGIN_RESPONSE, where it applies as at Netlify, with a cache policy that has all query strings";
function cureOfLine(rule) {
  const { status, to } = rule;
  if (isProxy(rule)) return "give files a behavior without the EdgeRedirector";
  if (status === 200) {
    return "remove the line and use ErrorRules.singlePageApp of an EdgeErrorMasker, which serves the page if the origin has no file";
  }
  const page = to === void 0 ? "a page" : quoted(to);
  return status < 400 ? ORIGIN_RESPONSE : `remove the line and use an EdgeErrorMasker, which answers with ${page} if the origin has no file`;
}
function ownMessage(rule) {
  const cure = rule.status === 200 ? "for a single-page application, use ErrorRules.singlePageApp of an EdgeErrorMasker instead of the rule" : 'to apply it only if the origin has no file, add "when": {"originStatus": [403, 404]} and use RedirectEventType.ORIGIN_RESPONSE, or use an EdgeErrorMasker (ErrorRules.singlePageApp for an application)';
  return `${quoted(rule.from)} ${does(rule)}, also if the origin has a file, such as a script or a picture; ${cure}`;
}

// src/core/redirects/checks/lead-index.ts
var NONE = 2147483647;
var LeadIndex = class {
  constructor(rules, rank) {
    this.rank = rank;
    const all = rules.map((rule, i) => ({ text: leadOf2(rule).toLowerCase(), rule: i })).sort((a, b) => a.text < b.text ? -1 : 1);
    this.leads = all.map(({ text: text2 }) => text2);
    this.placeOf = new Int32Array(rules.length);
    this.tree = new Int32Array(2 * all.length).fill(NONE);
    all.forEach(({ text: text2, rule }, place) => {
      this.placeOf[rule] = place;
      this.tree[all.length + place] = rank[rule];
      if (isExact(rules[rule].source)) return;
      const [first, second] = this.whole.get(text2) ?? [NONE, NONE];
      this.whole.set(text2, rank[rule] < first ? [rank[rule], first] : [first, Math.min(second, rank[rule])]);
    });
    for (let node = all.length - 1; node > 0; node--) {
      this.tree[node] = Math.min(this.tree[2 * node], this.tree[2 * node + 1]);
    }
  }
  rank;
  /** Rules by the text before their first wildcard, sorted by it. */
  leads;
  placeOf;
  /** The lowest rank under each node of a binary tree over the sorted rules. */
  tree;
  /** The two lowest ranks of rules with a wildcard right after the text. */
  whole = /* @__PURE__ */ new Map();
  /** Whether a rule wins wherever it matches a path that begins with a text. */
  wins(rule, lead) {
    const text2 = lead.toLowerCase();
    for (let length = 0; length < text2.length; length++) {
      const [first, second] = this.whole.get(text2.slice(0, length)) ?? [NONE, NONE];
      if ((first === this.rank[rule] ? second : first) < this.rank[rule]) return false;
    }
    const place = this.placeOf[rule];
    const [from, to] = [this.firstFrom(text2), this.firstFrom(`${text2}\uFFFF`)];
    const others = place < from || place >= to ? this.lowest(from, to) : Math.min(this.lowest(from, place), this.lowest(place + 1, to));
    return others > this.rank[rule];
  }
  firstFrom(text2) {
    let low = 0;
    for (let high = this.leads.length; low < high; ) {
      const middle = Math.floor((low + high) / 2);
      if (this.leads[middle] < text2) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  lowest(from, to) {
    let lowest = NONE;
    const size = this.leads.length;
    for (let [left, right] = [from + size, to + size]; left < right; left = Math.floor(left / 2), right = Math.floor(right / 2)) {
      if (left % 2 === 1) lowest = Math.min(lowest, this.tree[left++]);
      if (right % 2 === 1) lowest = Math.min(lowest, this.tree[--right]);
    }
    return lowest;
  }
};
function leadOf2({ source: { segments } }) {
  let text2 = "";
  for (const segment of segments) {
    if (segment.kind === "splat") return text2;
    text2 += "/";
    if (segment.kind !== "literal") return text2 + (typeof segment.pieces[0] === "string" ? segment.pieces[0] : "");
    text2 += segment.text;
  }
  return text2;
}

// src/core/redirects/rule/print-target.ts
function printTarget({ origin, path, query, fragment }, name) {
  const text2 = (parts) => parts.map((part2) => typeof part2 === "string" ? part2 : `:${name(part2)}`).join("");
  const lead = origin === void 0 ? "" : `${origin.scheme}://${hostText(origin, (capture) => `:${name(capture)}`)}`;
  const search2 = query === void 0 ? "" : `?${text2(query)}`;
  return `${lead}${text2(path)}${search2}${fragment === void 0 ? "" : `#${text2(fragment)}`}`;
}

// src/core/redirects/traits/subsumes.ts
function subsumes(a, b) {
  if (!isExact(a.source) && !namesDotFolder(a.source) && mayBeChallenge(b.source)) return false;
  if (a.source.host !== void 0 && a.source.host !== b.source.host) return false;
  if (a.caseSensitive && !b.caseSensitive) return false;
  if (a.dialect.slash === "strict" && !endsOpen(a) && a.source.slash !== b.source.slash) return false;
  return subsumesFrom(a.source.segments, 0, b.source.segments, 0, {
    ...a,
    folder: b.source.slash || b.source.segments.length === 0
  });
}
function namesDotFolder({ segments: [first] }) {
  return beginning(first).startsWith(".");
}
function mayBeChallenge({ segments }) {
  const deep = segments.length > 1 || segments.some(({ kind }) => kind === "star");
  if (!deep || !beginning(segments[0]).startsWith(".")) return false;
  return ".well-known".startsWith(beginning(segments[0]).toLowerCase()) && "/acme-challenge".startsWith(`/${beginning(segments[1]).toLowerCase()}`);
}
function beginning(segment) {
  if (segment === void 0 || segment.kind === "splat") return "";
  const [first] = segment.kind === "literal" ? [segment.text] : segment.pieces;
  return typeof first === "string" ? first : "";
}
function endsOpen({ source: { segments, slash } }) {
  const last = segments[segments.length - 1];
  return last?.kind === "splat" || last?.kind === "star" && !slash;
}
function subsumesFrom(a, i, b, j, rule) {
  if (i === a.length) return j === b.length;
  const segment = a[i];
  if (segment.kind === "splat") {
    for (let k = j; k <= b.length; k++) if (subsumesFrom(a, i + 1, b, k, rule)) return true;
    return false;
  }
  if (segment.kind === "star" && segment.pieces.length === 1 && j === b.length) {
    return i === a.length - 1 && rule.folder;
  }
  if (segment.kind === "star") return i === a.length - 1 && starSubsumes(segment.pieces, b[j]);
  if (j === b.length) return false;
  return segmentSubsumes(segment, b[j], rule) && subsumesFrom(a, i + 1, b, j + 1, rule);
}
function starSubsumes(pieces, b) {
  const [before, star] = typeof pieces[0] === "string" ? pieces : ["", ...pieces];
  if (b === void 0 || typeof before !== "string" || typeof star === "string" || star.name !== "*" || pieces[pieces.length - 1] !== star) {
    return false;
  }
  switch (b.kind) {
    case "literal":
      return b.text.startsWith(before);
    case "splat":
      return before === "";
    default:
      return before === "" || typeof b.pieces[0] === "string" && b.pieces[0].startsWith(before);
  }
}
function segmentSubsumes(a, b, { caseSensitive }) {
  const cased = (text2) => caseSensitive ? text2 : text2.toLowerCase();
  if (a.kind === "literal") return b.kind === "literal" && cased(a.text) === cased(b.text);
  if (a.kind !== "placeholder" || b.kind === "splat" || b.kind === "star") return false;
  if (a.pieces.length === 1) return b.kind === "placeholder" || b.text !== "";
  if (b.kind === "placeholder" && cased(shape(a.pieces)) === cased(shape(b.pieces))) return true;
  const [[before, after], wide] = [ends2(a.pieces), b.kind === "literal" ? [b.text, b.text] : ends2(b.pieces)];
  const room = b.kind === "placeholder" || b.text.length > before.length + after.length;
  return a.pieces.filter((piece) => typeof piece !== "string").length === 1 && room && cased(wide[0]).startsWith(cased(before)) && cased(wide[1]).endsWith(cased(after));
}
function ends2(pieces) {
  const [first, last] = [pieces[0], pieces[pieces.length - 1]];
  return [typeof first === "string" ? first : "", typeof last === "string" ? last : ""];
}
function shape(pieces) {
  return pieces.map((piece) => typeof piece === "string" ? piece : ":").join("");
}
function targetShape({
  source,
  target,
  caseSensitive
}) {
  const captured = source.segments.flatMap((segment) => {
    if (segment.kind === "literal") return [];
    return segment.kind === "placeholder" ? segment.pieces.filter((piece) => typeof piece !== "string").map(() => "placeholder") : [segment.kind];
  });
  const texts4 = splitSegments(target.path);
  const segments = texts4.map((parts) => {
    const numbers2 = parts.filter((part2) => typeof part2 === "number");
    if (numbers2.length === 0) return { kind: "literal", text: parts.join("") };
    if (parts.length === 1 && captured[numbers2[0]] === "splat") return { kind: "splat" };
    if (numbers2.some((number) => captured[number] !== "placeholder")) return void 0;
    return {
      kind: "placeholder",
      pieces: parts.map((part2) => typeof part2 === "string" ? part2 : { name: source.captures[part2] })
    };
  });
  if (segments.includes(void 0)) return void 0;
  const slash = segments.length > 0 && texts4[texts4.length - 1].length === 0;
  const known3 = slash ? segments.slice(0, -1) : segments;
  return { source: { segments: known3, slash, query: [], captures: source.captures }, caseSensitive };
}
function splitSegments(path) {
  const segments = [];
  for (const part2 of path) {
    if (typeof part2 === "number") {
      segments[segments.length - 1].push(part2);
      continue;
    }
    part2.split("/").forEach((text2, i) => {
      if (i > 0) segments.push([]);
      if (text2 !== "") segments[segments.length - 1].push(text2);
    });
  }
  return segments;
}

// src/core/redirects/checks/loops/follow.ts
var MOST_HOPS = 20;
var ANY_HOST = "site.invalid";
function follow(start, { rules, matcher, hosts, now }) {
  let request2 = sampleRequest(rules[start], ANY_HOST, now);
  const hops = [];
  const seen = [];
  let location = "";
  let fragment = "";
  for (; ; ) {
    const decision = matcher.match(request2);
    if (hops.length === 0 && decision?.rule !== start) return void 0;
    if (decision?.location === void 0) {
      return { hops, location, ...decision && decision.status >= 400 ? { deadEnd: decision.rule } : {} };
    }
    hops.push(decision.rule);
    const to = redirected(request2, decision);
    fragment = to.fragment ?? fragment;
    location = to.location + fragment;
    const repeated2 = seen.indexOf(stateOf(to.request));
    if (repeated2 >= 0) return { hops, location, loopsFrom: repeated2 + 1 };
    seen.push(stateOf(to.request));
    if (hops.length > MOST_HOPS || location.length > URL_MAX_LENGTH) {
      return { hops, location, loopsFrom: hops.indexOf(hops[hops.length - 1]) };
    }
    if (to.host !== void 0 && !hosts.has(to.host)) return { hops, location };
    request2 = to.request;
  }
}
function redirected(request2, { status, location }) {
  const [, origin, scheme, host, path, query, fragment] = /^((https?):\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(location);
  return {
    request: {
      ...request2,
      method: methodAfter(status, request2.method),
      header: withScheme(request2.header, scheme),
      headerNames: void 0,
      host: host ?? request2.host,
      path: path || "/",
      query: query ?? ""
    },
    location: `${origin ?? ""}${path}${query === void 0 ? "" : `?${query}`}`,
    fragment,
    host
  };
}
function stateOf({ method, header: header2, host, path, query }) {
  return `${method} ${header2(SCHEME_HEADER) ?? ""} ${host}${path}?${query}`;
}
function methodAfter(status, method) {
  return status < 307 && method !== "HEAD" && (status === 303 || method === "POST") ? "GET" : method;
}
function withScheme(header2, scheme) {
  return scheme === void 0 ? header2 : (name) => name === SCHEME_HEADER ? scheme : header2(name);
}

// src/core/redirects/checks/loops/report.ts
function reportLoop({ rules, report }, hops, reported, result, example) {
  const cycle = [...new Set(hops)].sort((a, b) => a - b);
  const key = cycle.join();
  if (reported.has(key)) return;
  reported.set(key, cycle);
  const [first] = cycle;
  report.error("EDGE_REDIRECT_LOOP", rules[first], loopMessage(cycle.map((i) => rules[i]), example));
  if (cycle.length === 1) result.findings[first] = { guarded: true };
}
function loopMessage(cycle, example) {
  const sameFile = cycle.every(({ file: file2 }) => file2 === cycle[0].file);
  const place = ({ file: file2, line }) => sameFile ? `line ${line}` : `${file2 ?? "another list"}:${line}`;
  const hops = [...cycle, cycle[0]].map((rule) => `${quoted(rule.from)} (${place(rule)})`).join(" \u2192 ");
  const examples = example === void 0 ? "" : ` (for example with ${example})`;
  return `redirect loop: ${hops}${examples}; remove or change one of these rules`;
}
function staysOnSite({ target, status }, hosts) {
  if (target === void 0 || status < 300 || status >= 400) return false;
  return target.origin === void 0 || hosts.has(sampleHost(target.origin));
}
function addLooping(cycles, always2, looping) {
  for (const cycle of cycles.values()) {
    if (cycle.length === 1) continue;
    const own2 = cycle.filter((i) => always2.has(i));
    for (const rule of own2.length > 0 ? own2 : cycle) looping.add(rule);
  }
}
function reportOwnTarget({ rules, index, report }, i) {
  const rule = rules[i];
  const to = targetPath(rule.target);
  if (rule.source.query.length > 0 || (rule.target.query?.length ?? 0) > 0 || leavesHost(rule)) return;
  if (to.search(TOKEN) >= 0 || !index.fits(i, to)) return;
  report.warning(
    "EDGE_REDIRECT_LOOP",
    rule,
    `${quoted(rule.from)} matches its own target ${quoted(rule.to)}; requests for the target itself are not redirected`
  );
}
function leavesHost({ source, target }) {
  return source.host !== void 0 && target?.origin !== void 0 && !hostFits(source.host, sampleHost(target.origin));
}
function reportExemptPrefix(rule, prefix, report) {
  const effect = prefix === "/" ? "so it never applies" : `and requests under ${quoted(prefix)} are exempt, from later lines too`;
  report.warning("EDGE_REDIRECT_LOOP", rule, `${quoted(rule.from)} matches its own target, ${effect}`);
}

// src/core/redirects/checks/loops/next-rules.ts
var NextRules = class {
  constructor(rules, hosts) {
    this.rules = rules;
    this.hosts = hosts;
  }
  rules;
  hosts;
  /** By the first rule of a shape. */
  known = /* @__PURE__ */ new Map();
  /** Whether the redirects of a site may go on at one of these shapes, for some host. */
  mayGoOn(shapes) {
    return shapes.some((shape2) => this.of(shape2).staysOnSite);
  }
  /** Whether a sample request for the source of a rule may find another rule at its target. */
  mayFollow({ source, target }, shapes) {
    if (shapes.length === 0) return false;
    const host = target?.origin === void 0 ? source.host?.replace("*", "any") ?? ANY_HOST : fixedHost(target.origin);
    if (host === void 0) return shapes.some((shape2) => this.of(shape2).hosts.size > 0);
    const names = [void 0, host, ...wildcardsOf(host)];
    return shapes.some((shape2) => {
      const next = this.of(shape2);
      return next.hosts.size > 0 && names.some((name) => next.hosts.has(name));
    });
  }
  of({ rules }) {
    let next = this.known.get(rules[0]);
    if (next === void 0) this.known.set(rules[0], next = this.read(rules));
    return next;
  }
  read(members) {
    const follow2 = members.map((i) => this.rules[i]).filter(({ status, source }) => status >= 300 && status < 400 || status >= 400 && isExact(source));
    return {
      hosts: new Set(follow2.map(({ source }) => source.host)),
      staysOnSite: follow2.some((rule) => staysOnSite(rule, this.hosts))
    };
  }
};

// src/core/redirects/checks/loops/probe.ts
var SEVERAL = [29, 30, 31].map(token);
function probesOf({ source }, now) {
  const paths = [
    pathWith(source, token),
    pathWith(source, () => token(0)),
    ...[
      "",
      `${SEVERAL[0]}/`,
      SEVERAL.slice(0, 2).join("/"),
      `${SEVERAL.slice(0, 2).join("/")}/`,
      SEVERAL.join("/")
    ].map((text2) => pathWith(source, (capture, open) => open ? text2 : token(capture)))
  ];
  const host = source.host?.replace("*", "any") ?? ANY_HOST;
  return [...new Set(paths)].map((path) => ({
    method: "GET",
    host,
    path,
    query: "",
    now,
    headers: {},
    cookies: {},
    statuses: {}
  }));
}
function pathWith({ segments, slash }, value) {
  let capture = 0;
  const pieceText = (piece) => typeof piece === "string" ? piece : value(capture++, piece.name === "*");
  const path = segments.map((segment) => {
    switch (segment.kind) {
      case "literal":
        return `/${segment.text}`;
      case "splat":
        return `/${value(capture++, true)}`;
      default:
        return `/${segment.pieces.map(pieceText).join("")}`;
    }
  }).join("").replace(/\/{2,}/g, "/");
  return path === "" || slash && !path.endsWith("/") && segments[segments.length - 1]?.kind !== "splat" ? `${path}/` : path;
}
function describeProbe({ method, country, now, headers, cookies, statuses, query }, dated) {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join("; ");
  const all = [
    ...method === "GET" ? [] : [method],
    ...query === "" ? [] : [`?${query}`],
    ...country === void 0 ? [] : [`country ${country}`],
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...cookie === "" ? [] : [`cookie: ${cookie}`],
    ...[...new Set(Object.values(statuses))].map((status) => `origin status ${status}`),
    ...dated && now > 0 ? [new Date(now).toISOString()] : []
  ];
  return all.length === 0 ? void 0 : all.join(", ");
}

// src/core/redirects/checks/loops/components.ts
function components(edges) {
  const count = edges.length;
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const next = new Int32Array(count);
  const open = [];
  const path = [];
  let visited = 0;
  for (let root = 0; root < count; root++) {
    if (order[root] < 0) path.push(root);
    while (path.length > 0) {
      const node = path[path.length - 1];
      if (order[node] < 0) {
        order[node] = low[node] = visited++;
        open.push(node);
      }
      if (next[node] < edges[node].length) {
        const to = edges[node][next[node]++];
        if (order[to] < 0) path.push(to);
        else if (component[to] < 0) low[node] = Math.min(low[node], order[to]);
        continue;
      }
      path.pop();
      if (path.length > 0) low[path[path.length - 1]] = Math.min(low[path[path.length - 1]], low[node]);
      if (low[node] < order[node]) continue;
      for (let member = -1; member !== node; ) component[member = open.pop()] = node;
    }
  }
  return component;
}

// src/core/redirects/traits/source-trie.ts
function newNode(best = 0) {
  return { literals: NO_CHILDREN, prefixes: NO_CHILDREN, suffixes: NO_CHILDREN, best, rules: NO_RULES };
}
var NO_CHILDREN = /* @__PURE__ */ new Map();
var NO_RULES = [];
function soleRule(node) {
  let at = node;
  for (let under = childrenOf2(at); under.length > 0; under = childrenOf2(at)) {
    if (under.length > 1 || at.rules.length > 0) return void 0;
    at = under[0];
  }
  return at.rules.length === 1 ? at.rules[0] : void 0;
}
function childrenOf2({ literals, prefixes, suffixes, wild, splat }) {
  const children = [];
  if (wild !== void 0) children.push(wild);
  if (splat !== void 0) children.push(splat);
  for (const named3 of [literals, prefixes, suffixes]) {
    if (named3 === NO_CHILDREN) continue;
    for (const node of named3.values()) if (children.push(node) > 1) return children;
  }
  return children;
}
function insert(root, segments, rule, fold) {
  let node = root;
  let from = 0;
  let to = segments.length;
  for (; from < to && !isOpen2(segments[from]); from++) node = step(node, segments[from], rule, fold);
  if (from < to) {
    node = node.splat ??= newNode(rule);
    for (; to > from + 1 && !isOpen2(segments[to - 1]); to--) node = step(node, segments[to - 1], rule, fold);
  }
  if (node.rules === NO_RULES) node.rules = [rule];
  else node.rules.push(rule);
}
function step(node, segment, rule, fold) {
  const cased = (text2) => fold ? text2.toLowerCase() : text2;
  if (segment.kind === "literal") return child(node, "literals", cased(segment.text), rule);
  const pieces = segment.kind === "placeholder" ? segment.pieces : [];
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (typeof first === "string") return child(node, "prefixes", cased(first), rule);
  if (typeof last === "string") return child(node, "suffixes", cased(last), rule);
  return node.wild ??= newNode(rule);
}
function child(parent, kind, key, rule) {
  let node = parent[kind].get(key);
  if (node !== void 0) return node;
  if (parent[kind] === NO_CHILDREN) parent[kind] = /* @__PURE__ */ new Map();
  parent[kind].set(key, node = newNode(rule));
  return node;
}

// src/core/redirects/overlap/pattern-tree.ts
var PatternTree = class {
  root = newNode();
  found = [];
  /** The remaining steps: in two long lists of wildcards, each source may overlap all others. */
  stepsLeft;
  constructor(mostSteps) {
    this.stepsLeft = mostSteps;
  }
  add(segments, rule) {
    insert(this.root, segments, rule, true);
  }
  overlapping(segments) {
    this.found = [];
    this.forwards(this.root, segments, 0);
    return this.found;
  }
  /** Descends from the front up to the first wildcard of either source that matches whole segments. */
  forwards(node, segments, i) {
    if (node.splat) this.backwards(node.splat, segments, i, segments.length);
    if (i === segments.length) this.found.push(...node.rules);
    else if (isOpen2(segments[i])) this.under(node);
    else for (const child2 of this.matching(node, segments[i])) this.forwards(child2, segments, i + 1);
  }
  /** Descends from the end: after its wildcard, a source is filed backwards. */
  backwards(node, segments, from, to) {
    this.found.push(...node.rules);
    if (from === to) return;
    const last = segments[to - 1];
    if (isOpen2(last)) for (const child2 of childrenOf3(node)) this.under(child2);
    else for (const child2 of this.matching(node, last)) this.backwards(child2, segments, from, to - 1);
  }
  under(node) {
    if (--this.stepsLeft < 0) return;
    this.found.push(...node.rules);
    for (const child2 of childrenOf3(node)) {
      this.under(child2);
      if (child2.splat) this.under(child2.splat);
    }
  }
  matching(node, segment) {
    this.stepsLeft -= 1 + node.prefixes.size + node.suffixes.size;
    if (this.stepsLeft < 0) return [];
    if (segment.kind !== "literal") return childrenOf3(node);
    const text2 = segment.text.toLowerCase();
    const begins3 = [...node.prefixes].filter(([prefix]) => text2.startsWith(prefix));
    const ends3 = [...node.suffixes].filter(([suffix]) => text2.endsWith(suffix));
    const literal = node.literals.get(text2);
    return [...begins3, ...ends3].map(([, child2]) => child2).concat(literal ?? [], node.wild ?? []);
  }
};
function childrenOf3({ literals, prefixes, suffixes, wild }) {
  return [...literals.values(), ...prefixes.values(), ...suffixes.values(), ...wild ? [wild] : []];
}

// src/core/redirects/traits/open-path.ts
function openPath(path, { source }) {
  const splats = new Set(source.segments.flatMap((segment) => {
    if (segment.kind === "literal") return [];
    return segment.kind === "splat" ? ["*"] : segment.pieces.filter((piece) => typeof piece !== "string").map((piece) => piece.name === "*" ? "*" : "");
  }).flatMap((kind, capture) => kind === "*" ? [capture] : []));
  const texts4 = path.split("/").slice(1);
  if (texts4[texts4.length - 1] === "") texts4.pop();
  return texts4.map((text2) => openSegment(text2, splats));
}
function openSegment(text2, splats) {
  const parts = text2.split(TOKEN);
  if (parts.length === 1) return { kind: "literal", text: text2 };
  const pieces = parts.map((part2, i) => i % 2 === 0 ? part2 : { name: part2 }).filter((piece) => piece !== "");
  if (!parts.some((part2, i) => i % 2 === 1 && splats.has(captureOf(part2)))) return { kind: "placeholder", pieces };
  return pieces.length === 1 ? { kind: "splat" } : { kind: "star", pieces: [{ name: "*" }] };
}

// src/core/redirects/checks/loops/routes.ts
var MOST_EDGES = 1e6;
var NOWHERE = [];
var Routes = class {
  constructor(rules, index, leadsOn) {
    this.rules = rules;
    this.index = index;
    this.edges = rules.map(() => NOWHERE);
    rules.forEach((_, i) => {
      if (leadsOn[i] && this.edgesLeft > 0) this.edges[i] = this.target(i);
    });
    this.component = this.edgesLeft > 0 ? components(this.edges) : void 0;
  }
  rules;
  index;
  /** By the first rule of a shape. */
  places = /* @__PURE__ */ new Map();
  nextOf = /* @__PURE__ */ new Map();
  edges;
  component;
  overlaps;
  shapeOf = /* @__PURE__ */ new Map();
  beginnings;
  edgesLeft = MOST_EDGES;
  /** Whether two rules may be part of the same loop. */
  mayShareLoop(a, b) {
    return this.component === void 0 || this.component[a] === this.component[b];
  }
  /** Whether a rule may be part of a loop at all. */
  mayLoop(i) {
    if (this.component === void 0) return this.edges[i].length > 0;
    return this.edges[i].some((node) => this.component[node] === this.component[i]);
  }
  /** The rules that match a path with tokens for some texts in their place: one of each shape. */
  overlapping(path, start) {
    return this.sources().overlapping(openPath(path, this.rules[start]));
  }
  /** Whether a source may begin like a target. Nearly all rules of a long list lead to folders that have no rules. */
  mayOverlap([first]) {
    if (first?.kind !== "literal") return true;
    this.beginnings ??= beginningsOf(this.rules);
    return this.beginnings.areAny || this.beginnings.texts.has(first.text.toLowerCase());
  }
  /** The edge to the node after a target, which all rules with that target share; none if no rule matches it. */
  target(i) {
    const { source, target } = this.rules[i];
    const path = targetPath(target);
    const host = target.origin === void 0 ? source.host : sampleHost(target.origin);
    const open = path.search(TOKEN) < 0 ? void 0 : openPath(path, this.rules[i]);
    if (open !== void 0 && !this.mayOverlap(open)) return NOWHERE;
    const key = `${host} ${open === void 0 ? path : JSON.stringify(open)}`;
    const known3 = this.nextOf.get(key);
    if (known3 !== void 0) return known3;
    const shapes = open === void 0 ? this.index.shapes(path) : this.sources().overlapping(open).map((rule) => this.shapeOf.get(rule));
    const places = shapes.flatMap((shape2) => this.placesFor(shape2, host));
    const next = places.length === 0 ? NOWHERE : [this.edges.push(places) - 1];
    this.nextOf.set(key, next);
    this.edgesLeft -= places.length + 1;
    if (this.overlaps !== void 0 && this.overlaps.stepsLeft < 0) this.edgesLeft = 0;
    return next;
  }
  placesFor(shape2, host) {
    const places = this.placesOf(shape2);
    if (host !== void 0 && !host.startsWith("*")) {
      const names = [void 0, host, ...wildcardsOf(host)];
      return names.flatMap((name) => places.get(name) ?? []);
    }
    const overlaps = (other) => host === void 0 || other === void 0 || hostFits(host, other) || hostFits(other, host);
    return [...places].filter(([other]) => overlaps(other)).map(([, node]) => node);
  }
  placesOf({ rules }) {
    const known3 = this.places.get(rules[0]);
    if (known3 !== void 0) return known3;
    const places = /* @__PURE__ */ new Map();
    this.places.set(rules[0], places);
    for (const i of rules) {
      const { host } = this.rules[i].source;
      if (!places.has(host)) places.set(host, this.edges.push([]) - 1);
      this.edges[places.get(host)].push(i);
    }
    return places;
  }
  sources() {
    if (this.overlaps !== void 0) return this.overlaps;
    this.overlaps = new PatternTree(MOST_EDGES);
    for (const shape2 of this.index.all()) {
      this.shapeOf.set(shape2.rules[0], shape2);
      this.overlaps.add(this.rules[shape2.rules[0]].source.segments, shape2.rules[0]);
    }
    return this.overlaps;
  }
};
function beginningsOf(rules) {
  const texts4 = /* @__PURE__ */ new Set();
  let areAny = false;
  for (const { source: { segments: [first] } } of rules) {
    if (first?.kind === "literal") texts4.add(first.text.toLowerCase());
    else areAny ||= first !== void 0;
  }
  return { texts: texts4, areAny };
}

// src/core/redirects/overlap/intersect-paths.ts
function commonPaths(a, b, patterns = { a: a.source.segments, b: b.source.segments }) {
  const caseSensitive = [a.caseSensitive, b.caseSensitive];
  const slash = [a, b].some(({ source, dialect }) => source.slash && dialect.slash === "strict");
  const pairs2 = starForms(patterns.a).flatMap((x) => starForms(patterns.b).map((y) => [x, y]));
  const paths = pairs2.flatMap(
    ([x, y]) => [true, false].map((fills) => new PatternIntersection(caseSensitive, fills).path(x, y))
  );
  return [...new Set(paths)].filter((path) => path !== void 0).map((path) => path === "" || slash ? `${path}/` : path).filter((path) => matches(a, patterns.a, path) && matches(b, patterns.b, path));
}
function matches(rule, segments, path) {
  const { source, dialect } = rule;
  const isStrict = dialect.slash === "strict" && !segments.some(isOpen2);
  if (isStrict && path.length > 1 && path.endsWith("/") !== source.slash) return false;
  return fitsPath({ ...rule, source: { ...source, segments } }, path);
}
function starForms(segments) {
  const at = segments.findIndex(({ kind }) => kind === "star");
  const star = segments[at];
  if (star?.kind !== "star") return [segments];
  const middle = star.pieces.findIndex((piece) => typeof piece !== "string" && piece.name === "*");
  const [before, after] = [segments.slice(0, at), segments.slice(at + 1)];
  const segment = (pieces) => ({ kind: "placeholder", pieces });
  return [
    [...before, segment(star.pieces), ...after],
    [
      ...before,
      segment(star.pieces.slice(0, middle + 1)),
      { kind: "splat" },
      segment(star.pieces.slice(middle)),
      ...after
    ]
  ];
}
var PatternIntersection = class {
  constructor(caseSensitive, fills) {
    this.caseSensitive = caseSensitive;
    this.fills = fills;
  }
  caseSensitive;
  fills;
  known = /* @__PURE__ */ new Map();
  path(a, b) {
    const key = `${a.length} ${b.length}`;
    if (!this.known.has(key)) this.known.set(key, this.find(a, b));
    return this.known.get(key);
  }
  find(a, b) {
    if (a.length === 0 && b.length === 0) return "";
    const [x, y] = [a[0], b[0]];
    if (x?.kind === "splat" && y?.kind === "splat") {
      const rest2 = this.path(a.slice(1), b) ?? this.path(a, b.slice(1));
      return rest2 === void 0 || !this.fills ? rest2 : `/${token(0)}${rest2}`;
    }
    if (x?.kind === "splat") {
      return this.path(a.slice(1), b) ?? (y && this.step(sampleText(piecesOf(y), this.fills), a, b.slice(1)));
    }
    if (y?.kind === "splat") {
      return this.path(a, b.slice(1)) ?? (x && this.step(sampleText(piecesOf(x), this.fills), a.slice(1), b));
    }
    const text2 = x && y && commonText(x, y, this.caseSensitive, this.fills);
    return text2 === void 0 ? void 0 : this.step(text2, a.slice(1), b.slice(1));
  }
  step(text2, a, b) {
    const rest2 = this.path(a, b);
    return rest2 === void 0 ? void 0 : `/${text2}${rest2}`;
  }
};
function commonText(x, y, [sensitiveX, sensitiveY], fills) {
  if (x.kind === "literal") {
    return y.kind === "literal" ? commonSpelling(x.text, y.text, sensitiveX, sensitiveY) : matchLiteral(partsOf3(y, fills), x.text, sensitiveY, sensitiveX);
  }
  if (y.kind === "literal") return matchLiteral(partsOf3(x, fills), y.text, sensitiveX, sensitiveY);
  const [a, b] = [partsOf3(x, fills), partsOf3(y, fills)];
  const start = longest(a.start, b.start, sensitiveX, sensitiveY, (text2, length) => [
    text2.slice(0, length),
    text2.slice(length)
  ]);
  const end = longest(a.end, b.end, sensitiveX, sensitiveY, (text2, length) => [
    text2.slice(text2.length - length),
    text2.slice(0, text2.length - length)
  ]);
  if (start === void 0 || end === void 0) return void 0;
  const middle = a.middle === token(0) ? b.middle : b.middle === token(0) ? a.middle : a.middle + b.middle;
  const shortest = start[0] + start[1] + middle + end[1] + end[0];
  const hasRoom = [a, b].every((parts) => shortest.length >= parts.start.length + parts.end.length + parts.least);
  return hasRoom ? shortest : start[0] + start[1] + token(0) + end[1] + end[0];
}
function commonSpelling(a, b, sensitiveA, sensitiveB) {
  if (a === b) return a;
  if (sensitiveA && sensitiveB || a.toLowerCase() !== b.toLowerCase()) return void 0;
  return sensitiveA ? a : b;
}
function matchLiteral({ start, end, least }, text2, caseSensitive, textSensitive) {
  const last = text2.length - end.length;
  if (last < start.length + least) return void 0;
  const [before, after] = [
    commonSpelling(text2.slice(0, start.length), start, textSensitive, caseSensitive),
    commonSpelling(text2.slice(last), end, textSensitive, caseSensitive)
  ];
  return before === void 0 || after === void 0 ? void 0 : before + text2.slice(start.length, last) + after;
}
function longest(a, b, sensitiveA, sensitiveB, cut) {
  if (a.length < b.length) return longest(b, a, sensitiveB, sensitiveA, cut);
  const [shared, rest2] = cut(a, b.length);
  const text2 = commonSpelling(shared, b, sensitiveA, sensitiveB);
  return text2 === void 0 ? void 0 : [text2, rest2];
}
function partsOf3(segment, fills) {
  const pieces = piecesOf(segment);
  const isText3 = (piece) => typeof piece === "string";
  const [first, last] = [pieces[0], pieces[pieces.length - 1]];
  const [from, to] = [isText3(first) ? 1 : 0, isText3(last) ? pieces.length - 1 : pieces.length];
  return {
    start: isText3(first) ? first : "",
    end: isText3(last) ? last : "",
    middle: sampleText(pieces.slice(from, to), fills),
    least: pieces.filter((piece) => !isText3(piece) && piece.name !== "*").length
  };
}
function sampleText(pieces, fills) {
  return pieces.map((piece) => typeof piece === "string" ? piece : fills || piece.name !== "*" ? token(0) : "").join("");
}
function piecesOf(segment) {
  switch (segment.kind) {
    case "literal":
      return [segment.text];
    case "splat":
      return [{ name: "*" }];
    default:
      return segment.pieces;
  }
}

// src/core/redirects/checks/loops/narrow.ts
function narrowed(probe, path, start, rule) {
  const segments = openPath(path, start);
  if (segments.some(({ kind }) => kind === "star")) return [];
  const own2 = {
    ...start,
    caseSensitive: true,
    source: { ...start.source, segments, slash: path.endsWith("/") }
  };
  const tokens = [...path.matchAll(TOKEN)].map(([, mark]) => captureOf(mark));
  const pattern = patternBytes(own2);
  return commonPaths(own2, rule).flatMap((common) => {
    const values = fits(pattern, 0, pattern.length, { path: common }, matchingFlags(own2));
    if (values === void 0) return [];
    return [
      substituted(
        probe,
        new Map(
          tokens.flatMap((number, i) => values[i] === token(0) ? [] : [[number, values[i]]])
        )
      )
    ];
  });
}
function narrowedQuery(probe, { query }, { source }) {
  const values = new Map(
    source.query.flatMap((test) => {
      if (test.is !== "equal") return [];
      return valuesOf(query, test.name).flatMap((value) => {
        const mark = new RegExp(`^${TOKEN.source}$`).exec(value)?.[1];
        return mark === void 0 ? [] : [[captureOf(mark), encodeText(test.value)]];
      });
    })
  );
  return values.size === 0 ? void 0 : substituted(probe, values);
}
function substituted(probe, values) {
  const substitute = (text2) => text2.replace(TOKEN, (old, mark) => {
    const value = values.get(captureOf(mark));
    return value === void 0 ? old : value.replace(TOKEN, token(LAST));
  });
  return { ...probe, path: substitute(probe.path), query: substitute(probe.query) };
}
var LAST = 31;

// src/core/redirects/checks/loops/viewers.ts
var MOST_CHOICES = 32;
function satisfyingProbes(probe, rule, at) {
  const choices = eachCondition(rule, (condition, value) => [condition.choices(value)]);
  const count = Math.min(MOST_CHOICES, Math.max(1, ...choices));
  return Array.from({ length: count }, (_, choice) => satisfying(probe, rule, { at, anything: OTHER, choice }));
}
function failingProbes(probe, rule, at, since) {
  return eachCondition(rule, (condition, value) => condition.fail(value, probe, { at, since }));
}

// src/core/redirects/checks/loops/search.ts
var MOST_PROBES = 2e3;
var MOST_PROBES_OF_ONE = 300;
var FEW_PROBES_OF_ONE = 8;
function* findLoops(context, leadsOn, known3) {
  const looping = new Set(known3);
  const starts = [];
  leadsOn.forEach((is, i) => {
    if (is && context.routes.mayLoop(i)) starts.push(i);
  });
  const each2 = Math.max(FEW_PROBES_OF_ONE, Math.min(MOST_PROBES_OF_ONE, Math.floor(MOST_PROBES / starts.length)));
  let remaining = MOST_PROBES;
  for (const i of starts) {
    if (looping.has(i)) continue;
    const { found, tried } = findLoop(i, context, remaining > 0 ? each2 : 1);
    remaining -= tried;
    found?.cycle.forEach((rule) => looping.add(rule));
    if (found !== void 0) yield found;
  }
}
var MOST_PER_HOP = 48;
var MOST_HOPS_VARIED = 10;
var MOST_NARROWED = 3;
function findLoop(start, context, budget) {
  const rule = context.rules[start];
  const first = probesOf(rule, context.now).flatMap(
    (probe, n) => satisfyingProbes(probe, rule, probe).slice(0, n === 0 ? void 0 : 1)
  );
  const queue = first.map((probe) => ({ probe, narrowed: 0, before: [] }));
  const known3 = new Set(queue.map(({ probe }) => keyOf2(probe)));
  for (let next = 0; next < queue.length && next < budget; next++) {
    const attempt = queue[next];
    const { hops, cycle } = walk(attempt.probe, context);
    if (cycle !== void 0) return { found: { probe: attempt.probe, cycle }, tried: next + 1 };
    if (queue.length >= budget) continue;
    for (const other of variants(attempt, hops, start, context)) {
      const key = keyOf2(other.probe);
      if (known3.has(key)) continue;
      known3.add(key);
      if (queue.push(other) >= budget) break;
    }
  }
  return { tried: Math.min(queue.length, budget) };
}
function keyOf2(probe) {
  return JSON.stringify(probe);
}
function walk(probe, { matcher, hosts }) {
  const hops = [];
  const seen = /* @__PURE__ */ new Map();
  for (let request2 = requestOf(probe); ; ) {
    const repeated2 = seen.get(stateOf(request2));
    if (repeated2 !== void 0) return { hops, cycle: hops.slice(repeated2).map(({ decision: decision2 }) => decision2.rule) };
    seen.set(stateOf(request2), hops.length);
    const decision = matcher.match(request2);
    hops.push({ request: request2, decision });
    if (decision?.location === void 0) return { hops };
    if (decision.location.length > URL_MAX_LENGTH) {
      return { hops, cycle: hops.slice(hops.length / 2).map((hop) => hop.decision.rule) };
    }
    if (hops.length > 3 * MOST_HOPS) {
      return grows(hops) ? { hops, cycle: hops.slice(MOST_HOPS).map((hop) => hop.decision.rule) } : { hops };
    }
    const to = redirected(request2, decision);
    if (to.host !== void 0 && !hosts.has(to.host)) return { hops };
    request2 = {
      ...to.request,
      originStatus: probe.statuses[`${to.request.host}${to.request.path}?${to.request.query}`]
    };
  }
}
function grows(hops) {
  return hops[hops.length - 1].request.path.length + hops[hops.length - 1].request.query.length > hops[MOST_HOPS].request.path.length + hops[MOST_HOPS].request.query.length;
}
function* variants({ probe, narrowed: times, before }, hops, start, context) {
  const { rules, routes } = context;
  for (const [n, hop] of hops.slice(0, MOST_HOPS_VARIED).entries()) {
    if (isSame3(hop, before[n])) continue;
    for (const other of otherViewers(probe, hop, n, start, context)) {
      yield { probe: other, narrowed: times, before: hops };
    }
    if (n === 0 || times === MOST_NARROWED || hop.request.path.search(TOKEN) < 0) continue;
    for (const j of routes.overlapping(hop.request.path, start).slice(0, MOST_PER_HOP)) {
      if (!routes.mayShareLoop(j, start)) continue;
      for (const other of narrowed(probe, hop.request.path, rules[start], rules[j])) {
        yield { probe: other, narrowed: times + 1, before: hops };
      }
    }
  }
}
function isSame3(a, b) {
  return b !== void 0 && a.decision?.rule === b.decision?.rule && stateOf(a.request) === stateOf(b.request);
}
function* otherViewers(probe, { request: request2, decision }, n, start, context) {
  const { rules, now } = context;
  const answering = decision && rules[decision.rule];
  if (n === 0 && decision?.rule === start) return;
  if (answering && isConditional(answering)) yield* failingProbes(probe, answering, request2, now);
  if (n === 0) return;
  for (const j of rivals(request2, decision, start, context)) {
    const host = hostFor(rules[j], probe, request2);
    if (host === void 0) continue;
    yield* satisfyingProbes({ ...probe, host }, rules[j], request2);
    const withValues = narrowedQuery({ ...probe, host }, request2, rules[j]);
    if (withValues !== void 0) yield* satisfyingProbes(withValues, rules[j], request2);
  }
}
function rivals(request2, decision, start, context) {
  const { rules, rank, index, routes } = context;
  const better = decision === void 0 ? Infinity : rank[decision.rule];
  const found = [];
  for (const { rules: members } of index.shapes(request2.path)) {
    for (const j of members) {
      if (found.length >= MOST_PER_HOP) return found;
      if (rank[j] < better && routes.mayShareLoop(j, start) && (isConditional(rules[j]) || rules[j].source.host !== void 0)) {
        found.push(j);
      }
    }
  }
  return found;
}
function hostFor({ source: { host } }, probe, request2) {
  if (host === void 0 || hostFits(host, request2.host)) return probe.host;
  return request2.host === probe.host ? host.replace("*", "any") : void 0;
}

// src/core/redirects/checks/chains.ts
var MOST_HOPS_SHORTENED = 10;
function checkChains(context, dropped) {
  const { rules, index } = context;
  const result = { findings: [], looping: /* @__PURE__ */ new Set() };
  const reported = /* @__PURE__ */ new Map();
  const always2 = /* @__PURE__ */ new Set();
  const lookups = lookupsOf(context);
  const onSite = rules.map((rule) => staysOnSite(rule, context.hosts));
  const next = new NextRules(rules, context.hosts);
  const leadsOn = new Array(rules.length).fill(false);
  rules.forEach((rule, i) => {
    const prefix = dropped.has(i) ? void 0 : exemptPrefixOf(rule);
    if (prefix !== void 0 && (rule.status < 400 || `${samplePath(rule)}/`.startsWith(prefix))) {
      reportExemptPrefix(rule, prefix, context.report);
    }
    if (!onSite[i]) return;
    const shapes = index.shapes(targetPath(rule.target));
    leadsOn[i] = isOpenTarget(rule.target) || next.mayGoOn(shapes);
    if (!next.mayFollow(rule, shapes)) return;
    const journey = follow(i, context);
    if (journey === void 0) return;
    if (journey.loopsFrom !== void 0) {
      always2.add(i);
      reportLoop(context, journey.hops.slice(journey.loopsFrom), reported, result);
    } else if (journey.hops.length > 1) {
      const isOneMistake = journey.hops.slice(1).some((hop) => isFallback(rules[hop], context.hosts));
      const found = isOneMistake ? void 0 : shortened3(lookups, i, journey);
      if (found !== void 0) result.findings[i] = found;
    } else if (prefix === void 0) {
      reportOwnTarget(context, i);
    }
    if (journey.deadEnd !== void 0 && isExact(rules[journey.deadEnd].source)) {
      reportDeadEnd(context, i, journey.deadEnd);
    }
  });
  searchLoops(context, leadsOn, reported, result);
  addLooping(reported, always2, result.looping);
  return result;
}
function isFallback(rule, hosts) {
  const waitsForOrigin = rule.dialect.filesFirst && rule.when.originStatuses !== void 0;
  return waitsForOrigin || isCatchAll(rule) && leadsToOnePage(rule, hosts);
}
function isOpenTarget({ path }) {
  return path.some((part2) => typeof part2 === "number");
}
function searchLoops(context, leadsOn, reported, result) {
  const { rules, now } = context;
  const routes = new Routes(rules, context.index, leadsOn);
  for (const { cycle, probe } of findLoops({ ...context, routes }, leadsOn, [...reported.values()].flat())) {
    const dated = probe.now !== now || cycle.some((rule) => rules[rule].start !== void 0 || rules[rule].end !== void 0);
    reportLoop(context, cycle, reported, result, describeProbe(probe, dated));
  }
}
function lookupsOf(context) {
  const { rules, rank, index } = context;
  const known3 = /* @__PURE__ */ new Map();
  let leads;
  return {
    ...context,
    get leads() {
      return leads ??= new LeadIndex(rules, rank);
    },
    best: (path) => {
      let best = known3.get(path);
      if (best === void 0) {
        best = Infinity;
        for (const shape2 of index.shapes(path)) for (const i of shape2.rules) best = Math.min(best, rank[i]);
        known3.set(path, best);
      }
      return best;
    }
  };
}
function reportDeadEnd({ rules, report }, i, end) {
  report.warning(
    "EDGE_REDIRECT_DEAD_END",
    rules[i],
    `${quoted(rules[i].from)} redirects to ${quoted(rules[end].from)}, which returns ${rules[end].status} (line ${rules[end].line}); return ${rules[end].status} at once`
  );
}
function shortened3(context, i, journey) {
  const { rules, report } = context;
  const { hops, location } = journey;
  const rule = rules[i];
  const end = lastUrlOf(rules[hops[hops.length - 1]], rule, location);
  const chain = [...hops.map((hop) => rules[hop].from), end].map(quoted).join(" \u2192 ");
  const query = commonPolicy(hops.map((hop) => rules[hop].query));
  const { leadsHome: leadsHome2 } = rules[hops[hops.length - 1]].target;
  const target = { ...targetOf(location), ...leadsHome2 && { leadsHome: leadsHome2 } };
  const mayNotShorten = hops.length > MOST_HOPS_SHORTENED || mayRedirectToSelf(rule, target);
  if (rule.dialect.order === "first" || mayNotShorten || query === void 0 || !isSafe(context, hops)) {
    report.warning(
      "EDGE_REDIRECT_CHAIN",
      rule,
      `${quoted(rule.from)} takes ${hops.length} redirects: ${chain}; redirect to the last URL at once`
    );
    return void 0;
  }
  const status = weakestStatus(hops.map((hop) => rules[hop].status));
  report.note(
    "EDGE_REDIRECT_CHAIN",
    rule,
    `${quoted(rule.from)} would take ${hops.length} redirects: ${chain}; it redirects to the last URL at once, with status ${status}`
  );
  return { target, status, query };
}
function lastUrlOf(last, first, location) {
  const literal = last.target !== void 0 && printTarget(last.target, String) === location;
  return literal && last.to !== void 0 ? last.to : withNames(location, first.source.captures);
}
function commonPolicy(policies) {
  const drop = policies.find((policy) => policy.kind === "drop");
  if (drop) return drop;
  const [first] = policies;
  return first.kind !== "only" && policies.every((policy) => policy.kind === first.kind) ? first : void 0;
}
function weakestStatus(statuses) {
  if (statuses.includes(303)) return 303;
  const keepsMethod = statuses.every((status) => status >= 307);
  if (statuses.some((status) => status === 302 || status === 307)) return keepsMethod ? 307 : 302;
  return keepsMethod ? 308 : 301;
}
function isSafe({ rules, rank, leads, best }, hops) {
  return hops.slice(1).every((hop, n) => {
    const before = rules[hops[n]];
    if (rules[hop].cacheTtl !== before.cacheTtl) return false;
    if (mayRedirectToSelf(rules[hop], rules[hop].target)) return false;
    if (isConditional(rules[hop]) || rules[hop].source.host !== void 0 || before.target.origin !== void 0) {
      return false;
    }
    if (before.target.leadsHome === "perhaps") return false;
    const path = targetPath(before.target);
    const open = path.search(TOKEN);
    if (open < 0) return best(path) >= rank[hop];
    const shape2 = targetShape(before);
    return shape2 !== void 0 && subsumes(rules[hop], shape2) && leads.wins(hop, path.slice(0, open)) && best(path.slice(0, open)) >= rank[hop];
  });
}
function targetOf(location) {
  const [, scheme, host, path, query, fragment] = /^(?:(https?):\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(
    location
  );
  return {
    ...host === void 0 ? {} : { origin: { scheme, host: references(host) } },
    path: references(path),
    ...query === void 0 ? {} : { query: references(query) },
    ...fragment === void 0 ? {} : { fragment: references(fragment) }
  };
}

// src/core/redirects/checks/duplicates.ts
function findDuplicates(rules, keys, { own: own2, out }, report) {
  const seen = /* @__PURE__ */ new Map();
  const later = [];
  rules.forEach((rule, i) => {
    if (own2.has(i) || out.has(i) && rule.dialect.duplicates !== "refused") return;
    const key = keys[i];
    const first = seen.get(key);
    if (first === void 0) {
      seen.set(key, rule);
      return;
    }
    later.push(i);
    reportDuplicate(first, rule, report);
  });
  return later;
}
function reportDuplicate(first, rule, report) {
  const where = first.file === rule.file ? `on line ${first.line}` : `in ${first.file ?? "another list"}:${first.line}`;
  const severity = rule.dialect.duplicates === "error" ? "error" : "warning";
  const spelled = first.from === rule.from ? "" : ` as ${quoted(first.from)}`;
  const why = spelled !== "" && (first.namesRootObject || rule.namesRootObject) ? '; both are the home page, because CloudFront requests the default root object in place of "/"' : "";
  if (effectKey(first) === effectKey(rule)) {
    report.warning(
      "EDGE_REDIRECT_DUPLICATE",
      rule,
      `${quoted(rule.from)} is already ${where}${spelled}, with the same response${why}; remove one of them`
    );
  } else {
    report[severity](
      "EDGE_REDIRECT_CONFLICT",
      rule,
      `${quoted(rule.from)} leads to ${outcomeText(rule)} here and to ${outcomeText(first)} ${where}${spelled}${why}; keep one of them`
    );
  }
}
function effectKey(rule) {
  const target = targetInOrder(rule);
  const query = isExemption(rule) ? void 0 : rule.query;
  return JSON.stringify([rule.status, target && templateText(target), query, rule.cacheTtl, rule.retryAfter]);
}
function outcomeText(rule) {
  const { cacheTtl, retryAfter } = rule;
  const times = Object.entries({ cacheTtl, retryAfter }).filter(([, value]) => value !== void 0);
  const what = isExemption(rule) ? "the site" : quoted(rule.to ?? rule.status);
  return [what, ...times.map(([name, value]) => `(${name} ${value})`)].join(" ");
}
function targetInOrder({ source: { captures, query }, target }) {
  const named3 = query.flatMap(
    (test) => test.is === "captured" ? [{ name: test.name, capture: captures.indexOf(test.as) }] : []
  );
  if (target === void 0 || named3.length < 2) return target;
  const ordered = [...named3].sort((a, b) => a.name < b.name ? -1 : 1);
  const numbers2 = new Map(ordered.map(({ capture }, i) => [capture, captures.length - named3.length + i]));
  const renumbered = (parts = []) => parts.map((part2) => typeof part2 === "string" ? part2 : numbers2.get(part2) ?? part2);
  const origin = target.origin && { ...target.origin, host: renumbered(target.origin.host) };
  return {
    ...target,
    origin,
    path: renumbered(target.path),
    query: renumbered(target.query),
    fragment: renumbered(target.fragment)
  };
}

// src/core/redirects/checks/exemptions.ts
function reportOvertaken(rules, { rank, index }, report) {
  rules.forEach((rule, i) => {
    if (!isExemption(rule) || isConditional(rule) || rule.dialect.order === "first") return;
    const before = index.shapes(samplePath(rule)).flatMap((shape2) => shape2.rules).filter((j) => rank[j] < rank[i] && isConditional(rules[j]) && !isExemption(rules[j]) && subsumes(rules[j], rule));
    if (before.length === 0) return;
    const first = rules[Math.min(...before)];
    report.warning("EDGE_REDIRECT_EXEMPTION", rule, `${quoted(rule.from)} is not left to the site while ${quoted(first.from)} on line ${first.line} applies, because a rule with conditions takes precedence; give this one the same conditions and dates`);
  });
}

// src/core/redirects/checks/proxies.ts
function reportProxies(rules, siteHosts, event, report) {
  const proxies = rules.filter(isProxy);
  const own2 = new Set(siteHosts.map((host) => host.toLowerCase()));
  for (const rule of proxies) {
    const host = fixedHost(rule.target.origin)?.replace(/:\d+$/, "");
    if (host === void 0 || !own2.has(host)) continue;
    report.error("EDGE_REDIRECT_PROXY", rule, `${quoted(rule.from)} fetches ${quoted(rule.to)} from this site itself, which would send the request to CloudFront again; write the path without https://${host}`);
  }
  const lines = proxies.filter((rule, i) => rule.line !== proxies[i - 1]?.line || rule.from !== proxies[i - 1].from);
  const [first, ...others] = lines;
  if (first === void 0 || event === void 0 || event === "origin-request" || event === "viewer-response") return;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  const message = `${quoted(first.from)}${more} fetches ${quoted(first.to)} from another host, which only a function on origin-request can do; use event RedirectEventType.ORIGIN_REQUEST`;
  if (event === "unknown") {
    report.warning("EDGE_REDIRECT_PROXY", first, `${message}, and check with --event origin-request`);
  } else {
    report.error("EDGE_REDIRECT_PROXY", first, `${message}, or 301 or 302 to leave the site`);
  }
}

// src/core/redirects/checks/path-features.ts
function sourceFeatures({ source: { segments } }) {
  const first = segments.findIndex(isOpen2);
  if (first < 0) {
    return [...segments.flatMap((segment, i) => segmentFeatures(`${i}`, segment)), `count:${segments.length}`];
  }
  const last = segments.length - 1 - [...segments].reverse().findIndex(isOpen2);
  return segments.flatMap((segment, i) => {
    if (i <= first || i >= last) {
      return [
        ...i <= first ? segmentFeatures(`${i}`, segment, "begins") : [],
        ...i >= last ? segmentFeatures(`-${segments.length - i}`, segment, "ends") : []
      ];
    }
    return segment.kind === "literal" ? [`any:${segment.text.toLowerCase()}`] : [];
  });
}
function segmentFeatures(place, segment, side) {
  if (segment.kind === "splat") return [];
  if (segment.kind === "literal") return [`${place}:${segment.text.toLowerCase()}`];
  const [begin, end] = [segment.pieces[0], segment.pieces[segment.pieces.length - 1]];
  const open = segment.kind === "star";
  return [
    ...typeof begin === "string" && !(open && side === "ends") ? [`${place}^${begin.toLowerCase()}`] : [],
    ...typeof end === "string" && !(open && side === "begins") ? [`${place}$${end.toLowerCase()}`] : []
  ];
}
var FeatureTable = class {
  /** Values without a feature. */
  always = [];
  counts = /* @__PURE__ */ new Map();
  anywhere = /* @__PURE__ */ new Map();
  places = /* @__PURE__ */ new Map();
  add(feature, value) {
    const [, place, kind, text2] = FEATURE.exec(feature) ?? [];
    if (kind === void 0) {
      this.always.push(value);
    } else if (place === "count" || place === "any") {
      file(place === "count" ? this.counts : this.anywhere, text2, value);
    } else {
      let at = this.places.get(Number(place));
      if (at === void 0) {
        this.places.set(Number(place), at = { whole: /* @__PURE__ */ new Map(), begins: new Ends(), ends: new Ends() });
      }
      if (kind === ":") file(at.whole, text2, value);
      else (kind === "^" ? at.begins : at.ends).add(text2, value);
    }
  }
  /** The values for a path, in lower case and without a slash at its end. */
  at(path) {
    const found = [...this.always];
    if (this.counts.size + this.anywhere.size + this.places.size === 0) return found;
    const segments = path.split("/");
    const count = segments.length - 1;
    if (this.counts.size > 0) collect(this.counts.get(String(count)), found);
    if (this.anywhere.size > 0) {
      for (const text2 of new Set(segments.slice(1))) collect(this.anywhere.get(text2), found);
    }
    if (this.places.size === 0) return found;
    for (let i = 0; i < count; i++) {
      for (const number of [i, i - count]) {
        const place = this.places.get(number);
        if (place === void 0) continue;
        const text2 = segments[i + 1];
        collect(place.whole.get(text2), found);
        for (const length of place.begins.lengths) {
          if (length <= text2.length) collect(place.begins.filed.get(text2.slice(0, length)), found);
        }
        for (const length of place.ends.lengths) {
          if (length <= text2.length) collect(place.ends.filed.get(text2.slice(text2.length - length)), found);
        }
      }
    }
    return found;
  }
};
var FEATURE = /^(-?\d+|count|any)([:$^])(.*)$/s;
var Ends = class {
  filed = /* @__PURE__ */ new Map();
  lengths = /* @__PURE__ */ new Set();
  add(text2, value) {
    file(this.filed, text2, value);
    this.lengths.add(text2.length);
  }
};
function file(filed2, text2, value) {
  const list2 = filed2.get(text2);
  if (list2 !== void 0) list2.push(value);
  else filed2.set(text2, [value]);
}
function collect(values, found) {
  if (values !== void 0) for (const value of values) found.push(value);
}

// src/core/facts/root-object.ts
function viewerPath(path, objectPath) {
  return path === objectPath || path === `${objectPath}/` ? "/" : path;
}

// src/core/redirects/checks/rule-index.ts
var RuleIndex = class {
  /** @param objectPath path of the default root object: it is matched as `/` */
  constructor(rules, objectPath = "") {
    this.rules = rules;
    this.objectPath = objectPath;
    const open = [];
    rules.forEach((rule, i) => {
      if (isExact(rule.source)) {
        this.file(exactPath(rule).toLowerCase(), i);
      } else {
        open.push(i);
      }
    });
    this.patternShapes = this.shapesOf(open);
    this.filePatterns(this.patternShapes);
  }
  rules;
  objectPath;
  /** The rules of each path in lower case; nearly all paths have one, for which no list is kept. */
  exact = /* @__PURE__ */ new Map();
  patterns = new FeatureTable();
  bytes = /* @__PURE__ */ new Map();
  exactShapes = /* @__PURE__ */ new Map();
  patternShapes;
  last;
  /** All groups of rules that match the same paths. */
  all() {
    return [...[...this.exact.keys()].flatMap((key) => this.exactAt(key)), ...this.patternShapes];
  }
  /** The rules that match a path, in the order of the file. The host is compared only if it is given. */
  fitting(path, host) {
    const all = this.shapes(path).flatMap(({ rules }) => rules);
    return (host === void 0 ? all : all.filter((i) => hostFits(this.rules[i].source.host, host))).sort(
      (a, b) => a - b
    );
  }
  /**
   * The rules that match a path, in groups that match the same paths: thousands may differ only by a parameter or a
   * host.
   */
  shapes(requested) {
    const path = viewerPath(requested, this.objectPath);
    if (path === this.last?.path) return this.last.shapes;
    const key = (path.endsWith("/") ? path.slice(0, -1) : path).toLowerCase();
    const shapes = [];
    for (const shape2 of this.exactAt(key)) if (this.matches(shape2, path)) shapes.push(shape2);
    for (const shape2 of this.patterns.at(key)) if (this.matches(shape2, path)) shapes.push(shape2);
    this.last = { path, shapes };
    return shapes;
  }
  /** Whether the source of a rule matches a path, whatever its host. */
  fits(i, path) {
    return this.matches({ rules: [i] }, viewerPath(path, this.objectPath));
  }
  exactAt(key) {
    const rules = this.exact.get(key);
    if (rules === void 0) return NONE2;
    if (typeof rules === "number") return [{ rules: [rules] }];
    let shapes = this.exactShapes.get(key);
    if (shapes === void 0) this.exactShapes.set(key, shapes = this.shapesOf(rules));
    return shapes;
  }
  shapesOf(rules) {
    const shapes = /* @__PURE__ */ new Map();
    for (const i of rules) {
      const { caseSensitive, dialect, source } = this.rules[i];
      const key = `${caseSensitive ? "A" : "a"}${dialect.slash === "strict" ? String(source.slash) : ""} ${patternText(this.rules[i])}`;
      const shape2 = shapes.get(key);
      if (shape2 !== void 0) shape2.rules.push(i);
      else shapes.set(key, { rules: [i] });
    }
    return [...shapes.values()];
  }
  /** Files each shape under its rarest feature, so that few shapes are tried for a path in vain. */
  filePatterns(shapes) {
    const features = shapes.map(({ rules: [i] }) => sourceFeatures(this.rules[i]));
    const counts = /* @__PURE__ */ new Map();
    for (const feature of features.flat()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    shapes.forEach((shape2, i) => this.patterns.add(rarest(features[i], counts), shape2));
  }
  matches(shape2, path) {
    const rule = this.rules[shape2.rules[0]];
    const strict = rule.dialect.slash === "strict" && !rule.source.segments.some((s) => s.kind === "star" || s.kind === "splat");
    if (strict && path.length > 1 && path.endsWith("/") !== rule.source.slash) return false;
    if (isExact(rule.source)) {
      return sameText(patternText(rule), path.endsWith("/") ? path.slice(0, -1) : path, rule.caseSensitive);
    }
    let pattern = this.bytes.get(shape2.rules[0]);
    if (pattern === void 0) {
      this.bytes.set(shape2.rules[0], pattern = patternBytes(rule));
    }
    return fits(pattern, 0, pattern.length, { path }, matchingFlags(rule)) !== void 0;
  }
  file(key, rule) {
    const rules = this.exact.get(key);
    if (rules === void 0) this.exact.set(key, rule);
    else if (typeof rules === "number") this.exact.set(key, [rules, rule]);
    else rules.push(rule);
  }
};
var NONE2 = [];
function rarest(features, counts) {
  return features.reduce(
    (best, feature) => best === "" || counts.get(feature) < counts.get(best) ? feature : best,
    ""
  );
}
function sameText(pattern, path, caseSensitive) {
  return pattern === (caseSensitive ? path : path.toLowerCase());
}

// src/core/redirects/rule/foreign/foreign.ts
function described({ is, cure }, found, text2, isLine) {
  const what = typeof is === "string" ? is : is(found);
  const why = isLine ? "which is plain text in this file" : "which rules do not support";
  return `${quoted(text2)} has ${what}, ${why}; ${cure(found, text2)}`;
}
function isRest(found) {
  return /\.\.\.|\*|<path:/.test(found);
}

// src/core/redirects/rule/foreign/rewriting.ts
function nameOf2(pattern) {
  const inner = /^<\w+:(\w+)>$/.exec(pattern)?.[1] ?? pattern;
  return `:${/[A-Za-z_]\w*/.exec(inner)?.[0] ?? "id"}`;
}
var PATTERN = /(:\w+)(?:\((?:[^()]|\([^()]*\))*\)|<[^<>]*>|\{[^{}]*\})/g;
function fromPattern(text2) {
  const plain2 = text2.replace(PATTERN, "$1").replace(/:\w+[*+]/g, "*");
  const optional = /\/:\w+\?(?=\/|$)/.exec(plain2)?.[0];
  return optional === void 0 ? [plain2] : [plain2.replace(optional, "") || "/", plain2.replace(optional, optional.slice(0, -1))];
}
function fromRegex(text2) {
  let count = 0;
  const named3 = () => `:p${++count}`;
  const bare = text2.replace(/^~\*?\s*/, "").replace(/\(\?[a-z-]+\)/g, "").replace(/^\^(?=https?:)/, "").replace(/^(https?:\/\/[^/]*)?\/?\^\/?/, "$1/").replace(/\$$/, "").replace(/\\([/.-])/g, "$1").replace(PATTERN, "$1").replace(/\(\?P?<([A-Za-z_]\w*)>(?:[^()]|\([^()]*\))*\)/g, ":$1").replace(
    /(?:\/\?\(\.[*+]\??\)|\((?:\?:)?\/\.[*+]\)\??|\((?:\?:)?\/\(\.[*+]\)\)\?|\/?\(\.[*+]\??\)|\/\.[*+])$/,
    "/*"
  ).replace(/\((?:\?:)?\/\)\?$|\/\?$/, "");
  const each2 = alternatives(bare);
  return each2.map(
    (one) => one.replace(/\.\*$/, named3).replace(
      /\((?!\?[=!<])(?:[^()]|\([^()]*\))*\)[+*?]?|\[[^\]]*\](?:[+*?]|\{[\d,]+\})?|\\[dwsDWS](?:[+*?]|\{[\d,]+\})?|\.[*+]\??/g,
      named3
    ).replace(/\(\?[=!<][^()]*\)/g, "").replace(/\\(.)/g, "$1").replace(/^(?=[^/h])/, "/").replace(/(?<!:)\/{2,}/g, "/") || "/"
  );
}
function alternatives(text2) {
  const [found, inner] = /\((?:\?:)?([\w./-]+(?:\|[\w./-]+){1,3})\)(?![?*+])/.exec(text2) ?? [];
  return found === void 0 ? [text2] : inner.split("|").map((part2) => text2.replace(found, part2));
}

// src/core/redirects/rule/foreign/sources.ts
var instead = (texts4) => {
  const wild = texts4.some((text2) => text2.includes("*")) ? ", and :splat in the target" : "";
  return `write ${texts4.map(quoted).join(" and ")}${wild}`;
};
var named2 = (found) => `write ${nameOf2(found)}`;
var orEscape = (cure, found) => `${cure}, or %${found.charCodeAt(0).toString(16).toUpperCase()} for a literal ${found === "{" ? "brace" : found}`;
var rest = "write *, which is :splat in the target";
var SET = /\[(?:\^[^\]]+|(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\[dws.-])(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\?[^\]a-zA-Z\d])*)\](?:[+*?]|\{\d+(?:,\d*)?\})?|\[[^\]/]+\](?:[+*]|\{\d+(?:,\d*)?\})/;
var BRACES = {
  is: (found) => found,
  cure: (found) => orEscape(isRest(found) ? rest : /\w/.test(found) ? named2(found) : "remove it", "{")
};
var PATTERN2 = {
  is: (found) => `the pattern ${found}`,
  cure: (_, text2) => `a placeholder matches any text, so ${instead(fromPattern(text2))}`
};
var REGEX = {
  is: "a regular expression",
  cure: (_, text2) => instead(fromRegex(text2))
};
var SOURCES = [
  { ...REGEX, find: /^(?:~\*?\s*)?\^|^\/\^/ },
  { ...PATTERN2, find: /(?<!\w):[A-Za-z_]\w*(?:\((?:[^()]|\([^()]*\))*\)[*+?]?|<[^<>]*>|\{[^{}]*\})/ },
  { ...BRACES, find: /(?<![%\\\]})])[$#]?\{{1,2}\*{0,2}[A-Za-z_][^{},]*\}{1,2}/ },
  { ...REGEX, find: /\(\.[*+]\??\)|\(\?(?:[:<=!P#]|[a-z-]+[:)])|\?\$$|\(\[[^\]]*\][+*]?\)|\\[dwsDWS](?![A-Za-z])|\\[.?+$^()/-]/ },
  { ...REGEX, find: /\.\*|\/\.\+(?=$|\/)/, isLine: true },
  { ...PATTERN2, find: /(?<!\w):[A-Za-z_]\w*(?:[+*](?=$|\/)|\?(?=\/|$))/, isLine: true },
  { find: /(?<=\/)\(:\w+\)(?=\/|$)/, is: (found) => found, cure: (found) => named2(found) },
  {
    find: /(?<=\/)\(\$[A-Za-z_]\w*\)(?=\/|$)/,
    is: (found) => `the optional part ${found}`,
    cure: (found, text2) => instead([text2.replace(`/${found}`, "") || "/", text2.replace(found, () => nameOf2(found))])
  },
  {
    find: /\([./]{0,2}:\w+\)|\{[./]?:\w+\}/,
    is: (found) => `the optional part ${found}`,
    cure: (found, text2) => instead([text2.replace(found, ""), text2.replace(found, found.slice(1, -1))])
  },
  {
    find: /[@?!+*]?\([^()/]*\|[^()/]*\)[?*+]?|(?<![$%#])\{[^{}]*,[^{}]*\}/,
    is: (found) => `the alternatives ${found}`,
    cure: (found, text2) => `write a rule for each${each(found, text2)}`
  },
  { find: SET, is: (found) => `the set ${found}`, cure: () => "write a name such as :id, which matches any text" },
  {
    find: /%\{[^{}]*\}/,
    is: (found) => found,
    cure: () => "write a host before the path, as in https://www.example.com/old"
  },
  { ...BRACES, find: /[$#]?\{{1,2}[^{}]*\}{1,2}/ },
  { find: /<[^<>]*>/, is: (found) => found, cure: (found) => orEscape(isRest(found) ? rest : named2(found), "<") },
  {
    find: /(?<=\/)\[{1,2}(?:\.\.\.)?[A-Za-z_]\w*(?:=\w+)?\]{1,2}(?=\/|$)|\[{1,2}\.\.\.\w+\]{1,2}/,
    is: (found) => found,
    cure: (found) => isRest(found) ? rest : named2(found)
  },
  {
    find: /\*\*|(?<=\/)\*[A-Za-z_]\w*(?=\/|$)/,
    is: (found) => found,
    cure: (found, text2) => instead([text2.replace(found, "*")]),
    isLine: true
  }
];
var SUSPECT = /[()[\]{}<>^$\\|?+]|\*[\w*]|\.\*|:\w+\*/;
function foreignSource(text2, isLine = false) {
  if (!SUSPECT.test(text2)) return void 0;
  const url = text2.replace(/^https?:\/\/[^/]*/, "");
  for (const foreign of SOURCES) {
    const found = isLine && foreign.isLine ? void 0 : foreign.find.exec(url)?.[0];
    if (found !== void 0) return described(foreign, found, text2, isLine);
  }
  return void 0;
}
function each(found, text2) {
  const parts = found.replace(/^[@?!+*]?.|.[?*+]?$/g, "").split(/[|,]/);
  const texts4 = parts.map((part2) => quoted(text2.replace(found, () => part2)));
  return parts.length > 4 || parts.some((part2) => /[\\[\].*+?^$]/.test(part2)) ? "" : `: ${texts4.join(", ")}`;
}
function doubtfulSource(text2) {
  const path = text2.replace(/\?.*$/s, "");
  const [name] = /(?<=[/.-])\$(?!(?:metadata|batch|count|value|ref|web|root|logs)(?:\/|$))[a-z_]\w+(?=[/.-]|$)/.exec(path) ?? [];
  if (name !== void 0) return { is: name, write: `${nameOf2(name)} for any text, or %24 for a literal $` };
  const [bracketed] = /\[[A-Za-z_]\w*\]/.exec(path) ?? [];
  if (bracketed !== void 0) {
    return { is: bracketed, write: `${nameOf2(bracketed)} for any text, or %5B for a literal bracket` };
  }
  if (path.endsWith("/$")) {
    return { is: "$ at the end", write: `${quoted(`${path.slice(0, -1)}*`)} for any rest, or %24 for a literal $` };
  }
  return /[^$]\$$/.test(path) ? { is: "$ at the end", write: `${quoted(fromRegex(path)[0])}, or %24 for a literal $` } : void 0;
}

// src/core/redirects/rule/foreign/remains.ts
var STATUSES = {
  permanent: 301,
  perm: 301,
  redirect: 302,
  temp: 302,
  temporary: 302,
  seeother: 303,
  gone: 410,
  last: 200,
  break: 200
};
var orBlank = (cure) => `${cure}, or %20 for a blank of the URL`;
var REMAINS = [
  {
    find: /\s\[[A-Z]+(?:=[\w:]+)?(?:,\s?[A-Z]+(?:=[\w:]+)?)*\]$/i,
    is: (found) => `the flags${found} of Apache`,
    cure: () => 'write "statusCode" next to the target'
  },
  {
    find: /\s+[345]\d\d!?;?$/,
    is: (found) => `the status ${found.trim()} behind the target`,
    cure: (found) => orBlank(`write ${/\d+/.exec(found)[0]} as its statusCode`)
  },
  {
    find: /\s+200!?;?$/,
    is: (found) => `the status ${found.trim()} behind the target`,
    cure: () => orBlank("write 200 as its statusCode")
  },
  {
    find: /\s+(?:permanent|perm|redirect|temp|temporary|seeother|gone|last|break);?$/i,
    is: (found) => `the word ${found.trim()} behind the target`,
    cure: (found) => orBlank(`write ${STATUSES[found.replace(/[\s;]/g, "").toLowerCase()]} as its statusCode`)
  },
  { find: /\s*;$/, is: "a semicolon at its end", cure: () => "remove it, or write %3B for a semicolon of the URL" },
  {
    find: /\s+(?:->|=>|→)?\s*(?:\/|https?:\/\/)\S*/,
    is: (found) => `a second URL, ${found.trim()}`,
    cure: () => orBlank("write a rule for each redirect")
  },
  { find: /\s+#.*$/, is: (found) => `the comment ${found.trim()}`, cure: () => orBlank("write it as the note of the rule") },
  {
    find: /\s+(?:Country|Language|Cookie|Role)=\S*$/i,
    is: (found) => `the condition ${found.trim()}`,
    cure: () => orBlank("write it as a condition of the rule")
  }
];

// src/core/redirects/rule/foreign/targets.ts
var VARIABLE = /^(?:[A-Z_]{2,}|host|http_host|server_name|path|query|uri|request_uri|scheme|protocol|port|args|is_args|query_string)$/;
var TARGETS = [
  ...REMAINS,
  {
    find: /(?<=^(?:\/|https?:).*)[“”„‟‘’]/,
    is: (found) => `the curly quote ${found}`,
    cure: (found) => `remove it, or write ${encodeURIComponent(found)} for a literal one`
  }
];
var REFERENCES = new RegExp([
  /[$#]?\{{1,2}\*{0,2}(?:[A-Z]:)?\w+(?:[:.?][\w.]*)?\}{1,2}/,
  /\$?<[*\w:]*>/,
  /%\{\w+\}/,
  /\\[1-9]/,
  /\$(?:request_uri|uri|host|http_host|server_name|scheme|args|is_args|query_string)\b/,
  /\(\.[*+]\)/,
  /\*\*/,
  /(?<=\/)\[{1,2}(?:\.\.\.)?[A-Za-z_]\w*\]{1,2}(?=\/|$)/,
  /(?<!\w):[A-Za-z_]\w*(?:\([^()]*\)[*+?]?|[+*](?=$|[/?#]))/
].map(({ source }) => source).join("|"));
var SUSPECT2 = /[()[\]{}<>$*\\“”„‟‘’+\s]|;$/;
function foreignTarget(text2, captures, isLine = false) {
  if (!SUSPECT2.test(text2)) return void 0;
  for (const foreign of TARGETS) {
    const found = foreign.find.exec(text2)?.[0];
    if (found !== void 0) return described(foreign, found, text2, isLine);
  }
  const reference = REFERENCES.exec(text2)?.[0];
  return reference && described({ is: reference, cure: () => `write ${referenceOf(reference, captures)}` }, reference, text2, isLine);
}
function numberedReference(text2, captures) {
  if (captures.length === 0) return void 0;
  const all = text2.matchAll(/\$\d(?![\d.,]?\d)|%[1-9](?![0-9A-Fa-f])|\$[A-Za-z_]\w*|\[[A-Za-z_]\w*\]/g);
  const isMeant = (found) => !/^.[A-Za-z_]/.test(found) || captures.includes(found.replace(/\W/g, ""));
  const is = [...all].map(([found]) => found).find(isMeant);
  if (is === void 0) return void 0;
  return { is, write: referenceOf(is, captures) };
}
function referenceOf(reference, captures) {
  const word = /\w+(?=\W*$)/.exec(reference.replace(/\(.*/, ""))?.[0] ?? "splat";
  const isNumber2 = /^\d+$/.test(word);
  const captured = isNumber2 ? captures[Number(word) - 1] : captures.includes(word) ? word : void 0;
  if (captured === void 0 && /host$|^server_name$/i.test(word)) return "the host as text";
  const isOpen4 = !isNumber2 && (isRest(reference) || VARIABLE.test(word));
  const capture = captured ?? (isOpen4 && captures.length === 1 ? captures[0] : void 0);
  if (capture === void 0) {
    return isNumber2 || isOpen4 || word === "splat" ? "the name of a placeholder of the source, such as :id, or :splat for its *" : `:${word}`;
  }
  return /^\d+$/.test(capture) ? captures.includes("2") ? `:${capture}` : ":splat" : `:${capture}`;
}

// src/core/redirects/rule/ignored.ts
function leaveOut(platform, { place, fault, cure }, report) {
  report.warning(
    "EDGE_REDIRECT_IGNORED",
    place,
    `${fault}, so that ${platform} ignores the line, and it is left out; ${cure}`
  );
}

// src/core/redirects/rule/spelling.ts
var MOST_CHARACTERS2 = URL_MAX_LENGTH - 1;
var PLAIN = /^[!-~]*$/;
var ORDINARY = /^(?:\/[\w-][\w.-]*)+(?:\?[\w.-]+=[\w.-]+)?$/;
var INVISIBLE = /[\u00a0\u00ad\u200b\u200e\u200f\u2028\u2029\u2060\ufeff]/;
var HIDDEN = {
  "\xA0": "a no-break space",
  "\xAD": "a soft hyphen",
  "\u200B": "a zero-width space",
  "\uFEFF": "a byte order mark"
};
function isOrdinary(text2) {
  return ORDINARY.test(text2) && text2.length <= MOST_CHARACTERS2;
}
function hiddenFault(text2) {
  if (PLAIN.test(text2) && text2.length <= MOST_CHARACTERS2) return void 0;
  if (text2.length > MOST_CHARACTERS2) {
    return `${quoted(text2)} has ${text2.length.toLocaleString("en")} characters; CloudFront takes ${MOST_CHARACTERS2.toLocaleString("en")} at most`;
  }
  const [control] = /[\u0000-\u001f\u007f-\u009f]/.exec(text2) ?? [];
  if (control !== void 0) {
    return `${quoted(text2)} holds a control character, such as a tab or a line break; remove it and what follows it, or write ${encodeURIComponent(control)} if the URL has it`;
  }
  const hidden2 = INVISIBLE.exec(text2)?.[0];
  if (hidden2 !== void 0) {
    return `${quoted(text2)} holds ${nameOf3(hidden2)}, which cannot be seen; remove it, or write ${encodeURIComponent(hidden2)} if the URL has it`;
  }
  if (text2 === text2.trim()) return void 0;
  const [where, space] = text2 === text2.trimEnd() ? ["beginning", text2[0]] : ["end", text2.slice(-1)];
  return `${quoted(text2)} has a space at its ${where}; remove it, or write ${encodeURIComponent(space)} if the URL has it`;
}
function hiddenName(char) {
  return INVISIBLE.test(char) ? nameOf3(char) : void 0;
}
function nameOf3(hidden2) {
  return HIDDEN[hidden2] ?? `U+${hidden2.charCodeAt(0).toString(16).toUpperCase()}`;
}
function suggestion(text2) {
  const bare = text2.replace(/^[\s"'“”„‘’«»]+|[\s"'“”„‘’«»]+$/g, "").replace(/\s.*$/s, "");
  const meant = bare === "" || /^[/\\]{2}|^\/\\/.test(bare) ? void 0 : corrected(bare);
  return meant === void 0 || meant === text2 ? "" : `; did you mean ${quoted(meant)}?`;
}
function corrected(text2) {
  if (/^\d+$/.test(text2)) return void 0;
  const [, scheme, rest2] = /^(https?):\/*(.*)$/is.exec(text2) ?? [];
  if (scheme !== void 0) return rest2 === "" ? void 0 : `${scheme.toLowerCase()}://${rest2}`;
  if (/^(?:[a-z][a-z0-9+.-]*:|[^\w/*.~%:-])/i.test(text2)) return void 0;
  return /^(?:\*\.|www\.)|^[^/]*\.[a-z]{2,}\//i.test(text2) ? `https://${text2}` : `/${text2.replace(/^\//, "")}`;
}

// src/core/redirects/checks/single.ts
var DAY_MS = 24 * 60 * 60 * 1e3;
function checkSingle(rule, now, report) {
  if (now !== void 0) checkExpired(rule, now, report);
  if (!checkForeign(rule, report)) checkColons(rule, report);
  checkStar(rule, report);
  checkReference(rule, report);
  checkBlank(rule, report);
  return isOwnTarget(rule, report);
}
function checkExpired(rule, now, report) {
  if (rule.end === void 0 || rule.end > now) return;
  report.warning(
    "EDGE_REDIRECT_EXPIRED",
    rule,
    `${quoted(rule.from)} ended ${endOf(rule.end)}; remove it`
  );
}
function endOf(end) {
  const isMidnight = end % DAY_MS === 0;
  return isMidnight ? `on ${new Date(end - DAY_MS).toISOString().slice(0, 10)}` : `at ${new Date(end).toISOString().replace(/(:00)?\.000Z$/, "Z")}`;
}
function checkColons(rule, report) {
  for (const segment of rule.source.segments) {
    if (segment.kind !== "placeholder") continue;
    segment.pieces.forEach((piece, i) => {
      const before = segment.pieces[i - 1];
      if (typeof piece === "string" || typeof before !== "string" || !/\w$/.test(before) || uses(rule, piece.name)) {
        return;
      }
      report.warning(
        "EDGE_REDIRECT_PLACEHOLDER",
        rule,
        `${quoted(rule.from)} matches any text after ${quoted(before)}, because ${quoted(`:${piece.name}`)} is a placeholder; ${cureOfColon(rule)}`
      );
    });
  }
}
function cureOfColon({ dialect: { names } }) {
  return names === "words" ? "write %3A for a literal colon" : "a literal colon needs %3A in redirects.json, since lines cannot express it";
}
function checkStar(rule, report) {
  const { source, target } = rule;
  if (source.captures.every((name) => !/^(?:splat|\d+)$/.test(name)) || !target?.path.some((part2) => typeof part2 === "string" && part2.includes("*"))) {
    return;
  }
  report.warning(
    "EDGE_REDIRECT_PLACEHOLDER",
    rule,
    `the * in ${quoted(rule.to)} is sent unchanged; write :splat for what the * of the source matched, or %2A for a literal star`
  );
}
function checkReference(rule, report) {
  const reference = numberedReference(rule.to ?? "", rule.source.captures);
  if (reference === void 0) return;
  report.warning(
    "EDGE_REDIRECT_PLACEHOLDER",
    rule,
    `the ${reference.is} in ${quoted(rule.to)} is sent unchanged; write ${reference.write} for what the source matched`
  );
}
function checkForeign({ from, to, source, dialect, ...place }, report) {
  if (isOrdinary(from) && (to === void 0 || isOrdinary(to))) return false;
  const fault = dialect.names === "words" ? void 0 : foreignSource(from, true) ?? foreignTarget(to ?? "", source.captures, true);
  if (fault !== void 0) report.warning("EDGE_REDIRECT_PLACEHOLDER", place, fault);
  const doubtful = doubtfulSource(from);
  if (fault !== void 0 || doubtful === void 0) return fault !== void 0;
  const { is, write } = doubtful;
  report.warning("EDGE_REDIRECT_PLACEHOLDER", place, `the ${is} in ${quoted(from)} is matched as text; write ${write}`);
  return true;
}
function checkBlank({ to, ...place }, report) {
  if (to === void 0 || isOrdinary(to) || !/\s/.test(to)) return;
  const words2 = to.split(/\s+/);
  report.warning(
    "EDGE_REDIRECT_TARGET",
    place,
    `${quoted(to)} has a blank, which is sent as %20; write ${quoted(words2.join("%20"))}, or ${quoted(words2[0])} if what follows does not belong to the URL`
  );
}
function uses({ source, target }, name) {
  const capture = source.captures.indexOf(name);
  return [target?.origin?.host, target?.path, target?.query, target?.fragment].some(
    (parts) => parts?.includes(capture)
  );
}
function isOwnTarget(rule, report) {
  const { source, target, dialect, status } = rule;
  if (target === void 0 || status < 300 || status >= 400 || !staysOnHost(rule)) return false;
  if ((target.query?.length ?? 0) > 0 || source.query.length > 0 && dialect.usesUpQuery) return false;
  const from = sourceTemplate(rule);
  const isHome = target.leadsHome === "yes";
  const to = isHome ? "/" : templateText({ path: target.path });
  if (from === to && (isHome || rule.namesRootObject)) {
    reportHome(rule, report);
  } else if (dialect.format === "netlify" || dialect.format === "cloudflare") {
    return isIgnored(rule, from, to, report);
  } else if (from === to) {
    report.error("EDGE_REDIRECT_LOOP", rule, `${quoted(rule.from)} ${ownTargetFix(rule, target)}`);
  } else if (dialect.slash === "ignored" && trimmed2(from) === trimmed2(to)) {
    report.error(
      "EDGE_REDIRECT_SLASH",
      rule,
      isUpgrade(rule, target) ? `${quoted(rule.from)} and ${quoted(rule.to)} are the same, because rules ignore the slash at the end, and sources for http and https are the same; leave the slash to the site, remove the rule, and ${UPGRADE}` : `${quoted(rule.from)} and ${quoted(rule.to)} differ only by a slash, which rules ignore; leave the slash to the site and remove the rule, or set prettyUrls of the EdgeRedirector, which redirects all pages`
    );
  } else if (!rule.caseSensitive && trimmed2(from).toLowerCase() === trimmed2(to).toLowerCase()) {
    report.error(
      "EDGE_REDIRECT_CASE",
      rule,
      `${quoted(rule.from)} and ${quoted(rule.to)} differ only by case, which this rule ignores; set caseSensitive to true`
    );
  } else {
    return false;
  }
  return true;
}
function isIgnored(rule, from, to, report) {
  const fault = from === to ? `${quoted(rule.from)} redirects to itself` : rule.dialect.slash === "ignored" && trimmed2(from) === trimmed2(to) ? `${quoted(rule.from)} and ${quoted(rule.to)} differ only by a slash, which rules ignore` : void 0;
  if (fault === void 0) return false;
  const cure = from === to ? "remove it" : "leave the slash to the site and remove it";
  if (rule.dialect.format === "netlify") {
    leaveOut("Netlify", { place: rule, fault, cure }, report);
  } else {
    const message = `${fault}, which never ends at Cloudflare, and it is left out; ${cure}`;
    report.warning("EDGE_REDIRECT_IGNORED", rule, message);
  }
  return true;
}
function reportHome(rule, report) {
  report[rule.dialect.order === "first" ? "warning" : "error"](
    "EDGE_REDIRECT_ROOT_OBJECT",
    rule,
    `${quoted(rule.from)} and ${quoted(rule.to)} are one page: CloudFront requests the default root object if a viewer requests "/", so the home page would redirect to itself; remove the rule, and let links lead to "/"`
  );
}
function staysOnHost({ source, target, when }) {
  if (target?.origin === void 0) return true;
  if (source.host === void 0 || fixedHost(target.origin) !== source.host) return false;
  const [first] = when.headers ?? [];
  return first === void 0 || first.name === SCHEME_HEADER && first.test.is === "equal" && first.test.value === target.origin.scheme;
}
function sourceTemplate(rule) {
  const { source } = rule;
  if (isExact(source)) {
    const exact = exactPath(rule);
    return exact === "" || source.slash ? `${exact}/` : exact;
  }
  let capture = 0;
  const pieceText = (piece) => typeof piece === "string" ? piece : captureCharacter(capture++);
  const path = source.segments.map((segment) => {
    switch (segment.kind) {
      case "literal":
        return `/${segment.text}`;
      case "star":
      case "placeholder":
        return `/${segment.pieces.map(pieceText).join("")}`;
      case "splat":
        return `/${captureCharacter(capture++)}`;
    }
  }).join("");
  return path === "" || source.slash ? `${path}/` : path;
}
function trimmed2(path) {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}
var UPGRADE = "use ViewerProtocolPolicy.REDIRECT_TO_HTTPS on the behavior";
function isUpgrade({ from, dialect }, { origin }) {
  return (from.startsWith("http://") || dialect.format === "csv" && from.startsWith("https://")) && origin?.scheme === "https";
}
function ownTargetFix(rule, target) {
  if (isUpgrade(rule, target)) {
    return `redirects to itself, because sources for http and https are the same; remove the rule, and ${UPGRADE}`;
  }
  return rule.from.startsWith("https://") && target.origin?.scheme === "http" ? "redirects to itself, because sources for http and https are the same; remove the rule" : "redirects to itself; remove the rule";
}

// src/core/redirects/checks/site-hosts.ts
var SiteHosts = class {
  names;
  constructor(siteHosts, rules) {
    this.names = /* @__PURE__ */ new Set([
      ...siteHosts.map((host) => host.toLowerCase()),
      ...rules.flatMap(({ source: { host } }) => host ?? [])
    ]);
  }
  has(host) {
    return this.names.has(host) || wildcardsOf(host).some((name) => this.names.has(name));
  }
};

// src/core/redirects/checks/condition-index.ts
var ConditionIndex = class {
  filed = /* @__PURE__ */ new Map();
  constructor(rules, members) {
    const choices = members.map((i) => requiredKeys(rules[i]));
    const counts = /* @__PURE__ */ new Map();
    for (const keys of choices) {
      for (const list2 of keys) for (const key of list2) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const most = (keys) => Math.max(...keys.map((key) => counts.get(key)));
    members.forEach((i, n) => {
      const [first, ...rest2] = choices[n];
      this.file(
        first === void 0 ? [""] : rest2.reduce((best, keys) => most(keys) < most(best) ? keys : best, first),
        i
      );
      const prefix = exemptPrefixOf(rules[i]);
      if (prefix?.startsWith("/")) this.file([`under ${prefix}`], i);
    });
  }
  /** The first rule under one of these keys that passes. */
  first(keys, passes) {
    let first;
    for (const key of keys) {
      const found = this.filed.get(key)?.find((other) => first !== void 0 && other >= first || passes(other));
      if (found !== void 0 && (first === void 0 || found < first)) first = found;
    }
    return first;
  }
  file(keys, rule) {
    for (const key of keys.length > 1 ? new Set(keys) : keys) {
      const list2 = this.filed.get(key);
      if (list2 !== void 0) list2.push(rule);
      else this.filed.set(key, [rule]);
    }
  }
};
function requiredKeys(rule) {
  return eachCondition(rule, (condition, value) => condition.requires(value));
}
function offeredKeys(rule) {
  return ["", ...eachCondition(rule, (condition, value) => condition.offers(value))];
}
function foldersOf(path) {
  const folders2 = [];
  const text2 = `${path}/`;
  for (let slash = text2.indexOf("/"); slash >= 0; slash = text2.indexOf("/", slash + 1)) {
    folders2.push(`under ${text2.slice(0, slash + 1)}`);
  }
  return folders2;
}

// src/core/redirects/traits/implies.ts
var OTHERS = CONDITIONS.filter((condition) => condition !== DATES_CONDITION);
function isImpliedBy(a, b) {
  if (!DATES_CONDITION.isImpliedBy(a, b)) return false;
  for (const condition of OTHERS) {
    const value = condition.from(a);
    if (value === void 0) continue;
    const other = condition.from(b);
    if (other === void 0 || !condition.isImpliedBy(value, other)) return false;
  }
  return true;
}

// src/core/redirects/checks/unreachable.ts
function findUnreachable(ranking, index, report) {
  const { rules } = ranking;
  const idle = [];
  const shadows = new Shadows(ranking, index);
  rules.forEach((rule, i) => {
    const first = shadows.firstShadowing(i);
    if (first === void 0) return;
    idle.push(i);
    report.warning(
      "EDGE_REDIRECT_UNREACHABLE",
      rule,
      `${quoted(rule.from)} never applies: ${quoted(rules[first].from)} on line ${rules[first].line} matches all of its requests first; move it up or remove it`
    );
  });
  return idle;
}
var Shadows = class {
  constructor(ranking, index) {
    this.ranking = ranking;
    this.index = index;
    this.someExempt = ranking.rules.some(({ dialect }) => dialect.leavesArrived);
  }
  ranking;
  index;
  /** By the first rule of a shape. */
  known = /* @__PURE__ */ new Map();
  someExempt;
  /** The first rule in the file that shadows a rule. */
  firstShadowing(i) {
    const { rules, rank, keys: sources } = this.ranking;
    const rule = rules[i];
    const path = samplePath(rule);
    const isShadowing = (j) => rank[j] < rank[i] && (isImpliedBy(rules[j], rule) || this.someExempt && exempts(rules[j], path)) && subsumes(rules[j], rule) && sources[j] !== sources[i];
    let first;
    let keys;
    for (const shape2 of this.index.shapes(path)) {
      if (shape2.rules.length === 1 && shape2.rules[0] === i) continue;
      keys ??= [...offeredKeys(rule), ...this.someExempt ? foldersOf(path) : []];
      for (const host of rule.source.host === void 0 ? [void 0] : [void 0, rule.source.host]) {
        const found = this.of(shape2).get(host)?.first(keys, isShadowing);
        if (found !== void 0 && (first === void 0 || found < first)) first = found;
      }
    }
    return first;
  }
  of(shape2) {
    const known3 = this.known.get(shape2.rules[0]);
    if (known3 !== void 0) return known3;
    const { rules, keys, dropped } = this.ranking;
    const seen = /* @__PURE__ */ new Set();
    const hosts = /* @__PURE__ */ new Map();
    for (const i of shape2.rules) {
      if (dropped.has(i) || seen.has(keys[i])) continue;
      seen.add(keys[i]);
      const { host } = rules[i].source;
      if (!hosts.has(host)) hosts.set(host, []);
      hosts.get(host).push(i);
    }
    const indexes = new Map([...hosts].map(([host, members]) => [host, new ConditionIndex(rules, members)]));
    this.known.set(shape2.rules[0], indexes);
    return indexes;
  }
};
function exempts(rule, path) {
  const prefix = exemptPrefixOf(rule);
  return prefix !== void 0 && prefix.startsWith("/") && `${path}/`.startsWith(prefix);
}

// src/core/redirects/program/read/host-names.ts
var LONGEST_HOST = 261;
function hostNames(host = "") {
  if (host.length > LONGEST_HOST) return [];
  const name = host.toLowerCase().replace(/:\d*$/, "");
  const names = [name];
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) names.push(`*${name.slice(dot)}`);
  return names;
}

// src/core/redirects/program/read/cursor.ts
function readNumber(c) {
  let byte = c.bytes[c.at++];
  let value = byte & 127;
  for (let scale = 128; byte > 127; scale *= 128) {
    byte = c.bytes[c.at++];
    value += (byte & 127) * scale;
  }
  return value;
}
function readStrings(c) {
  const list2 = [];
  for (let left = readNumber(c); left > 0; left--) list2.push(readString(c));
  return list2;
}
function readString(c) {
  let text2 = "";
  for (let left = readNumber(c); left > 0; left--) text2 += String.fromCharCode(readNumber(c));
  return text2;
}
function readAscii(c, end) {
  const b = c.bytes;
  let text2 = "";
  for (let i = c.at; i < end; i += 8) {
    text2 += String.fromCharCode(b[i], b[i + 1], b[i + 2], b[i + 3], b[i + 4], b[i + 5], b[i + 6], b[i + 7]).slice(
      0,
      end - i
    );
  }
  c.at = end;
  return text2;
}

// src/core/redirects/program/read/languages.ts
function isSpace(code) {
  return code === 32 || code > 8 && code < 14 || code > 127 && String.fromCharCode(code).trim() === "";
}
function preferredLanguage(header2) {
  const text2 = header2.toLowerCase();
  let best = "";
  let most = 0;
  for (let from = 0; from <= text2.length; ) {
    let end = from;
    let semicolon = -1;
    let weight2;
    for (let code = text2.charCodeAt(end); end < text2.length && code !== COMMA; code = text2.charCodeAt(++end)) {
      if (code !== SEMICOLON) continue;
      if (semicolon < 0) semicolon = end;
      weight2 ??= weightAt(text2, end + 1);
    }
    if ((weight2 ?? 1) > most) {
      best = text2.slice(from, semicolon < 0 ? end : semicolon).trim();
      most = weight2 ?? 1;
    }
    from = end + 1;
  }
  return best;
}
function weightAt(text2, from) {
  let at = from;
  while (isSpace(text2.charCodeAt(at))) at++;
  if (!text2.startsWith("q=", at)) return void 0;
  let end = at += 2;
  for (let code = text2.charCodeAt(end); code === 46 || code > 47 && code < 58; code = text2.charCodeAt(++end)) ;
  return end > at ? Number(text2.slice(at, end)) : void 0;
}

// src/core/redirects/program/format.ts
var MAGIC = 1380271683;
var VERSION = 7;
var HEADER_WORDS = 12;
var FOLDED = 1;
var HAS_HOSTS = 2;
var COOKIES_CHOOSE = 4;
var EXACT = 0;
var LITERAL = 1;
var PREFIX = 2;
var SUFFIX = 3;
var HOST = 4;
var NAME = 5;
var VALUE2 = 6;
var CHOICE = 7;
var NODE_WILD = 1;
var NODE_SPLAT = 2;
var NODE_PREFIXES = 4;
var NODE_SUFFIXES = 8;
var NODE_RULES = 16;
var NODE_LITERALS = 32;
var NODE_SOLE = 64;
var NODE_STEPS = NODE_WILD + NODE_PREFIXES + NODE_SUFFIXES + NODE_LITERALS;
var HAS_TARGET = 1;
var HAS_PATTERN = 2;
var HAS_TESTS = 4;
var COMPARED = 8;
var QUERY_DROP = 16;
var QUERY_REPLACE = 32;
var QUERY_ONLY = 64;
var MAY_REDIRECT_TO_SELF = 128;
var COLLAPSES = 256;
var LENDS_HOST = 512;
var MAY_TRAVERSE_UP = 262144;
var MAY_TRAVERSE_UP_AT_LAST = 4194304;
var MAY_LACK_PART = 524288;
var NEEDS_CARE = 128 + 256 + 512 + 524288;
var KEEPS_MATCHED = 1024;
var NEEDS_NO_SLASH = 2048;
var NEEDS_SLASH = 4096;
var GUARDED = 16384;
var CHANGES_SCHEME = 32768;
var SLASH_COUNTS = 131072;
var NEEDS_MORE = HAS_PATTERN + HAS_TESTS + QUERY_ONLY + GUARDED + NEEDS_CARE + 8388608;
var TESTS_FIRST = 1048576;
var MAY_MAKE_ESCAPE = 2097152;
var TIMED = 8388608;
var ADDED = 1;
var LEADS = 2;
var BEFORE = 2;
var BEHIND = 7;
var MOST_SLASHES = 31;
var LENGTH = 12;
var FREE = LEADS | MOST_SLASHES << BEFORE | MOST_SLASHES << BEHIND;
var PLACES = 4294967296;
var STATE_WORDS = 4;
var LEAD_STEP = 128;
var NEXT_STEP = 144;

// src/core/redirects/program/read/order.ts
var MOST_PLACES = 8;
function orderOf(keyed2, scan, root) {
  let listed2;
  let ends3;
  let isComplete;
  let slashes;
  let starts;
  const [reached, lengths2, least] = [[0], [], []];
  const list2 = () => {
    const { key } = keyed2;
    let left = MOST_PLACES * (key.length + 1);
    const lists = ends3 = [];
    listed2 = key;
    scan(root, key, 0, key.length + 1, (atom, end) => (lists[atom] ??= []).push(end) > 0 && --left > 0);
    isComplete = left > 0;
    slashes = new Uint32Array(key.length + 2);
    starts = [0];
    for (let i = 0; i <= key.length; i++) {
      if (i === key.length || key.charCodeAt(i) === SLASH) starts.push(i + 1);
      slashes[i + 1] = starts.length - 1;
    }
  };
  const isPossible = (texts4, count) => {
    if (count === 2 && (texts4[1] & FREE) === 0) return true;
    if (listed2 !== keyed2.key) list2();
    if (!isComplete) return true;
    const last = count - 2;
    for (let k = 0; k <= last; k += 2) least[k] = 0;
    for (let k = 0; ; ) {
      const packed = texts4[k + 1];
      const before = packed >> BEFORE & MOST_SLASHES;
      const behind = packed >> BEHIND & MOST_SLASHES;
      const length = packed >> LENGTH;
      const from = Math.max(least[k], reached[k] + (before && k ? 1 : 0));
      const end = firstFrom(ends3[texts4[k]], from + length);
      if (end === void 0 || packed & LEADS && end > length) return false;
      const within2 = end - (packed & ADDED);
      lengths2[k] = length - (packed & ADDED);
      const more = before && slashes[end - length] - slashes[reached[k]] + 1 - before;
      const rest2 = behind && slashes[keyed2.key.length] - slashes[within2] + 1 - behind;
      if (rest2 < 0 || more > 0 && k === 0) return false;
      if (more < 0) {
        least[k] = starts[slashes[reached[k]] + before - 1] ?? Infinity;
      } else if (more > 0) {
        k -= 2;
        least[k] = starts[slashes[end - length] + 1 - before] - lengths2[k];
      } else if (rest2 > 0) {
        least[k] = starts[slashes[keyed2.key.length] + 1 - behind] - lengths2[k];
      } else if (k === last) {
        return true;
      } else {
        reached[k += 2] = within2;
      }
    }
  };
  return { isPossible };
}
function firstFrom(places = [], least) {
  let low = 0;
  for (let high = places.length; low < high; ) {
    const middle = low + high >> 1;
    if (places[middle] < least) low = middle + 1;
    else high = middle;
  }
  return places[low];
}

// src/core/redirects/program/read/scan.ts
function scanner(words2) {
  const begin = HEADER_WORDS + words2[4];
  const end = begin + words2[8] / (STATE_WORDS + 1) * STATE_WORDS;
  const states = words2.subarray(begin, end);
  const atoms = words2.subarray(end);
  const step2 = (from, root, by) => {
    for (let state = from; ; state = states[state + 2]) {
      const next = states[state] + by * STATE_WORDS | 0;
      if (states[next + 1] === state) return next;
      if (state === root) return root;
    }
  };
  return (root, text2, from, to, heard) => {
    for (let i = from, state = root; i < to; i++) {
      const code = i < text2.length ? text2.charCodeAt(i) : SLASH;
      if (code < LEAD_STEP) {
        state = step2(state, root, code);
      } else {
        const lead = step2(state, root, LEAD_STEP + (code >> 12));
        state = step2(step2(lead, root, NEXT_STEP + (code >> 6 & 63)), root, NEXT_STEP + (code & 63));
      }
      for (let at = states[state + 3]; at > 0 && heard(atoms[at / STATE_WORDS], i + 1); ) {
        at = states[states[at + 2] + 3];
      }
    }
  };
}

// src/core/redirects/program/read/facts.ts
var LONGEST_LANGUAGE = 256;
function factsOf(words2, c, find, keyed2) {
  const scan = scanner(words2);
  const marks = new Uint32Array(words2[9] + 1);
  const order = orderOf(keyed2, scan, words2[10]);
  let turn = 0;
  let request2;
  const reads = [];
  const heldBy = [];
  let time2;
  let host;
  let headers;
  let asked;
  const values = [];
  const captures = [];
  const mark = (channel, atom) => {
    if (marks[atom] === turn) return false;
    marks[atom] = turn;
    heldBy[channel].push(atom);
    return true;
  };
  const valued = (channel, atom, more, text2, from, to) => {
    let valueAtom = 0;
    if (more & 1 && find(atom * 8 + VALUE2, text2, from, to)) mark(channel, valueAtom = readNumber(c));
    if (more > 1) scan(more >> 1, text2, from, to, (found) => mark(channel, found));
    return valueAtom;
  };
  const named3 = (channel, text2, from, to) => {
    const atom = readNumber(c);
    if (mark(channel, atom)) valued(channel, atom, readNumber(c), text2, from, to);
  };
  const parameter2 = (text2) => {
    const atom = readNumber(c);
    const more = readNumber(c);
    if (mark(QUERY, atom)) {
      values[atom] = text2;
      captures[atom] = void 0;
    }
    const plain2 = more > 0 ? decodeQuery(text2) : text2;
    asked.push(atom, valued(QUERY, atom, more, plain2, 0, plain2.length));
  };
  const one = (channel, text2) => {
    if (find(channel * 8 + NAME, text2, 0, text2.length)) mark(channel, readNumber(c));
  };
  const readQuery = () => {
    const { query } = request2;
    const parts = partsOf(query);
    asked = [];
    for (let i = 0; i < parts.length; i += 3) {
      const name = decodeQuery(query.slice(parts[i], parts[i + 1]));
      if (find(QUERY * 8 + NAME, name, 0, name.length)) parameter2(query.slice(parts[i + 1] + 1, parts[i + 2]));
      else asked.push(0, 0);
    }
  };
  const readCookies = () => {
    const header2 = request2.header("cookie") ?? "";
    const parts = partsOf(header2, SEMICOLON);
    for (let i = 0; i < parts.length; i += 3) {
      let from = parts[i];
      const equals = parts[i + 1];
      let to = parts[i + 2];
      while (isSpace(header2.charCodeAt(from))) from++;
      if (from < equals && equals < to && find(COOKIE * 8 + NAME, header2, from, equals)) {
        while (to > equals + 1 && isSpace(header2.charCodeAt(to - 1))) to--;
        named3(COOKIE, header2, equals + 1, to);
      }
    }
  };
  const chosen2 = (what) => words2[6] & COOKIES_CHOOSE ? new RegExp(`(?:^|; *)nf_${what}=([\\w-]+)`).exec(request2.header("cookie") ?? "")?.[1] : void 0;
  const readLanguage = () => {
    const language = chosen2("lang")?.toLowerCase() ?? preferredLanguage(request2.header("accept-language") ?? "");
    for (let i = 0; i <= language.length && i < LONGEST_LANGUAGE; i++) {
      if (i === language.length || language[i] === "-") one(LANGUAGE, language.slice(0, i));
    }
  };
  const readPath = () => scan(words2[10], keyed2.key, 0, keyed2.key.length + 1, (atom) => mark(PATH, atom));
  const listed2 = () => {
    if (headers !== void 0) return headers;
    c.at = words2[11];
    return headers = Array.from({ length: readNumber(c) }, () => {
      const name = readString(c);
      const place = c.at;
      readNumber(c);
      readNumber(c);
      return [name, place];
    });
  };
  const readHeaders = () => {
    const all = heldBy[HEADERS];
    const names = request2.headerNames?.();
    if (names === void 0) {
      for (let i = 0; i < listed2().length; i++) all.push(...held(FIRST_HEADER + i));
    } else {
      for (const name of names) {
        if (find(HEADERS * 8 + NAME, name, 0, name.length)) all.push(...held(readNumber(c), name));
      }
    }
  };
  const readHeader = (channel, given) => {
    let name = given;
    if (name === void 0) [name, c.at] = listed2()[channel - FIRST_HEADER];
    const text2 = request2.header(name);
    if (text2 !== void 0) named3(channel, text2, 0, text2.length);
  };
  const read = (channel, name) => {
    switch (channel) {
      case QUERY:
        return readQuery();
      case COOKIE:
        return readCookies();
      case LANGUAGE:
        return readLanguage();
      case COUNTRY:
        return one(COUNTRY, (chosen2("country") ?? request2.country ?? "").toUpperCase());
      case METHOD:
        return one(METHOD, request2.method.toUpperCase());
      case ORIGIN_STATUS:
        return one(ORIGIN_STATUS, String(request2.originStatus));
      case PATH:
        return readPath();
      case HEADERS:
        return readHeaders();
      default:
        return readHeader(channel, name);
    }
  };
  const held = (channel, name) => {
    if (reads[channel] !== turn) {
      reads[channel] = turn;
      heldBy[channel] = [];
      const { at } = c;
      read(channel, name);
      c.at = at;
    }
    return heldBy[channel];
  };
  return {
    begin: (next) => {
      request2 = next;
      time2 = host = void 0;
      turn++;
    },
    isBefore: (at) => {
      const isLater = (time2 ??= request2.now) < at;
      if (isLater) request2.until?.(at);
      return isLater;
    },
    host: () => host ??= request2.host?.toLowerCase() ?? "",
    isRead: (channel) => reads[channel] === turn,
    held,
    holds: (channel, atom) => {
      held(channel);
      return marks[atom] === turn;
    },
    order,
    capture: (atom) => captures[atom] ??= sentValue(values[atom]),
    isTested: (part2, atoms) => atoms.has(asked[2 * part2]) || atoms.has(asked[2 * part2 + 1])
  };
}

// src/core/redirects/program/hash.ts
function hash(seed, text2, from, to) {
  return seeded(seed, hashText(text2, from, to));
}
function hashText(text2, from, to) {
  let h = NO_TEXT;
  for (let i = from; i < to; i++) h = hashStep(h, text2.charCodeAt(i));
  return h;
}
var NO_TEXT = 2166136261;
function hashStep(h, code) {
  return Math.imul(h ^ code, 16777619);
}
function seeded(seed, h) {
  const both = Math.imul(seed + 1, 2654435761) ^ h;
  const mixed = Math.imul(both ^ both >>> 15, 2246822507);
  return (mixed ^ mixed >>> 13) >>> 0;
}
function hashBackwards(seed, text2) {
  let h = NO_TEXT;
  for (let i = text2.length - 1; i >= 0; i--) h = hashStep(h, text2.charCodeAt(i));
  return seeded(seed, h);
}
function hashesOf(seed, text2, at, step2, lengths2, most) {
  const hashes = [];
  let h = NO_TEXT;
  let done = 0;
  for (const length of lengths2) {
    if (length > most) break;
    for (; done < length; done++) h = hashStep(h, text2.charCodeAt(at + done * step2));
    hashes.push(seeded(seed, h));
  }
  return hashes;
}
function slotOf(hashed2, capacity) {
  return Math.floor(hashed2 / 4294967296 * capacity);
}
function checksum(words2, from) {
  let sum = 2166136261;
  for (let i = from; i < words2.length; i++) sum = Math.imul(sum ^ words2[i], 16777619);
  return sum >>> 0;
}

// src/core/redirects/program/read/lists.ts
function looker(c, find, facts, atoms, { counts, propose, fits: fits2, judge }) {
  const look = () => {
    const count = readNumber(c);
    if (count === 0) return propose(readNumber(c), c.at);
    if (count === 1) return choose(readNumber(c));
    let next = c.at;
    for (let left = count; left > 1; left--) {
      c.at = next;
      const record = readNumber(c);
      next = c.at;
      c.at = record;
      const rank = readNumber(c);
      if (!counts(rank)) return;
      propose(rank, c.at);
    }
  };
  const lookAt = (place) => {
    c.at = place;
    look();
  };
  let rules;
  let channelOfOther;
  let other;
  const readMember = () => {
    rules = readNumber(c);
    other = 0;
    if (!(rules & 1)) return;
    channelOfOther = readNumber(c);
    other = readNumber(c);
  };
  const lookWithin = () => {
    if (other === 0 || facts.holds(channelOfOther, other)) lookAt(rules >> 1);
  };
  const choose = (place) => {
    c.at = place;
    const choice = readNumber(c);
    const rest2 = choice & 1 ? readNumber(c) : 0;
    if (choice & 2 && !fits2(readNumber(c), readNumber(c))) return;
    const groups = readNumber(c);
    let next = c.at;
    if (rest2 > 0) lookAt(rest2);
    for (let left = groups; left > 0; left--) {
      c.at = next;
      const channel = readNumber(c);
      const best = readNumber(c);
      const members = readNumber(c);
      let member = readNumber(c);
      next = c.at;
      if (!facts.isRead(channel)) judge(best);
      if (!counts(best)) return;
      if (channel === START) {
        while (member & 1) {
          c.at = member >> 1;
          const time2 = readNumber(c);
          const before = readNumber(c);
          member = facts.isBefore(time2) ? before : readNumber(c);
        }
        if (member > 0) lookAt(member >> 1);
        continue;
      }
      const held = facts.held(channel);
      if (held.length < members) {
        for (const atom of held) {
          if (!find(((choice >> 2) * (atoms + 1) + atom) * 8 + CHOICE, "", 0, 0)) continue;
          readMember();
          lookWithin();
        }
      } else {
        for (let i = 0; i < members; i++) {
          c.at = member;
          if (!counts(readNumber(c))) break;
          const atom = readNumber(c);
          readMember();
          member = c.at;
          if (facts.holds(channel, atom)) lookWithin();
        }
      }
    }
  };
  return look;
}

// src/core/redirects/program/read/plain-path.ts
function hashOfPlain(path) {
  let h = NO_TEXT;
  let shorter = h;
  let before = 0;
  for (let i = 0; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code === DOT ? before === SLASH : PATH_CHARACTERS[code] !== 1) return -1;
    shorter = h;
    h = hashStep(h, before = code);
  }
  return path.charCodeAt(0) === SLASH ? (before === SLASH ? shorter : h) >>> 0 : -1;
}

// src/core/redirects/program/read/conditions.ts
var texts3 = [];
function meets(c, facts, asked) {
  let count = 0;
  for (let left = readNumber(c); left > 0; left--) {
    const head = readNumber(c);
    const channel = head >> 1;
    if (count > 0 && channel !== PATH) {
      if (!facts.order.isPossible(texts3, count)) return false;
      count = 0;
    }
    const choices = head & 1 ? readNumber(c) : 1;
    if (channel === START || channel === END) {
      const time2 = readNumber(c);
      if (asked && facts.isBefore(time2) === (channel === START)) return false;
      continue;
    }
    const isCaptured = channel === CAPTURED;
    const isKnown = asked !== void 0 || facts.isRead(isCaptured ? QUERY : channel);
    let holding = 0;
    for (let i = 0; i < choices; i++) {
      const atom = readNumber(c);
      if (isKnown && holding === 0 && facts.holds(isCaptured ? QUERY : channel, atom)) holding = atom;
    }
    if (isKnown && holding === 0) return false;
    if (channel === PATH) {
      const packed = readNumber(c);
      if (isKnown) {
        texts3[count++] = holding;
        texts3[count++] = packed;
      }
    }
    if (isCaptured || channel === QUERY) asked?.push(isCaptured ? -holding : holding);
  }
  return count === 0 || facts.order.isPossible(texts3, count);
}

// src/core/redirects/program/read/location.ts
var LABELS = /^[a-z0-9.-]*$/i;
var MOST_OF_A_HOST = 253;
var NEAR = 3;
var MOST_FILLED = 3 * URL_MAX_LENGTH;
function fill(c, sent, flags) {
  const here = c.at;
  c.at = here - readNumber(c);
  const end = readNumber(c) + c.at;
  const captures = flags & MAY_MAKE_ESCAPE ? sent.map((each2) => each2.replace(/%(?=[\da-f]?$)/i, "%25")) : sent;
  if (flags & MAY_TRAVERSE_UP_AT_LAST && climbs(c, end, captures)) return void 0;
  if (flags & LENDS_HOST) {
    const lent = captures[c.bytes[c.at + (c.bytes[c.at + 7] === SLASH ? 8 : 7)] % MOST_CAPTURES];
    if (lent.length > MOST_OF_A_HOST || !LABELS.test(lent)) return void 0;
  }
  const isSafe2 = leadsHere(c.bytes, c.at, end);
  let values = flags & COLLAPSES && c.bytes[c.at] === SLASH ? captures.map(collapsed) : captures;
  for (let location = ""; ; ) {
    let to = captures.length > 0 ? c.at : end;
    while (to < end && c.bytes[to] < CAPTURE) to++;
    const text2 = readAscii(c, to);
    location += text2;
    if (values !== captures && /[?#]/.test(text2)) values = captures;
    if (to === end || location.length > MOST_FILLED) return isSafe2 ? location : onThisHost(location);
    const capture = c.bytes[c.at++];
    const value = values[capture % MOST_CAPTURES];
    location += capture & IN_QUERY ? value.replace(/&/g, "%26").replace(/\+/g, "%2B") : value;
    if (value === "" && c.at < end && capture < CAPTURE + IN_QUERY && c.bytes[c.at] === SLASH && location.endsWith("/")) {
      c.at++;
    }
  }
}
function fillPlain(c, query) {
  const { bytes } = c;
  c.at -= readNumber(c);
  const end = readNumber(c) + c.at;
  if (query !== "") {
    for (let i = c.at; i < end; i++) if (bytes[i] === QUESTION || bytes[i] === HASH) return void 0;
  }
  const isSafe2 = leadsHere(bytes, c.at, end);
  const text2 = readAscii(c, end);
  return (isSafe2 ? text2 : onThisHost(text2)) + (query && `?${safeQuery(query)}`);
}
function leadsHere(bytes, from, end) {
  if (bytes[from] !== SLASH) return bytes[from] < CAPTURE;
  const second = end - from > 1 ? bytes[from + 1] : 0;
  return second < CAPTURE && (second > SLASH || second < DOT) && second !== BACKSLASH;
}
function climbs({ bytes, at }, end, captures) {
  let dots = NEAR;
  let value = "";
  let within2 = 0;
  for (let i = at; ; ) {
    let code = i < end ? bytes[i] : HASH;
    if (within2 < value.length) {
      if (within2 === NEAR && value.length > 2 * NEAR) {
        within2 = value.length - NEAR;
        dots = NEAR;
      }
      code = value.charCodeAt(within2++);
    } else if (i++ < end && code >= CAPTURE) {
      value = captures[code % MOST_CAPTURES];
      within2 = 0;
      continue;
    }
    const isOver = code === HASH || code === QUESTION;
    if ((isOver || code === SLASH) && dots % NEAR > 0) return true;
    if (isOver) return false;
    dots = code === SLASH ? 0 : code === DOT && dots < NEAR ? dots + 1 : NEAR;
  }
}

// src/core/redirects/program/read/rule.ts
var ACME = "/.well-known/acme-challenge/";
var LONG2 = 256;
var NONE3 = [];
var NO_ATOMS = [];
function decide(c, visit, facts) {
  const { path } = visit;
  const rule = readNumber(c);
  if (visit.refused?.has(rule)) return void 0;
  const status = readNumber(c) + 200;
  const flags = readNumber(c);
  if (flags & (path.length > 1 && endsWithSlash(path) ? NEEDS_NO_SLASH : NEEDS_SLASH)) return void 0;
  if (flags & HAS_TARGET && !(flags & NEEDS_MORE) && status !== 200) {
    const { at } = c;
    const location2 = fillPlain(c, flags & QUERY_DROP ? "" : visit.query);
    if (location2 !== void 0) return { status, rule, location: location2 };
    c.at = at;
  }
  const timing = flags & TIMED ? { ttl: readNumber(c), after: readString(c) } : void 0;
  let captures = NONE3;
  let asked = NO_ATOMS;
  if (flags & HAS_PATTERN) {
    const pattern = c.at - readNumber(c);
    let lead = 0;
    let tail = 0;
    if (flags & COMPARED) {
      lead = readNumber(c);
      tail = readNumber(c);
    }
    if (path.charCodeAt(1) === DOT && path.startsWith(ACME) && !namesDotFolder2({ bytes: c.bytes, at: pattern })) {
      return void 0;
    }
    if (flags & TESTS_FIRST) {
      if (!meets(c, facts, asked = [])) return void 0;
    } else if (path.length > LONG2 && (flags & HAS_TESTS + GUARDED) === HAS_TESTS) {
      if (!meets({ bytes: c.bytes, at: c.at }, facts)) return void 0;
    }
    captures = fitted(c, pattern, flags, visit, lead, tail);
    if (captures === void 0) return void 0;
  }
  if (flags & GUARDED && hasArrived(c, path, facts)) return null;
  if (captures === null) return void 0;
  if ((flags & HAS_TESTS + TESTS_FIRST) === HAS_TESTS && !meets(c, facts, asked = [])) return void 0;
  if (!(flags & HAS_TARGET)) return status === 200 ? null : { status, rule, timing };
  const only = flags & QUERY_ONLY ? [readStrings(c), readStrings(c)] : void 0;
  if (asked.length > 0) {
    for (const atom of asked) if (atom < 0) captures = [...captures, facts.capture(-atom)];
  }
  const location = fill(c, captures, flags);
  if (location === void 0) return void 0;
  if (visit.query === "" && !(flags & NEEDS_CARE) && status !== 200) return { status, rule, location, timing };
  const used = asked.length > 0 && !(flags & KEEPS_MATCHED) ? new Set(asked.map(Math.abs)) : void 0;
  return carefully(location, visit, facts, flags, { status, rule, timing }, {
    isUsed: used && ((part2) => facts.isTested(part2, used)),
    only
  });
}
function fitted(c, pattern, flags, visit, lead = 0, tail = 0) {
  const known3 = visit.fitted;
  if (known3?.has(pattern)) return known3.get(pattern);
  const { at } = c;
  c.at = pattern;
  const to = readNumber(c) + c.at;
  let captures = fits(c.bytes, c.at, to, visit, flags, lead, tail);
  c.at = to;
  if (flags & MAY_TRAVERSE_UP && captures && climbs(c, readNumber(c) + c.at, captures)) captures = null;
  c.at = at;
  known3?.set(pattern, captures);
  return captures;
}
function namesDotFolder2(pattern) {
  readNumber(pattern);
  return pattern.bytes[pattern.at + 1] === DOT;
}
function hasArrived(c, path, facts) {
  const end = readNumber(c) + c.at;
  const host = c.bytes[c.at] === SLASH ? "" : facts.host();
  let i = -host.length;
  for (; c.at < end && (i < 0 ? host.charCodeAt(i + host.length) : i === path.length ? SLASH : path.charCodeAt(i)) === c.bytes[c.at]; i++) {
    c.at++;
  }
  const has = c.at === end;
  c.at = end;
  return has;
}
function carefully(location, visit, facts, flags, decided, kept) {
  const [filled, asked, fragment] = partsOf2(location);
  const base = flags & COLLAPSES && filled[0] === "/" ? collapsed(filled) : filled;
  const keeps = visit.query !== "" && !(flags & QUERY_DROP) && !(flags & QUERY_REPLACE && asked !== "");
  const query = keeps ? mergeQuery(asked, visit.query, kept) : asked;
  if (decided.status === 200) {
    const [, origin, path] = /^(https?:\/\/[^/]*)?(.*)/s.exec(base);
    decided.rewrite = { path: base === "/" && visit.object || path, query, origin };
    return decided;
  }
  if (flags & MAY_REDIRECT_TO_SELF && query === visit.query && isHere(base, visit, facts, flags)) return null;
  decided.location = base + (query && `?${query}`) + (fragment === "#" ? "" : fragment);
  return decided;
}
function isHere(base, { path, sent, object }, facts, flags) {
  const host = authority(base);
  if (host !== void 0 && (flags & CHANGES_SCHEME || host !== facts.host())) return false;
  const spelled = host === void 0 ? base : base.slice(base.indexOf(host, 7) + host.length);
  const target = sent === void 0 ? spelled : normalizePath(spelled);
  return comparable(viewerPath(target, object), flags) === comparable(path, flags);
}
function comparable(path, flags) {
  const text2 = endsWithSlash(path) && !(flags & SLASH_COUNTS) ? path.slice(0, -1) : path;
  return flags & IGNORES_CASE ? text2.toLowerCase() : text2;
}

// src/core/redirects/program/read/table.ts
function finders(words2, capacity, c) {
  const bits = words2[7];
  return [(seed, text2, from, to, hashed2 = hash(seed, text2, from, to)) => {
    for (let slot = slotOf(hashed2, capacity); ; slot = (slot + 1) % capacity) {
      const word = words2[HEADER_WORDS + slot];
      c.at = word >>> bits;
      if (word === 0) return false;
      if ((word ^ hashed2) << 32 - bits === 0 && readNumber(c) === seed && readNumber(c) === to - from && isText(c, text2, from, to)) return true;
    }
  }, (seed, text2, from, to, hashed2, head, node) => {
    for (let slot = slotOf(hashed2, capacity); ; slot = (slot + 1) % capacity) {
      const word = words2[HEADER_WORDS + slot];
      c.at = word >>> bits;
      if (word === 0) return false;
      if ((word ^ hashed2) << 32 - bits === 0 && readNumber(c) === seed && readNumber(c) === head && (!node || readNumber(c) === node) && isText(c, text2, from, to)) return true;
    }
  }];
}
function isText(c, text2, from, to) {
  const { bytes } = c;
  let { at } = c;
  for (let i = from; i < to; i++) {
    let code = bytes[at++];
    if (code > 127) {
      c.at = at - 1;
      code = readNumber(c);
      at = c.at;
    }
    if (code !== text2.charCodeAt(i)) return false;
  }
  c.at = at;
  return true;
}

// src/core/redirects/url/root-object.ts
function objectPathOf(rootObject) {
  return rootObject && normalizePath(rootObject);
}

// src/core/redirects/program/read/open.ts
function openProgram(program, rootObject = "", refusing) {
  const bytes = program.byteOffset % 4 === 0 ? program : program.slice();
  const words2 = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
  if (words2[0] !== MAGIC || words2[1] !== VERSION || words2[2] !== bytes.byteLength || words2[3] !== checksum(words2, 4)) {
    throw new Error("damaged rules");
  }
  const c = { bytes: bytes.subarray(4 * (HEADER_WORDS + words2[4] + words2[8])), at: 0 };
  return { match: search(words2, c, objectPathOf(rootObject), refusing?.(c, words2)) };
}
var NO_RANK = 2147483647;
var LONG3 = 256;
function search(words2, c, object, refused) {
  const [, , , , capacity, anyHost, features] = words2;
  const [find, findEdge] = finders(words2, capacity, c);
  const visit = {
    path: "",
    query: "",
    key: "",
    object,
    refused,
    places: void 0,
    fitted: void 0,
    sent: void 0,
    spelling: void 0
  };
  const facts = factsOf(words2, c, find, visit);
  let best;
  let decision;
  let proposed = new Float64Array(64);
  let proposals;
  const propose = (rank, place) => {
    if (rank >= best) return;
    if (proposals === proposed.length) {
      const more = new Float64Array(2 * proposals);
      more.set(proposed);
      proposed = more;
    }
    proposed[proposals++] = rank * PLACES + place;
  };
  const judge = (limit) => {
    if (proposals === 0) return;
    if (proposals > 1) {
      proposed.subarray(0, proposals).sort();
      visit.fitted ??= /* @__PURE__ */ new Map();
    }
    let judged = 0;
    for (; judged < proposals; judged++) {
      const rank = proposed[judged] / PLACES | 0;
      if (rank >= best || rank >= limit) break;
      c.at = proposed[judged] - rank * PLACES | 0;
      const found = decide(c, visit, facts);
      if (found === void 0) continue;
      best = rank;
      decision = found;
    }
    if (judged < proposals) proposed.copyWithin(0, judged, proposals);
    proposals -= judged;
  };
  const look = looker(c, find, facts, words2[9], {
    counts: (rank) => rank < best,
    propose,
    fits: (pattern, flags) => !!fitted(c, pattern, flags, visit),
    judge
  });
  let known3;
  const hashOf = (from, to) => {
    if (to - from < LONG3) return hashText(visit.key, from, to);
    const place = from * PLACES + to;
    let hashed2 = (known3 ??= /* @__PURE__ */ new Map()).get(place);
    if (hashed2 === void 0) known3.set(place, hashed2 = hashText(visit.key, from, to));
    return hashed2;
  };
  const finds = (seed, from, to) => find(seed, visit.key, from, to, seeded(seed, hashOf(from, to)));
  const walk2 = (node, from, to, backwards) => {
    c.at = node;
    if (readNumber(c) >= best) return;
    const has = readNumber(c);
    const wild = has & NODE_WILD ? readNumber(c) : 0;
    const splat = has & NODE_SPLAT ? readNumber(c) : 0;
    const prefixes = has & NODE_PREFIXES ? lengths(c) : void 0;
    const suffixes = has & NODE_SUFFIXES ? lengths(c) : void 0;
    if (has & NODE_RULES && (backwards || from === to || has & NODE_SOLE)) look();
    if (from < to && has & NODE_STEPS) {
      const slash = backwards ? slashBefore(visit, to) : visit.key.indexOf("/", from + 1);
      const start = (backwards ? slash : from) + 1;
      const end = backwards || slash < 0 ? to : slash;
      const first = backwards ? from : end;
      const last = backwards ? slash : to;
      if (has & NODE_LITERALS && finds(node * 8 + LITERAL, start, end)) walk2(c.at, first, last, backwards);
      if (prefixes) edges(node * 8 + PREFIX, prefixes, start, end, first, last, backwards);
      if (suffixes) edges(node * 8 + SUFFIX, suffixes, start, end, first, last, backwards);
      if (wild && start < end) walk2(wild, first, last, backwards);
    }
    if (splat) walk2(splat, from, to, true);
  };
  const edges = (seed, sizes, start, end, first, last, backwards) => {
    const leads = seed % 8 === PREFIX;
    const hashes = hashesOf(seed, visit.key, leads ? start : end - 1, leads ? 1 : -1, sizes, end - start);
    const found = [];
    let [node, done] = [0, 0];
    for (let i = 0; i < hashes.length; i++) {
      const size = sizes[i];
      const [from, to] = leads ? [start + done, start + size] : [end - size, end - done];
      if (!findEdge(seed, visit.key, from, to, hashes[i], 2 * size + (node && 1), node)) continue;
      found.push(node = c.at);
      done = size;
    }
    for (let i = found.length - 1; i >= 0; i--) walk2(found[i], first, last, backwards);
  };
  const within2 = (scope, root, hashed2) => {
    const seed = scope * 8 + EXACT;
    if (find(seed, visit.key, 0, visit.key.length, seeded(seed, hashed2))) {
      if (best < NO_RANK || proposals > 0 || c.bytes[c.at] > 0) {
        look();
        if (best === NO_RANK) judge(NO_RANK);
      } else {
        c.at++;
        const rank = readNumber(c);
        const found = decide(c, visit, facts);
        if (found !== void 0) {
          best = rank;
          decision = found;
        }
      }
    }
    walk2(root, 0, visit.key.length, false);
  };
  return (asked) => {
    let hashed2 = features & FOLDED ? -1 : hashOfPlain(asked.path);
    const normalized = hashed2 < 0 ? normalizePath(asked.path) : asked.path;
    const path = object === "" ? normalized : viewerPath(normalized, object);
    visit.query = asked.query;
    visit.path = path;
    visit.places = visit.fitted = visit.spelling = void 0;
    visit.sent = path === asked.path || path === "/" ? void 0 : asked.path;
    const key = endsWithSlash(path) ? path.slice(0, -1) : path;
    visit.key = features & FOLDED ? key.toLowerCase() : key;
    if (hashed2 < 0 || path !== asked.path) hashed2 = hashText(visit.key, 0, visit.key.length);
    best = NO_RANK;
    decision = void 0;
    proposals = 0;
    known3 = void 0;
    facts.begin(asked);
    if (features & HAS_HOSTS) {
      for (const name of hostNames(asked.host)) {
        if (find(HOST, name, 0, name.length)) within2(readNumber(c), readNumber(c), hashed2);
      }
    }
    within2(0, anyHost, hashed2);
    if (proposals > 0) judge(NO_RANK);
    return decision ?? void 0;
  };
}
function lengths(c) {
  const list2 = [];
  for (let left = readNumber(c); left > 0; left--) list2.push(readNumber(c));
  return list2;
}

// src/core/redirects/program/write/automaton.ts
function newTexts(parent) {
  return { steps: /* @__PURE__ */ new Map(), parent, atom: 0, slot: 0, base: 0 };
}
function addText(root, text2, atom) {
  let state = root;
  for (const step2 of stepsOf(text2)) {
    let next = state.steps.get(step2);
    if (next === void 0) state.steps.set(step2, next = newTexts(state));
    state = next;
  }
  state.atom = atom;
}
function stepsOf(text2) {
  const steps = [];
  for (let i = 0; i < text2.length; i++) {
    const code = text2.charCodeAt(i);
    if (code < LEAD_STEP) steps.push(code);
    else steps.push(LEAD_STEP + (code >> 12), NEXT_STEP + (code >> 6 & 63), NEXT_STEP + (code & 63));
  }
  return steps;
}
function rootState({ slot }) {
  return slot * STATE_WORDS;
}
function packTexts(roots) {
  const slots = new Slots();
  const queue = [...roots];
  for (const root of roots) root.slot = slots.take([0]);
  for (const state of queue) {
    const steps = [...state.steps.keys()].sort((a, b) => a - b);
    if (steps.length > 0) state.base = slots.take(steps);
    for (const step2 of steps) {
      const next = state.steps.get(step2);
      next.slot = state.base + step2;
      next.fail = failOf(state, step2);
      next.hit = next.atom > 0 ? next : next.fail.hit;
      queue.push(next);
    }
  }
  const words2 = new Uint32Array(slots.length * (STATE_WORDS + 1));
  for (const { slot, base, parent, fail, hit, atom } of queue) {
    words2.set(
      [base, parent?.slot ?? 0, fail?.slot ?? slot, hit?.slot ?? 0].map((n) => n * STATE_WORDS),
      slot * STATE_WORDS
    );
    words2[slots.length * STATE_WORDS + slot] = atom;
  }
  return words2;
}
function failOf(state, step2) {
  let at = state;
  while (at.fail !== void 0) {
    at = at.fail;
    const next = at.steps.get(step2);
    if (next !== void 0) return next;
  }
  return at;
}
var Slots = class {
  used = [true];
  first = 1;
  several = 1;
  get length() {
    return this.used.length;
  }
  /** Takes a slot for each step and returns the base, which is added to a step to find its slot. */
  take(steps) {
    const [least] = steps;
    while (this.used[this.first]) this.first++;
    let slot = this.first;
    if (steps.length > 1) {
      slot = Math.max(this.first, this.several);
      while (steps.some((step2) => this.used[slot + step2 - least])) slot++;
      this.several = slot;
    }
    for (const step2 of steps) {
      const at = slot + step2 - least;
      while (this.used.length <= at) this.used.push(false);
      this.used[at] = true;
    }
    return slot - least;
  }
};

// src/core/redirects/program/write/atoms.ts
var Atoms = class {
  /** The channel of each atom. */
  channels = [0];
  names = [];
  headers = [];
  pathTexts = newTexts();
  /** Whether headers must be found by their names, too. */
  hasManyHeaders = false;
  known = [];
  headerChannels = /* @__PURE__ */ new Map();
  inPath = /* @__PURE__ */ new Map();
  /** The number of the last atom. */
  get count() {
    return this.channels.length - 1;
  }
  /** A name of a parameter or cookie; or a language, country, method or status. */
  name(channel, text2) {
    const known3 = this.known[channel] ??= /* @__PURE__ */ new Map();
    let name = known3.get(text2);
    if (name === void 0) {
      known3.set(
        text2,
        name = { channel, text: text2, atom: this.next(channel), values: /* @__PURE__ */ new Map(), holding: /* @__PURE__ */ new Map(), texts: newTexts() }
      );
      (channel >= FIRST_HEADER ? this.headers : this.names).push(name);
    }
    return name;
  }
  parameter(name, value) {
    const found = this.name(QUERY, name);
    return value === void 0 ? found.atom : this.valued(found, found.values, value);
  }
  cookie(name, test) {
    return this.text(this.name(COOKIE, name), test);
  }
  header(name, test) {
    const channel = this.headerChannels.get(name) ?? FIRST_HEADER + this.headers.length;
    this.headerChannels.set(name, channel);
    const header2 = this.name(channel, name);
    return { channel: header2.channel, atoms: [this.text(header2, test)] };
  }
  /** A text somewhere in the path. */
  path(text2) {
    let atom = this.inPath.get(text2);
    if (atom === void 0) {
      this.inPath.set(text2, atom = this.next(PATH));
      addText(this.pathTexts, text2, atom);
    }
    return atom;
  }
  text(name, test) {
    switch (test.is) {
      case "present":
        return name.atom;
      case "equal":
        return this.valued(name, name.values, test.value);
      case "containing":
        return this.valued(name, name.holding, test.value);
    }
  }
  valued(name, known3, value) {
    if (known3 === name.holding && value === "") return name.atom;
    let atom = known3.get(value);
    if (atom === void 0) {
      known3.set(value, atom = this.next(name.channel));
      if (known3 === name.holding) addText(name.texts, value, atom);
    }
    return atom;
  }
  next(channel) {
    return this.channels.push(channel) - 1;
  }
};

// src/core/redirects/program/write/bytes.ts
var ByteWriter = class {
  bytes = new Uint8Array(1 << 12);
  length = 0;
  byte(value) {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }
  number(value) {
    let rest2 = value;
    for (; rest2 > 127; rest2 = Math.floor(rest2 / 128)) this.byte(rest2 % 128 | 128);
    this.byte(rest2);
  }
  /** Any text, as `readString` reads it. */
  string(text2) {
    this.number(text2.length);
    this.units(text2);
  }
  /** Any text without its length. */
  units(text2) {
    for (let i = 0; i < text2.length; i++) this.number(text2.charCodeAt(i));
  }
  strings(list2) {
    this.number(list2.length);
    for (const text2 of list2) this.string(text2);
  }
  /** Text that is known to be ASCII, without its length. */
  ascii(text2) {
    if (this.length + text2.length > this.bytes.length) this.grow(text2.length);
    for (let i = 0; i < text2.length; i++) this.bytes[this.length + i] = text2.charCodeAt(i);
    this.length += text2.length;
  }
  contents() {
    return this.bytes.subarray(0, this.length);
  }
  grow(by) {
    const larger = new Uint8Array(2 * this.bytes.length + by);
    larger.set(this.bytes);
    this.bytes = larger;
  }
};

// src/core/redirects/program/write/edges.ts
function inOrder2(texts4, isBackwards) {
  const turned = (text2) => isBackwards ? [...text2].reverse().join("") : text2;
  const open = [];
  return texts4.map(turned).sort().map((text2) => {
    while (open.length > 0 && !text2.startsWith(open[open.length - 1])) open.pop();
    const shorter = open[open.length - 1];
    open.push(text2);
    return { text: turned(text2), ...shorter === void 0 ? {} : { shorter: turned(shorter) } };
  });
}

// src/core/redirects/program/write/times.ts
var MOST_FOR_EACH = 4;
var MOST_KINDS = 16;
function partByTime(list2) {
  const points = [...new Set(list2.flatMap(({ start = 0, end = 0 }) => [start, end]))].filter((time2) => time2 > 0).sort((a, b) => a - b);
  const places = new Map(points.map((time2, i) => [time2, i + 1]));
  const spans = [[], ...points.map(() => [])];
  const opens = /* @__PURE__ */ new Map();
  let left = MOST_FOR_EACH * (list2.length + MOST_KINDS);
  for (const { rule, start = 0, end, closes } of list2) {
    const open = closes === void 0 ? void 0 : opens.get(closes) ?? Int32Array.from({ length: spans.length + 1 }, (_, i) => i);
    if (open !== void 0) opens.set(closes, open);
    if (opens.size > MOST_KINDS) return void 0;
    const to = end === void 0 ? spans.length : places.get(end) ?? 0;
    for (let i = firstFrom2(open, places.get(start) ?? 0); i < to; i = firstFrom2(open, i + 1)) {
      if (left-- === 0) return void 0;
      spans[i].push(rule);
      if (open !== void 0) open[i] = i + 1;
    }
  }
  return merged2(points, spans);
}
function firstFrom2(open, from) {
  if (open === void 0) return from;
  let found = from;
  while (open[found] !== found) found = open[found];
  for (let at = from; at !== found; ) {
    const next = open[at];
    open[at] = found;
    at = next;
  }
  return found;
}
function merged2(points, spans) {
  const isNew = (i) => spans[i].join() !== spans[i + 1].join();
  return { points: points.filter((_, i) => isNew(i)), spans: spans.filter((_, i) => i === 0 || isNew(i - 1)) };
}

// src/core/redirects/program/write/choice.ts
var MOST_TOGETHER = 8;
function part(list2, known3) {
  if (list2.length <= MOST_TOGETHER) return void 0;
  const counts = /* @__PURE__ */ new Map();
  for (const { tests } of list2) {
    const own2 = tests.length === 1 ? tests[0].atoms : new Set(tests.flatMap(({ atoms }) => atoms));
    for (const atom of own2) counts.set(atom, (counts.get(atom) ?? 0) + 1);
  }
  const shared = known3.size > 0 || list2.some(({ guard }) => guard !== void 0) ? void 0 : list2[0].tests.find(({ atoms }) => atoms.length === 1 && counts.get(atoms[0]) === list2.length);
  const rest2 = [];
  const members = /* @__PURE__ */ new Map();
  for (const candidate of list2) {
    const access = shared?.atoms ?? accessOf(candidate, known3, counts);
    if (access === void 0) rest2.push(candidate);
    for (const atom of access ?? []) {
      const member = members.get(atom);
      if (member === void 0) members.set(atom, [candidate]);
      else member.push(candidate);
    }
  }
  const isDated = ({ guard, start, end }) => guard === void 0 && (start !== void 0 || end !== void 0);
  const isMet = ({ tests }) => tests.every(({ atoms }) => atoms.some((atom) => known3.has(atom)));
  const dated = rest2.filter(isDated).map((candidate) => isMet(candidate) ? candidate : { ...candidate, closes: void 0 });
  const times = dated.length > MOST_TOGETHER ? partByTime(dated) : void 0;
  if (times !== void 0) {
    return { rest: rest2.filter((candidate) => !isDated(candidate)), members, times: { ...times, best: dated[0].rule } };
  }
  return members.size > 0 ? { rest: rest2, members } : void 0;
}
var OTHERS_FIRST = 0.5;
function accessOf({ tests, guard }, known3, counts) {
  if (guard !== void 0 && (guard === 0 || known3.has(guard))) return void 0;
  let best;
  let fewest = Infinity;
  for (const { channel, atoms } of tests) {
    if (atoms.some((atom) => known3.has(atom)) || known3.size > 0 && atoms.length > 1) continue;
    const count = atoms.reduce((sum, atom) => sum + counts.get(atom), channel === COOKIE ? OTHERS_FIRST : 0);
    if (count < fewest) [best, fewest] = [atoms, count];
  }
  return best === void 0 || guard === void 0 ? best : [.../* @__PURE__ */ new Set([...best, guard])];
}

// src/core/redirects/program/write/lists.ts
var MOST_HEADERS = 8;
var ListWriter = class {
  constructor(out, atoms, rank, record) {
    this.out = out;
    this.atoms = atoms;
    this.rank = rank;
    this.record = record;
  }
  out;
  atoms;
  rank;
  record;
  /** The places of the records and choices of prepared lists. */
  recordOf = [];
  choiceOf = /* @__PURE__ */ new Map();
  /** Entries for the table: they are written when all atoms are known. */
  entries = [];
  choices = 0;
  /** Writes what a list refers to; the list itself must follow. */
  prepare(list2) {
    for (const { rule } of list2) {
      this.out.byte(0);
      this.recordOf[rule] = this.out.length;
      this.record(rule);
    }
    const choice = part(list2, /* @__PURE__ */ new Set());
    if (choice !== void 0) this.choiceOf.set(list2[0].rule, this.choice(choice, /* @__PURE__ */ new Set(), commonOf(list2)));
  }
  write(rules) {
    const choice = this.choiceOf.get(rules[0]);
    if (choice === void 0) return this.together(rules);
    this.out.number(1);
    this.out.number(choice);
  }
  /** Writes table entries for the members of choices. */
  finish(head) {
    for (const { choice, member } of this.entries) {
      head((choice * (this.atoms.count + 1) + member.atom) * 8 + CHOICE);
      this.place(member);
    }
  }
  place({ place, also }) {
    this.out.number(2 * place + (also === void 0 ? 0 : 1));
    if (also === void 0) return;
    this.out.number(also.channel);
    this.out.number(also.atoms[0]);
  }
  /** The place of a prepared record as a list. */
  alone(rule) {
    return this.recordOf[rule] - 1;
  }
  together(rules) {
    this.out.number(rules.length + 1);
    for (const rule of rules) this.out.number(this.recordOf[rule]);
  }
  /** Writes a list that others refer to, and returns its place. */
  list(list2, known3, atom) {
    if (list2.length === 1) return this.alone(list2[0].rule);
    const isShort2 = list2.length <= MOST_TOGETHER;
    const within2 = isShort2 ? known3 : /* @__PURE__ */ new Set([...known3, atom]);
    const choice = isShort2 ? void 0 : part(list2, within2);
    const at = choice && this.choice(choice, within2);
    const place = this.out.length;
    if (at === void 0) {
      this.together(list2.map(({ rule }) => rule));
    } else {
      this.out.number(1);
      this.out.number(at);
    }
    return place;
  }
  /** Writes a range of time spans, and returns twice its place; one more if it is divided. */
  split(times, from, to) {
    const { out } = this;
    if (from === to) {
      const rules = times.spans[from];
      if (rules.length === 0) return 0;
      if (rules.length === 1) return 2 * this.alone(rules[0]);
      const place2 = out.length;
      this.together(rules);
      return 2 * place2;
    }
    const middle = Math.floor((from + to) / 2);
    const [before, after] = [this.split(times, from, middle), this.split(times, middle + 1, to)];
    const place = out.length;
    for (const n of [times.points[middle], before, after]) out.number(n);
    return 2 * place + 1;
  }
  /** The channel by which each atom is found: many headers are read at once, as one channel. */
  channelsFor(keys) {
    const { channels } = this.atoms;
    const headers = new Set(keys.map((atom) => channels[atom]).filter((channel) => channel >= FIRST_HEADER));
    if (headers.size <= MOST_HEADERS) return (atom) => channels[atom];
    this.atoms.hasManyHeaders = true;
    return (atom) => Math.min(channels[atom], HEADERS);
  }
  /** Writes a choice, and returns its place. */
  choice({ rest: rest2, members, times }, known3, common) {
    const { out } = this;
    const restAt = rest2.length > 0 ? this.list(rest2, known3, -1) : 0;
    const channelOf = this.channelsFor([...members.keys()]);
    const groups = /* @__PURE__ */ new Map();
    for (const [atom, list2] of members) {
      const isMet = (other) => other === atom || known3.has(other);
      const also = list2.length > 1 ? void 0 : alsoRequired(list2, this.atoms.channels[atom], isMet);
      const member = { best: this.rank(list2[0].rule), atom, place: this.list(list2, known3, atom), also };
      const group = groups.get(channelOf(atom));
      if (group === void 0) groups.set(channelOf(atom), [member]);
      else group.push(member);
    }
    const dated = times && {
      channel: START,
      best: this.rank(times.best),
      size: 0,
      place: this.split(times, 0, times.points.length)
    };
    const written = [...groups].map(([channel, group]) => {
      group.sort((a, b) => a.best - b.best);
      const place = out.length;
      for (const member of group) {
        out.number(member.best);
        out.number(member.atom);
        this.place(member);
      }
      return { channel, best: group[0].best, size: group.length, place };
    }).concat(dated ?? []).sort((a, b) => a.best - b.best);
    const choice = this.choices++;
    const at = out.length;
    out.number(4 * choice + (common ? 2 : 0) + (restAt > 0 ? 1 : 0));
    if (restAt > 0) out.number(restAt);
    if (common) for (const n of [common.pattern, common.flags]) out.number(n);
    out.number(written.length);
    for (const { channel, best, size, place } of written) for (const n of [channel, best, size, place]) out.number(n);
    for (const group of groups.values()) {
      for (const member of group) this.entries.push({ choice, member });
    }
    return at;
  }
};
function commonOf(list2) {
  const [{ climbing }] = list2;
  const isCommon = list2.every((each2) => each2.guard === void 0 && each2.climbing?.pattern === climbing?.pattern);
  return isCommon ? climbing : void 0;
}
function alsoRequired([{ tests, guard }], channel, isMet) {
  if (guard !== void 0) return void 0;
  return tests.find((test) => {
    const isFree = test.channel === QUERY || test.channel === PATH || channel !== QUERY && channel !== PATH;
    return isFree && test.channel !== CAPTURED && test.atoms.length === 1 && !isMet(test.atoms[0]);
  });
}

// src/core/redirects/traits/may-traverse-up.ts
var DOTS_BESIDE = /(?:[/\0]\.\.?\0|\0\.\.?(?:\/|$))/;
function mayTraverseUp({ source: { segments, query } }, { path }) {
  if (path.every((part2) => typeof part2 === "string")) return false;
  const partial = segments.some(
    (segment) => segment.kind === "star" || segment.kind === "placeholder" && segment.pieces.length > 1
  );
  const text2 = path.map((part2) => typeof part2 === "string" ? part2 : "\0").join("");
  return partial || query.some(({ is }) => is === "captured") || DOTS_BESIDE.test(text2);
}

// src/core/redirects/traits/source-key.ts
function sourceKey(rule) {
  const { source, when, start, end, caseSensitive, dialect } = rule;
  const strict = dialect.slash === "strict" && source.slash;
  if (caseSensitive && !strict && source.host === void 0 && !isConditional(rule)) return patternText(rule);
  const isPlain = source.host === void 0 && !strict && start === void 0 && end === void 0 && caseSensitive;
  const rest2 = isPlain ? "" : JSON.stringify([source.host, strict, start, end, caseSensitive]);
  return `${patternText(rule)} ${rest2}${sortedQuery(rule)}${sorted(when)}`;
}
function sourceKeys(rules) {
  const known3 = new Array(rules.length);
  return (index) => known3[index] ??= sourceKey(rules[index]);
}
function sortedQuery({ source: { query } }) {
  return query.length === 1 ? queryKey(query[0]) : query.map(queryKey).sort().join("");
}
function queryKey(test) {
  const value = test.is === "equal" ? test.value : "";
  return `${test.is} ${test.name.length} ${value.length} ${test.name}${value}`;
}
function sorted(when) {
  const canonical = (value) => Array.isArray(value) ? [...new Set(value.map((v) => JSON.stringify(v)))].sort() : value;
  const entries = Object.entries(when).sort(([a], [b]) => a < b ? -1 : 1);
  return entries.length === 0 ? "" : JSON.stringify(entries.map(([key, value]) => [key, canonical(value)]));
}

// src/core/redirects/program/write/hidden.ts
function withoutHidden(rules, { ruleAt, keyOf: sourceOf, findingsOf }) {
  if (rules.length < 2) return rules;
  const answered = /* @__PURE__ */ new Set();
  const closed = /* @__PURE__ */ new Set();
  return rules.filter((index) => {
    const rule = ruleAt(index);
    const key = keyOf3(rule, sourceOf(index));
    const isGated = isConditional(rule);
    if (closed.size > 0 && closed.has(isGated ? unconditionalKey(rule) : key)) return false;
    if (answered.has(key) && effectiveExemptPrefix(rule, findingsOf(index)) === void 0) return false;
    if (alwaysAnswers(rule, findingsOf(index))) (isGated ? answered : closed).add(key);
    return true;
  });
}
var keyOf3 = ({ dialect }, key) => dialect.slash === "strict" ? `strict ${key}` : key;
function unconditionalKey(rule) {
  const source = { ...rule.source, query: [] };
  return keyOf3(rule, sourceKey({ ...rule, when: {}, start: void 0, end: void 0, source }));
}
function alwaysAnswers(rule, findings) {
  const target = effectiveTarget(rule, findings);
  return target === void 0 || !mayTraverseUp(rule, target) && !(target.origin && lendsHost(target.origin));
}

// src/core/redirects/traits/needles.ts
function needlesOf({ source, dialect }) {
  const { segments, slash } = source;
  if (isExact(source)) return [];
  const needles = [];
  const first = segments.findIndex(isOpen2);
  const last = segments.length - 1 - [...segments].reverse().findIndex(isOpen2);
  const isInside = (i) => first >= 0 && i >= first && i <= last;
  const hasStar = segments.some(({ kind }) => kind === "star");
  let run = "";
  let isUnfiled = false;
  let leads = true;
  let before = 0;
  const end = (closes) => {
    const added = closes && !run.endsWith("/") ? 1 : 0;
    if (isUnfiled && run !== "" && run !== "/") {
      needles.push({ text: run + (added ? "/" : ""), added, leads, before });
      before = 0;
    } else if (before !== void 0) {
      before += run.split("/").length - 1;
    }
    run = "";
    leads = false;
    isUnfiled = false;
  };
  segments.forEach((segment, i) => {
    if (segment.kind === "splat") {
      end(true);
      before = void 0;
      return;
    }
    run += "/";
    if (segment.kind === "literal") {
      run += segment.text;
      isUnfiled ||= isInside(i);
      return;
    }
    const filed2 = isInside(i) ? -1 : filedPiece(segment);
    segment.pieces.forEach((piece, k) => {
      if (typeof piece !== "string") {
        end(false);
        if (piece.name === "*") before = void 0;
        return;
      }
      run += piece;
      isUnfiled ||= k !== filed2;
    });
  });
  if (slash && dialect.slash === "strict" && hasStar) run += "/";
  end(true);
  const behind = hasStar ? void 0 : before;
  return needles.map((needle, i) => i === needles.length - 1 ? { ...needle, behind } : needle);
}
function filedPiece({ pieces }) {
  return typeof pieces[0] === "string" ? 0 : typeof pieces[pieces.length - 1] === "string" ? pieces.length - 1 : -1;
}

// src/core/redirects/program/write/tests.ts
function testsOf2(rule, atoms, { inPath, folded }) {
  const conditions = eachCondition(rule, (condition, value) => condition.tests(value, atoms), CONDITIONS_AS_TESTED);
  if (!inPath) return conditions;
  const texts4 = needlesOf(rule).map((needle) => ({
    channel: PATH,
    atoms: [atoms.path(folded ? needle.text.toLowerCase() : needle.text)],
    number: placeOf(needle)
  }));
  return texts4.length === 0 ? conditions : [...texts4, ...conditions];
}
function placeOf({ text: text2, added, leads, before, behind }) {
  const slashes = (count) => count === void 0 || count >= MOST_SLASHES ? 0 : count + 1;
  return text2.length << LENGTH | slashes(behind) << BEHIND | slashes(before) << BEFORE | (leads ? LEADS : 0) | added * ADDED;
}
function writeTests(out, tests) {
  out.number(tests.length);
  for (const { channel, atoms, number } of tests) {
    const isTime = channel === START || channel === END;
    out.number(channel * 2 + (isTime || atoms.length === 1 ? 0 : 1));
    if (!isTime && atoms.length !== 1) out.number(atoms.length);
    for (const atom of atoms) out.number(atom);
    if (number !== void 0) out.number(number);
  }
}

// src/core/redirects/traits/climbing.ts
var TEXT = /[^/\x80-\xff]+/g;
var ALONE = /(?:\/x)+(?=\/|$)/g;
function climbingText(rule, target) {
  const { source, dialect } = rule;
  if (isExact(source) || source.query.some(({ is }) => is === "captured") || !mayTraverseUp(rule, target)) {
    return void 0;
  }
  const [path] = templateText(target, dialect).split(/[?#]/);
  return path.replace(TEXT, (text2) => /^\.+$/.test(text2) ? text2 : "x").replace(ALONE, "");
}

// src/core/redirects/program/write/record.ts
var POLICIES = { merge: 0, drop: QUERY_DROP, replace: QUERY_REPLACE, only: QUERY_ONLY };
function writeRule(out, rule, { index, rank, findings, tests, pattern, compared: compared3, template }) {
  const target = effectiveTarget(rule, findings);
  const guard = effectiveExemptPrefix(rule, findings);
  const query = findings.query ?? rule.query;
  out.number(rank);
  const timing = timingOf(rule);
  out.number(index);
  out.number((findings.status ?? rule.status) - 200);
  out.number(
    flagsOf2(rule, findings) | (target ? HAS_TARGET | targetFlags(rule, target) : 0) | (pattern === void 0 ? 0 : HAS_PATTERN) | (compared3 === void 0 ? 0 : COMPARED) | (tests.length > 0 ? HAS_TESTS : 0) | (timing === void 0 ? 0 : TIMED) | (guard === void 0 ? tests[0]?.channel === PATH ? TESTS_FIRST : 0 : GUARDED)
  );
  if (timing !== void 0) {
    out.number(timing.ttl);
    out.string(timing.after ?? "");
  }
  if (pattern !== void 0) out.number(out.length - pattern);
  if (compared3 !== void 0) for (const count of [compared3.lead, compared3.tail]) out.number(count);
  if (guard !== void 0) {
    out.number(guard.length);
    out.ascii(guard);
  }
  if (tests.length > 0) writeTests(out, tests);
  if (template === void 0) return;
  if (query.kind === "only") writeNames(out, query.names);
  out.number(out.length - template);
}
function writeNames(out, names) {
  const beginnings = names.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1)).sort();
  const kept = [];
  for (const text2 of beginnings) if (kept.length === 0 || !text2.startsWith(kept[kept.length - 1])) kept.push(text2);
  out.strings(names.filter((name) => !name.endsWith("*")));
  out.strings(kept);
}
function flagsOf2(rule, findings) {
  const { source, dialect } = rule;
  const open = source.segments[source.segments.length - 1]?.kind;
  const minds = dialect.slash === "strict" && open !== "splat" && !source.segments.some((segment) => segment.kind === "star");
  return POLICIES[(findings.query ?? rule.query).kind] | (dialect.usesUpQuery ? 0 : KEEPS_MATCHED) | (dialect.slash === "strict" ? SLASH_COUNTS : 0) | (minds ? source.slash ? NEEDS_SLASH : NEEDS_NO_SLASH : 0) | matchingFlags(rule);
}
var isText2 = (part2) => typeof part2 === "string";
function targetFlags(rule, target) {
  const { path, query, fragment } = target;
  const plain2 = [path, query, fragment].every((parts) => parts === void 0 || parts.every(isText2));
  const lends = target.origin !== void 0 && lendsHost(target.origin);
  const fixed = plain2 && !lends;
  return (target.query?.length && mayLackQuery(target) || mayLackFragment(target) ? MAY_LACK_PART : 0) | (lends ? LENDS_HOST : 0) | (rule.dialect.collapsesSlashes && !fixed ? COLLAPSES : 0) | (mayRedirectToSelf(rule, target) ? MAY_REDIRECT_TO_SELF : 0) | (mayMakeEscape(target) ? MAY_MAKE_ESCAPE : 0) | (climbingText(rule, target) !== void 0 ? MAY_TRAVERSE_UP : mayTraverseUp(rule, target) ? MAY_TRAVERSE_UP_AT_LAST : 0) | (changesScheme(rule) ? CHANGES_SCHEME : 0);
}
function needsPattern(rule, folded) {
  return !isExact(rule.source) || folded && rule.caseSensitive;
}
function changesScheme({ when, target }) {
  return target?.origin !== void 0 && (when.headers?.some((h) => h.name === SCHEME_HEADER) ?? false);
}

// src/core/redirects/traits/filed-text.ts
function filedText(rule) {
  const { segments } = rule.source;
  const first = segments.find(({ kind }) => kind !== "literal");
  if (first === void 0 || segments.some(({ kind }) => kind === "star")) return { lead: 0, tail: 0 };
  const text2 = patternText(rule);
  let lead = 0;
  while (text2.charCodeAt(lead) > STAR) lead++;
  let tail = 0;
  for (const segment of [...segments].reverse()) {
    if (segment.kind !== "literal") {
      const pieces = segment.kind === "splat" ? [] : segment.pieces;
      const [begin, end] = [pieces[0], pieces[pieces.length - 1]];
      return { lead, tail: tail + (typeof begin !== "string" && typeof end === "string" ? end.length : 0) };
    }
    tail += 1 + segment.text.length;
  }
  return { lead, tail };
}

// src/core/redirects/program/write/prepared.ts
var LEAST_COMPARED = 8;
var NOTHING_FOUND = {};
var isOfTime = ({ channel }) => channel === START || channel === END;
var PreparedRules = class {
  constructor(out, atoms, rules, findings, folded, keyOf4) {
    this.out = out;
    this.atoms = atoms;
    this.rules = rules;
    this.findings = findings;
    this.folded = folded;
    this.keyOf = keyOf4;
  }
  out;
  atoms;
  rules;
  findings;
  folded;
  keyOf;
  /** The places of the texts of targets and patterns, which rules share. */
  texts = /* @__PURE__ */ new Map();
  prepared = /* @__PURE__ */ new Map();
  /** The rules of one place, the best first, that can apply. */
  visible(rules) {
    const { keyOf: keyOf4 } = this;
    const [ruleAt, findingsOf] = [(index) => this.rules[index], (index) => this.found(index)];
    return withoutHidden(rules, { ruleAt, keyOf: keyOf4, findingsOf });
  }
  /**
   * Writes the texts of rules of one place. `compared` is what the table has compared of their paths, which their
   * records state.
   */
  prepare(rules, compared3) {
    const inPath = rules.length > MOST_TOGETHER;
    for (const index of rules) {
      const rule = this.rules[index];
      const target = effectiveTarget(rule, this.found(index));
      this.prepared.set(index, {
        tests: testsOf2(rule, this.atoms, { inPath, folded: this.folded }),
        pattern: needsPattern(rule, this.folded) ? this.text(patternText(rule), `pattern ${matchingFlags(rule)} `, target && climbingText(rule, target)) : void 0,
        compared: compared3 && this.compared(rule, compared3),
        template: target && this.text(templateText(target, rule.dialect), "")
      });
    }
  }
  /** A rule as a member of a list. */
  candidate(rule) {
    const { tests } = this.prepared.get(rule);
    const guard = this.guard(rule);
    const climbing = this.climbing(rule);
    if (!tests.some(isOfTime)) return { rule, tests, guard, climbing };
    const [start, end] = [START, END].map((channel) => tests.find((test) => test.channel === channel)?.number);
    const others = tests.filter((test) => !isOfTime(test));
    return { rule, tests: others, guard, climbing, start, end, closes: this.closes(rule) };
  }
  record(index, rank) {
    const findings = this.found(index);
    writeRule(this.out, this.rules[index], { index, rank, findings, ...this.prepared.get(index) });
  }
  /** Releases what was prepared for a rule whose only record is written: a million of them would be kept to the end. */
  forget(index) {
    this.prepared.delete(index);
  }
  found(index) {
    return this.findings[index] ?? NOTHING_FOUND;
  }
  /**
   * The atom of the prefix that a rule exempts. Mostly it ends with a slash, which is added to the path of a request
   * too.
   */
  guard(index) {
    const guard = effectiveExemptPrefix(this.rules[index], this.found(index));
    if (guard === void 0) return void 0;
    const folder2 = guard.slice(guard.indexOf("/"));
    if (folder2.length < 2 || !guard.includes("/") || folder2.includes("//")) return 0;
    return this.atoms.path(this.folded ? folder2.toLowerCase() : folder2);
  }
  climbing(index) {
    const rule = this.rules[index];
    const target = effectiveTarget(rule, this.found(index));
    const { pattern } = this.prepared.get(index);
    if (target === void 0 || pattern === void 0 || climbingText(rule, target) === void 0) return void 0;
    return { pattern, flags: matchingFlags(rule) + MAY_TRAVERSE_UP };
  }
  /** The paths of a rule that applies whenever its tests are met: no capture can make its target invalid. */
  closes(index) {
    const rule = this.rules[index];
    const { tests, pattern = 0 } = this.prepared.get(index);
    const isPlain = rule.dialect.slash !== "strict" && tests.every(({ channel }) => channel !== CAPTURED);
    return isPlain && alwaysAnswers(rule, this.found(index)) ? pattern : void 0;
  }
  compared(rule, compared3) {
    if (this.folded && rule.caseSensitive) return void 0;
    const { lead, tail } = filedText(rule);
    const isAtEnd = compared3 === "whole" || rule.source.segments.some(isOpen2);
    const text2 = { lead, tail: isAtEnd ? tail : 0 };
    return text2.lead + text2.tail < LEAST_COMPARED ? void 0 : text2;
  }
  /** The place of a text, and of a second behind it. */
  text(text2, kind, more) {
    const key = more === void 0 ? kind + text2 : `${kind}${text2} ${more}`;
    let offset = this.texts.get(key);
    if (offset === void 0) {
      this.texts.set(key, offset = this.out.length);
      for (const each2 of more === void 0 ? [text2] : [text2, more]) {
        this.out.number(each2.length);
        this.out.ascii(each2);
      }
    }
    return offset;
  }
};

// src/core/redirects/traits/parts-of-rule.ts
var HOST2 = { kind: "host" };
var WHOLE_QUERY = { kind: "query" };
var NOTHING2 = [];
function partsTested(rule) {
  const parts = eachCondition(rule, (condition, value) => condition.parts(value));
  return rule.source.host === void 0 ? parts : [HOST2, ...parts];
}
function partsUsed(rule, findings) {
  const target = effectiveTarget(rule, findings);
  const query = target ? queryKept(rule, target, findings) : NOTHING2;
  return comparesHost(rule, target, findings) ? [HOST2, ...query] : query;
}
function comparesHost(rule, target, { guarded }) {
  if (target?.origin !== void 0 && (guarded || comparesUrl(rule, target))) return true;
  return rule.target?.origin !== void 0 && exemptPrefixOf(rule) !== void 0;
}
function comparesUrl(rule, target) {
  const { source, dialect, status } = rule;
  if (dialect.usesUpQuery && source.query.length > 0 && !target.query?.length) return false;
  return status >= 300 && mayKeepHost(source, target) && mayRedirectToSelf(rule, target);
}
function mayKeepHost({ host }, { origin }) {
  if (host === void 0 || origin === void 0) return true;
  const name = fixedHost(origin)?.replace(/:\d+$/, "");
  if (name === void 0) return true;
  return host.startsWith("*") ? name.endsWith(host.slice(1)) : name === host;
}
function queryKept(rule, target, findings) {
  const policy = findings.query ?? rule.query;
  if (policy.kind === "merge") return [WHOLE_QUERY];
  const compared3 = target.query?.length ? WHOLE_QUERY : { kind: "query", dispensable: true };
  const parts = comparesUrl(rule, target) ? [compared3] : NOTHING2;
  switch (policy.kind) {
    case "drop":
      return parts;
    case "only":
      return [...policy.names.map((name) => ({ kind: "query", name })), ...parts];
    case "replace":
      return mayLackQuery(target) ? [WHOLE_QUERY] : parts;
  }
}

// src/core/redirects/traits/reading.ts
function readingOf({ kind, name }) {
  return name === void 0 ? kind : `${kind}:${name}`;
}

// src/core/redirects/program/write/reads.ts
var NOTHING_FOUND2 = {};
function writeReads(out, rules, order, findings) {
  const readings = /* @__PURE__ */ new Map();
  const add2 = (part2, use, rule) => {
    if (part2.dispensable) return;
    const text2 = readingOf(part2);
    const key = use + text2;
    let reading = readings.get(key);
    if (reading === void 0) readings.set(key, reading = { text: text2, use, spans: [] });
    const { spans } = reading;
    if (spans[spans.length - 1] >= rule) spans[spans.length - 1] = rule + 1;
    else spans.push(rule, rule + 1);
  };
  for (const rule of Int32Array.from(order).sort()) {
    for (const part2 of partsTested(rules[rule])) add2(part2, 0, rule);
    for (const part2 of partsUsed(rules[rule], findings[rule] ?? NOTHING_FOUND2)) add2(part2, 1, rule);
  }
  out.number(readings.size);
  for (const { text: text2, use, spans } of readings.values()) {
    out.string(text2);
    out.number(use);
    out.number(spans.length / 2);
    spans.forEach((rule, at) => out.number(rule - (spans[at - 1] ?? 0)));
  }
}

// src/core/redirects/program/write/sources.ts
function writeAtoms(out, atoms, head) {
  const { names, headers, pathTexts } = atoms;
  const roots = [pathTexts, ...[...names, ...headers].map(({ texts: texts4 }) => texts4)].filter(({ steps }) => steps.size > 0);
  const words2 = roots.length > 0 ? packTexts(roots) : new Uint32Array();
  const source = ({ atom, values, texts: texts4 }) => {
    out.number(atom);
    out.number(2 * rootState(texts4) + (values.size > 0 ? 1 : 0));
  };
  for (const name of names) {
    head(name.channel * 8 + NAME, name.text);
    source(name);
  }
  for (const { atom, values } of [...names, ...headers]) {
    for (const [value, number] of values) {
      head(atom * 8 + VALUE2, value);
      out.number(number);
    }
  }
  if (atoms.hasManyHeaders) {
    for (const header2 of headers) {
      head(HEADERS * 8 + NAME, header2.text);
      out.number(header2.channel);
      source(header2);
    }
  }
  const place = headers.length > 0 ? out.length : 0;
  if (place > 0) {
    out.number(headers.length);
    for (const header2 of headers) {
      out.string(header2.text);
      source(header2);
    }
  }
  return { roots: { words: words2, paths: rootState(pathTexts) }, headers: place };
}

// src/core/redirects/program/write/table.ts
var TableWriter = class {
  constructor(out) {
    this.out = out;
  }
  out;
  hashes = [];
  entries = [];
  /** Begins an entry; its payload must follow. */
  entry(seed, text2) {
    this.begin(seed, hash(seed, text2, 0, text2.length));
    this.out.string(text2);
  }
  /**
   * Begins the entry of a prefix or suffix of a segment. If the text continues a shorter one, only the rest is written:
   * a request that has a thousand of them is only compared with the longest.
   */
  edge(seed, text2, shorter) {
    const isSuffix = seed % 8 === SUFFIX;
    this.begin(seed, isSuffix ? hashBackwards(seed, text2) : hash(seed, text2, 0, text2.length));
    this.out.number(2 * text2.length + (shorter ? 1 : 0));
    if (shorter) this.out.number(shorter.node);
    const known3 = shorter?.text.length ?? 0;
    this.out.units(isSuffix ? text2.slice(0, text2.length - known3) : text2.slice(known3));
  }
  /** Joins header, table, automaton and records; places are counted from the first record. */
  assemble({ anyHost, features, automaton, atoms, paths, headers }) {
    const slots = Math.ceil(this.hashes.length * (atoms > 0 ? 2 : 1.4)) + 1;
    const capacity = automaton.length > 0 ? (slots | STATE_WORDS - 1) + 1 : slots;
    const tableEnd = HEADER_WORDS + capacity;
    const recordsAt = (tableEnd + automaton.length) * 4;
    const bits = Math.clz32(this.out.length);
    const bytes = recordsAt + this.out.length + 3 & ~3;
    const words2 = new Uint32Array(bytes / 4);
    new Uint8Array(words2.buffer).set(this.out.contents(), recordsAt);
    words2.set(automaton, tableEnd);
    for (let i = 0; i < this.hashes.length; i++) {
      let slot = slotOf(this.hashes[i], capacity);
      while (words2[HEADER_WORDS + slot] !== 0) slot = (slot + 1) % capacity;
      words2[HEADER_WORDS + slot] = this.entries[i] << bits | this.hashes[i] & 2 ** bits - 1;
    }
    const sizes = [capacity, anyHost, features, bits, automaton.length, atoms, paths, headers];
    words2.set([MAGIC, VERSION, bytes, 0, ...sizes]);
    words2[3] = checksum(words2, 4);
    return new Uint8Array(words2.buffer);
  }
  begin(seed, hashed2) {
    this.hashes.push(hashed2);
    this.entries.push(this.out.length);
    this.out.number(seed);
  }
};

// src/core/redirects/program/write/program.ts
var NO_RULE = -1;
function writeProgram(rules, order, findings, keyOf4 = sourceKeys(rules)) {
  return new ProgramWriter(rules, order, findings, keyOf4).write();
}
var ProgramWriter = class {
  constructor(rules, order, findings, keyOf4) {
    this.rules = rules;
    this.order = order;
    this.folded = rules.some((rule) => !rule.caseSensitive);
    this.rankOf = new Int32Array(rules.length);
    order.forEach((index, rank2) => {
      this.rankOf[index] = rank2;
    });
    this.out.byte(0);
    writeReads(this.out, rules, order, findings);
    this.records = new PreparedRules(this.out, this.atoms, rules, findings, this.folded, keyOf4);
    const rank = (rule) => this.rankOf[rule];
    this.lists = new ListWriter(this.out, this.atoms, rank, (rule) => this.records.record(rule, rank(rule)));
  }
  rules;
  order;
  out = new ByteWriter();
  table = new TableWriter(this.out);
  atoms = new Atoms();
  records;
  lists;
  folded;
  rankOf;
  write() {
    const scopes = this.scopes();
    let anyHost = 0;
    [...scopes].forEach(([host, scope], number) => {
      const root = this.writeScope(scope, number);
      if (number === 0) {
        anyHost = root;
      } else {
        this.table.entry(HOST, host);
        [number, root].forEach((n) => this.out.number(n));
      }
    });
    const entry = (seed, text2) => this.table.entry(seed, text2);
    const { roots, headers } = writeAtoms(this.out, this.atoms, entry);
    this.lists.finish((seed) => entry(seed, ""));
    return this.table.assemble({
      anyHost,
      features: (this.folded ? FOLDED : 0) | (scopes.size > 1 ? HAS_HOSTS : 0) | (cookiesChoose(this.rules) ? COOKIES_CHOOSE : 0),
      automaton: roots.words,
      atoms: this.atoms.count,
      paths: roots.paths,
      headers
    });
  }
  scopes() {
    const scopes = /* @__PURE__ */ new Map([["", { exact: /* @__PURE__ */ new Map() }]]);
    for (const index of this.order) {
      const { source } = this.rules[index];
      const host = source.host ?? "";
      let scope = scopes.get(host);
      if (scope === void 0) scopes.set(host, scope = { exact: /* @__PURE__ */ new Map() });
      if (isExact(source)) this.fileExact(scope, index);
      else insert(scope.root ??= newNode(index), source.segments, index, this.folded);
    }
    return scopes;
  }
  fileExact(scope, index) {
    const key = this.cased(exactPath(this.rules[index]));
    const rules = scope.exact.get(key);
    if (rules === void 0) scope.exact.set(key, index);
    else if (typeof rules === "number") scope.exact.set(key, [rules, index]);
    else rules.push(index);
  }
  writeScope({ exact, root }, number) {
    const offset = this.writeNode(root ?? newNode(NO_RULE));
    for (const [key, filed2] of exact) {
      const rules = this.prepare(typeof filed2 === "number" ? [filed2] : filed2);
      this.table.entry(number * 8 + EXACT, key);
      this.list(rules);
    }
    return offset;
  }
  /**
   * Writes a node and returns its place. A node with a name is part of its entry in the table, so that `head` writes
   * the entry after all that the node refers to. The seed of the entry is the place of the parent, which is written
   * first.
   */
  writeNode(node, head) {
    const sole = soleRule(node);
    const { literals, prefixes, suffixes, wild, splat, rules: all } = sole === void 0 ? node : { ...newNode(), rules: [sole] };
    const wildAt = wild && this.writeNode(wild);
    const splatAt = splat && this.writeNode(splat);
    const rules = this.prepare(all, sole === void 0 ? "whole" : node.rules.length > 0 ? "begun" : void 0);
    head?.();
    const offset = this.out.length;
    this.out.number(this.rankOf[node.best] ?? 2147483647);
    this.out.number(
      (literals.size ? NODE_LITERALS : 0) | (wild ? NODE_WILD : 0) | (splat ? NODE_SPLAT : 0) | (prefixes.size ? NODE_PREFIXES : 0) | (suffixes.size ? NODE_SUFFIXES : 0) | (rules.length ? NODE_RULES : 0) | (sole === void 0 ? 0 : NODE_SOLE)
    );
    if (wildAt) this.out.number(wildAt);
    if (splatAt) this.out.number(splatAt);
    if (prefixes.size) this.lengths(prefixes);
    if (suffixes.size) this.lengths(suffixes);
    if (rules.length) this.list(rules);
    for (const [text2, child2] of literals) {
      this.writeNode(child2, () => this.table.entry(offset * 8 + LITERAL, text2));
    }
    this.writeEdges(offset * 8 + PREFIX, prefixes);
    this.writeEdges(offset * 8 + SUFFIX, suffixes);
    return offset;
  }
  /** Texts that continue others are written after them. */
  writeEdges(seed, children) {
    const nodes = /* @__PURE__ */ new Map();
    for (const { text: text2, shorter } of inOrder2([...children.keys()], seed % 8 === SUFFIX)) {
      const known3 = shorter === void 0 ? void 0 : nodes.get(shorter);
      const node = this.writeNode(children.get(text2), () => this.table.edge(seed, text2, known3));
      nodes.set(text2, { text: text2, node });
    }
  }
  /**
   * Writes the lengths of the texts, the shortest first, so that the matcher searches the table once for each length
   * and not for each rule.
   */
  lengths(children) {
    const lengths2 = [...new Set([...children.keys()].map((text2) => text2.length))].sort((a, b) => a - b);
    this.out.number(lengths2.length);
    for (const length of lengths2) this.out.number(length);
  }
  /** Writes what the rules of a place refer to, and returns those that can apply; their list must follow. */
  prepare(all, compared3) {
    const rules = this.records.visible(all);
    this.records.prepare(rules, compared3);
    if (rules.length > 1) this.lists.prepare(rules.map((rule) => this.records.candidate(rule)));
    return rules;
  }
  list(rules) {
    if (rules.length === 1) {
      this.out.number(0);
      this.records.record(rules[0], this.rankOf[rules[0]]);
      this.records.forget(rules[0]);
    } else {
      this.lists.write(rules);
    }
  }
  cased(text2) {
    return this.folded ? text2.toLowerCase() : text2;
  }
};

// src/core/redirects/lookup.ts
var MOST = 256;
var MOST_OF_LIST = 1 / 8;
var Lookup = class {
  /** @param left how many rules are compiled for single requests at most */
  constructor(list2, left = Math.min(MOST, list2.rules.length * MOST_OF_LIST)) {
    this.list = list2;
    this.left = left;
    const [first] = list2.rules;
    const isMixed = list2.rules.some(({ dialect }) => dialect !== first.dialect);
    if (isMixed) this.left = 0;
  }
  list;
  left;
  /** By the numbers of the rules. */
  some = /* @__PURE__ */ new Map();
  whole;
  written;
  /** The program of all rules. */
  program() {
    const { rules, order, keyOf: keyOf4 } = this.list;
    return this.written ??= writeProgram(rules, order, [], keyOf4);
  }
  match(request2) {
    const matching = this.whole === void 0 ? this.matching(request2) : [];
    const matcher = this.whole ?? this.of(matching);
    const decision = matcher.match(request2);
    return decision === void 0 || this.whole !== void 0 ? decision : { ...decision, rule: matching[decision.rule] };
  }
  /** The rules that match a URL, in the order of precedence. */
  matching({ path, host }) {
    const { rules, index, rank, isOut } = this.list;
    const names = [void 0, ...hostNames(host)];
    return index.shapes(normalizePath(path)).flatMap((shape2) => shape2.rules).filter((i) => !isOut(i) && names.includes(rules[i].source.host)).sort((a, b) => rank[a] - rank[b]);
  }
  /** The matcher of these rules; that of all if many have been compiled. */
  of(matching) {
    const key = matching.join();
    let matcher = this.some.get(key);
    if (matcher !== void 0) return matcher;
    this.left -= matching.length;
    if (this.left < 0) {
      return this.whole = openProgram(this.program(), this.list.rootObject);
    }
    const rules = matching.map((i) => this.list.rules[i]);
    matcher = openProgram(writeProgram(rules, [...rules.keys()], []), this.list.rootObject);
    this.some.set(key, matcher);
    return matcher;
  }
};

// src/core/redirects/root-object.ts
var UNKNOWN_OBJECT = /* @__PURE__ */ Symbol("unknown default root object");
function withRootObject(rules, rootObject, hosts) {
  if (rootObject === "") return rules;
  if (rootObject === UNKNOWN_OBJECT) {
    return rules.map((rule) => literalPath(rule) === void 0 ? rule : leadingHome(rule, "perhaps"));
  }
  const objectPath = objectPathOf(rootObject);
  const isObject2 = (path) => path !== "/" && viewerPath(path ?? "", objectPath) === "/";
  return rules.map((rule) => {
    const marked = isObject2(literalPath(rule)) ? leadingHome(rule, staysOn(rule, hosts) ? "yes" : "perhaps") : rule;
    return isObject2(sourcePath(marked, objectPath)) ? forHome(marked) : marked;
  });
}
function staysOn({ source, target }, hosts) {
  if (target?.origin === void 0) return true;
  const host = fixedHost(target.origin);
  return host !== void 0 && (host === source.host || hosts.has(host));
}
function leadingHome(rule, certainty) {
  return { ...rule, target: { ...rule.target, leadsHome: certainty } };
}
function forHome(rule) {
  return { ...rule, source: { ...rule.source, segments: [], slash: false }, namesRootObject: true };
}
function sourcePath({ source: { segments }, caseSensitive }, objectPath) {
  let path = "";
  for (const segment of segments) {
    if (segment.kind !== "literal") return "";
    path += `/${segment.text}`;
  }
  return !caseSensitive && path.toLowerCase() === objectPath.toLowerCase() ? objectPath : path;
}
function literalPath({ target, status }) {
  if (target === void 0 || status < 300 || status >= 400) return void 0;
  return target.path.every((part2) => typeof part2 === "string") ? target.path.join("") : void 0;
}
function reportMovedHome(rules, written, report) {
  const moved = rules.filter((rule, i) => rule.source !== written[i].source);
  if (moved.length === 0) return;
  const plain2 = new Set(written.filter(({ source }) => source.segments.length === 0).map(sourceKey));
  for (const rule of moved) {
    if (plain2.has(sourceKey(rule)) || leadsHome(rule)) continue;
    report.warning("EDGE_REDIRECT_ROOT_OBJECT", rule, `${quoted(rule.from)} is the default root object, which CloudFront requests in place of "/", so the rule matches "/" too; write "/" if the home page is intended, or remove the rule`);
  }
}
function leadsHome({ target, status, source }) {
  if (status < 300 || status >= 400 || target?.query?.length) return false;
  if (target?.leadsHome !== "yes" && target?.path.join("") !== "/") return false;
  return target.origin === void 0 || fixedHost(target.origin) === source.host;
}

// src/core/redirects/traits/precedence.ts
function ranked(rules) {
  const order = rules.map((_, i) => i);
  if (rules.every((rule) => rule.dialect.order === "first")) return order;
  const conditions = rules.map(conditionCount);
  const exact = rules.map((rule) => isExact(rule.source));
  return order.sort((a, b) => Number(conditions[b] > 0) - Number(conditions[a] > 0) || hostDepth(rules[b]) - hostDepth(rules[a]) || Number(exact[b]) - Number(exact[a]) || (exact[a] ? 0 : comparePaths(rules[a].source.segments, rules[b].source.segments)) || conditions[b] - conditions[a] || a - b);
}
function hostDepth({ source: { host } }) {
  if (host === void 0) return 0;
  return host.startsWith("*") ? host.split(".").length : Infinity;
}
function comparePaths(a, b) {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = looseness(a[i]) - looseness(b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}
function looseness(segment) {
  switch (segment?.kind) {
    case void 0:
    case "literal":
      return 0;
    case "placeholder":
      return 1 + 1 / (1 + textLength(segment.pieces));
    case "star":
      return 3 + 1 / (1 + textLength(segment.pieces));
    case "splat":
      return 5;
  }
}
function textLength(pieces) {
  return pieces.reduce((sum, piece) => sum + (typeof piece === "string" ? piece.length : 0), 0);
}

// src/core/redirects/compile.ts
function compileRules(written, options = {}) {
  const { write, ...checked2 } = checkRules(written, options);
  return write === void 0 ? checked2 : { ...checked2, program: write() };
}
function checkRules(written, options = {}) {
  const report = new Report();
  const { rootObject = "" } = options;
  const hosts = new SiteHosts(options.siteHosts ?? [], written);
  const rules = withRootObject(written, rootObject, hosts);
  if (rules !== written) reportMovedHome(rules, written, report);
  const dropped = /* @__PURE__ */ new Set();
  rules.forEach((rule, i) => {
    if (checkSingle(rule, options.now, report)) dropped.add(i);
  });
  const order = ranked(rules);
  const rank = new Int32Array(rules.length);
  order.forEach((rule, i) => {
    rank[rule] = i;
  });
  const known3 = rootObject === UNKNOWN_OBJECT ? "" : rootObject;
  const index = new RuleIndex(rules, objectPathOf(known3));
  const chainReport = new Report();
  const context = { rules, rank, index, hosts, now: options.now ?? 0, report: chainReport, rootObject: known3 };
  const keyOf4 = sourceKeys(rules);
  const remaining = order.filter((i) => !dropped.has(i));
  const { write, dropped: looping, ...packed } = withoutLoops({ ...context, keyOf: keyOf4 }, remaining, dropped);
  const [own2, out] = toleratesInvalidRules(rules) ? [dropped, /* @__PURE__ */ new Set([...dropped, ...looping])] : [/* @__PURE__ */ new Set(), /* @__PURE__ */ new Set()];
  const keys = rules.map((_, i) => keyOf4(i));
  const idle = /* @__PURE__ */ new Set([
    ...findDuplicates(rules, keys, { own: own2, out }, report),
    ...findUnreachable({ rules, rank, keys, dropped: out }, index, report)
  ]);
  const { event } = options;
  reportOvertaken(rules, { rank, index }, report);
  reportProxies(rules, options.siteHosts ?? [], event, report);
  if (event !== void 0) {
    reportHiddenFiles({ rules, index, hosts, idle: /* @__PURE__ */ new Set([...idle, ...dropped, ...looping]), event, report });
  }
  const problems = inOrder3([...report.problems, ...chainReport.problems]);
  const checked2 = { problems, rules, ...packed, excluded: out, idle };
  return hasErrors(problems) && !toleratesInvalidRules(rules) ? checked2 : { ...checked2, write };
}
function toleratesInvalidRules(rules) {
  return rules.every((rule) => rule.dialect.order === "first");
}
function withoutLoops(context, order, left) {
  const { rules, keyOf: keyOf4 } = context;
  const dropped = /* @__PURE__ */ new Set();
  for (let report = context.report; ; report = new Report()) {
    const remaining = order.filter((i) => !dropped.has(i));
    const lookup = new Lookup({ ...context, order: remaining, isOut: (i) => dropped.has(i) || left.has(i) });
    const { looping, findings } = checkChains({ ...context, report, matcher: lookup }, left);
    if (report !== context.report) addLoops(report, context.report);
    if (looping.size === 0) {
      const write = () => findings.length > 0 ? writeProgram(rules, remaining, findings, keyOf4) : lookup.program();
      return { write, dropped, order: remaining, findings };
    }
    for (const rule of looping) dropped.add(rule);
  }
}
function addLoops(again, report) {
  const known3 = new Set(report.problems.map(({ message }) => message));
  report.problems.push(
    ...again.problems.filter(({ severity, message }) => severity === "error" && !known3.has(message))
  );
}
function inOrder3(problems) {
  const files = [...new Set(problems.map(({ file: file2 }) => file2))];
  const place = ({ file: file2 }) => files.indexOf(file2);
  return [...problems].sort(
    (a, b) => place(a) - place(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
  );
}

// src/core/redirects/rule/statuses.ts
var REDIRECT_STATUSES = [301, 302, 303, 307, 308];
var ERROR_STATUSES = [404, 410, 451, 503];

// src/core/redirects/rule/dialects.ts
var OWN = {
  format: "json",
  status: 301,
  statuses: [...REDIRECT_STATUSES, 200, ...ERROR_STATUSES],
  query: "merge",
  order: "most specific",
  slash: "ignored",
  usesUpQuery: true,
  collapsesSlashes: false,
  dropsEmptyParts: true,
  stars: "no",
  placeholders: "one",
  names: "words",
  duplicates: "error",
  doubleSlashes: false,
  schemes: false,
  leavesArrived: false,
  filesFirst: false,
  plainTargets: true
};
var NETLIFY = {
  ...OWN,
  format: "netlify",
  query: "replace",
  order: "first",
  usesUpQuery: false,
  stars: "at the end",
  placeholders: "several",
  names: "segments",
  duplicates: "first wins",
  schemes: true,
  leavesArrived: true,
  filesFirst: true,
  dropsEmptyParts: false
};
var CLOUDFLARE = {
  ...OWN,
  format: "cloudflare",
  status: 302,
  statuses: [...REDIRECT_STATUSES, 200],
  query: "replace",
  order: "first",
  slash: "strict",
  usesUpQuery: false,
  collapsesSlashes: true,
  stars: "anywhere",
  placeholders: "several",
  names: "letters first",
  duplicates: "refused",
  doubleSlashes: true,
  plainTargets: false
};
var DIALECTS = {
  json: OWN,
  csv: { ...OWN, format: "csv" },
  netlify: NETLIFY,
  cloudflare: CLOUDFLARE
};

// src/core/problem/closest.ts
function closest(word, known3) {
  const near = known3.map((candidate) => ({ candidate, edits: edits(word.toLowerCase(), candidate.toLowerCase()) }));
  near.sort((a, b) => a.edits - b.edits);
  return near.length > 0 && near[0].edits <= Math.max(1, Math.floor(word.length / 3)) ? near[0].candidate : void 0;
}
function edits(a, b) {
  if (a.length > 40) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

// src/core/redirects/formats/conditions.ts
function readConditions(fields, report) {
  let conditions = {};
  let isValid = true;
  const seen = /* @__PURE__ */ new Set();
  const fail = (place, message) => {
    isValid = false;
    report.error("EDGE_REDIRECT_CONDITION", place, message);
  };
  for (const { key, place, value, written } of fields) {
    const condition = WHEN_CONDITIONS.find(({ name }) => name === key);
    if (condition === void 0) {
      const names = WHEN_CONDITIONS.map(({ name }) => name);
      const guess = closest(key, names);
      fail(
        place,
        `the condition ${quoted(key)} is unknown; ${guess ? `did you mean ${quoted(guess)}?` : `there are ${names.join(", ")}`}`
      );
      continue;
    }
    if (seen.has(key)) fail(place, `the condition ${quoted(key)} occurs twice; give it a list`);
    seen.add(key);
    const read = condition.read(value, written !== void 0);
    if ("value" in read) {
      conditions = { ...conditions, [condition.key]: read.value };
    } else {
      fail(
        place,
        `the condition ${quoted(key)} ${read.fault}; got ${written === void 0 ? shown2(value) : quoted(written)}`
      );
    }
  }
  return isValid ? conditions : void 0;
}

// src/core/redirects/formats/dates.ts
var DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;
var LAST2 = Date.UTC(9999, 11, 31, 23, 59, 59);
function timeOf(text2, isEnd) {
  const match = DATE.exec(text2);
  if (match === null) return void 0;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part2) => Number(part2 ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const sameDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!sameDay || hour > 23 || minute > 59 || second > 59) return void 0;
  if (match[4] === void 0) return Math.min(date.getTime() + (isEnd ? 864e5 : 0), LAST2);
  const zone = /^([+-])(\d\d):?(\d\d)$/.exec(match[7] ?? "");
  const minutes = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  return Math.min(date.getTime() - minutes * 6e4, LAST2);
}

// src/core/redirects/formats/seconds.ts
var MOST_SECONDS = 2147483647;
var SECONDS = `whole seconds, from 0 to ${MOST_SECONDS.toLocaleString("en-US")}`;
function isSeconds(value) {
  return Number.isInteger(value) && value >= 0 && value <= MOST_SECONDS;
}
function timesOf({ cacheTtl, retryAfter }, rule, defaults, report) {
  const before = report.problems.length;
  const fault = ({ place }, message) => report.error("EDGE_REDIRECT_SECONDS", place, message);
  for (const [name, field] of Object.entries({ cacheTtl, retryAfter })) {
    if (field !== void 0 && !isSeconds(field.value)) fault(field, `${quoted(name)} must be ${SECONDS}`);
  }
  if (cacheTtl !== void 0 && rule.status === 200) {
    fault(
      cacheTtl,
      `${quoted(rule.from)} ${isExemption(rule) ? "is left to the site, which says how long its answer is cached" : "shows a page, which says how long it is cached"}; remove "cacheTtl"`
    );
  }
  if (retryAfter !== void 0 && rule.status !== UNAVAILABLE) {
    fault(retryAfter, `"retryAfter" is for status 503, and ${quoted(rule.from)} ${isExemption(rule) ? "is left to the site" : `has ${rule.status}`}; remove it, or set the status to 503`);
  }
  if (report.problems.length > before) return void 0;
  const ofFile = rule.status === 200 || rule.status === UNAVAILABLE ? void 0 : defaults.cacheTtl;
  const ttl = cacheTtl?.value ?? ofFile;
  return { ...ttl !== void 0 && { cacheTtl: ttl }, ...retryAfter && { retryAfter: retryAfter.value } };
}

// src/core/redirects/rule/captures.ts
function addName(name, names, complain) {
  if (names.includes(name)) {
    return complain(
      "EDGE_REDIRECT_PLACEHOLDER",
      `:${name} occurs twice in the source, so it could mean two things; rename one of them`
    ), false;
  }
  names.push(name);
  return true;
}
function nameWildcards(segments, names, complain) {
  const stars = segments.filter((segment) => segment.kind === "star").length;
  if (stars > 1 || stars === 1 && segments.some((segment) => segment.kind === "splat")) {
    complain("EDGE_REDIRECT_SOURCE", "a source of this format can have one *");
    return false;
  }
  if (names.length > MOST_CAPTURES) {
    complain(
      "EDGE_REDIRECT_SOURCE",
      `the source has ${names.length} placeholders; ${MOST_CAPTURES} are the most a rule can have`
    );
    return false;
  }
  if (names.includes("splat") && names.includes("*")) {
    complain("EDGE_REDIRECT_PLACEHOLDER", ":splat is the name of *, so a placeholder must be called something else");
    return false;
  }
  let count = 0;
  names.forEach((name, i) => {
    if (name === "*") names[i] = names.includes(String(++count)) ? "splat" : String(count);
  });
  return true;
}

// src/core/redirects/rule/dots.ts
var DOTS = /^\.\.?$/;
var MAYBE_DOTS = /(?:^|\/)\.\.?(?:\/|$)/;
function hasDots(text2) {
  return /^[^?#]*\/(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(text2);
}
function resolveDots(path, source) {
  if (!path.some((part2) => typeof part2 === "string" && MAYBE_DOTS.test(part2))) return path;
  const kept = [];
  const segments = segmentsOf(path);
  for (const [i, segment] of segments.entries()) {
    const dots = segment.length === 1 && typeof segment[0] === "string" && DOTS.test(segment[0]);
    if (!dots) {
      kept.push(segment);
      continue;
    }
    if (segment[0] === ".." && kept.length > 1 && kept.pop().some((part2) => typeof part2 === "number" && isOpen3(part2, source))) {
      return void 0;
    }
    if (i === segments.length - 1) kept.push([]);
  }
  return joined3(kept);
}
function segmentsOf(path) {
  const segments = [[]];
  for (const part2 of path) {
    const [first, ...more] = typeof part2 === "string" ? part2.split("/") : [part2];
    segments[segments.length - 1].push(first);
    segments.push(...more.map((text2) => [text2]));
  }
  return segments.map((segment) => segment.filter((part2) => part2 !== ""));
}
function joined3(segments) {
  const path = [];
  for (const part2 of segments.flatMap((segment, i) => i === 0 ? segment : ["/", ...segment])) {
    const last = path.length - 1;
    if (typeof part2 === "string" && typeof path[last] === "string") path[last] += part2;
    else path.push(part2);
  }
  return path;
}
function isOpen3(capture, { segments }) {
  const kinds = segments.flatMap((segment) => {
    switch (segment.kind) {
      case "literal":
        return [];
      case "splat":
        return [segment.kind];
      default:
        return segment.pieces.filter((piece) => typeof piece !== "string").map(() => segment.kind);
    }
  });
  return kinds[capture] === "splat" || kinds[capture] === "star";
}

// src/core/redirects/rule/parameters.ts
function parameters(text2, names, complain) {
  const tests = [];
  for (const part2 of text2.split("&")) {
    if (part2 === "") continue;
    const equals = part2.indexOf("=");
    const test = parameterTest(
      equals < 0 ? part2 : part2.slice(0, equals),
      equals < 0 ? void 0 : part2.slice(equals + 1)
    );
    if (test.is === "captured" && !addName(test.as, names, complain)) return void 0;
    tests.push(test);
  }
  return tests;
}
function parameterTest(name, value) {
  const plain2 = decodeQuery(name);
  if (value === void 0) return { name: plain2, is: "present" };
  const capture = /^:([A-Za-z_][\w-]*)$/.exec(value)?.[1];
  return capture === void 0 ? { name: plain2, is: "equal", value: decodeQuery(value) } : { name: plain2, is: "captured", as: capture };
}

// src/core/redirects/rule/source.ts
var NAMES = { "words": /^[A-Za-z_]\w*/, "letters first": /^[A-Za-z]\w*/, "segments": /^[A-Za-z_]\w*/ };
function parseSource(text2, dialect, complain) {
  if (isOrdinary(text2)) return ordinarySource(text2);
  const fault = sourceFault(text2, dialect);
  if (fault !== void 0) return void complain("EDGE_REDIRECT_SOURCE", fault);
  const [, host, rest2] = /^(?:https?:\/\/([^/?#]*))?(.*)$/s.exec(text2);
  const ascii = host === void 0 ? void 0 : asciiHost(host);
  if (ascii !== void 0 && !isHost(ascii)) return void complain("EDGE_REDIRECT_SOURCE", hostFault(host));
  const question = rest2.indexOf("?");
  const rawPath = (question < 0 ? rest2 : rest2.slice(0, question)) || "/";
  const names = [];
  const path = normalizePath(rawPath);
  if (path.startsWith("//") && host === void 0 && !dialect.doubleSlashes) {
    return void complain("EDGE_REDIRECT_SOURCE", twoSlashes(text2));
  }
  const dots = hasDots(rawPath) ? dotsFault(text2, rawPath) : void 0;
  if (dots !== void 0) return void complain("EDGE_REDIRECT_SOURCE", dots);
  const segments = pathSegments(path, dialect, names, complain);
  const query = question < 0 ? [] : parameters(rest2.slice(question + 1), names, complain);
  if (segments === void 0 || query === void 0 || !nameWildcards(segments, names, complain)) return void 0;
  const slash = path.length > 1 && path.endsWith("/");
  return {
    ...ascii === void 0 ? {} : { host: ascii },
    segments: fitting(segments),
    slash,
    query: query.length === 0 ? NO_QUERY : query,
    captures: names.length === 0 ? NO_CAPTURES : fitting(names)
  };
}
function fitting(list2) {
  return list2.slice();
}
var NO_QUERY = [];
var NO_CAPTURES = [];
var folders = /* @__PURE__ */ new Map();
var MOST_FOLDERS = 1e3;
var LONGEST_FOLDER = 12;
function segmentOf(text2) {
  return { kind: "literal", text: text2 };
}
function folder(text2) {
  let known3 = folders.get(text2);
  if (known3 !== void 0) return known3;
  known3 = segmentOf(text2);
  if (text2.length > LONGEST_FOLDER) return known3;
  if (folders.size >= MOST_FOLDERS) folders.clear();
  folders.set(text2, known3);
  return known3;
}
function ordinarySource(text2) {
  const question = text2.indexOf("?");
  const equals = question < 0 ? -1 : text2.indexOf("=", question);
  const end = question < 0 ? text2.length : question;
  const texts4 = text2.slice(1, end).split("/");
  const segments = texts4.map((segment, i) => i < texts4.length - 1 ? folder(segment) : segmentOf(segment));
  const query = question < 0 ? NO_QUERY : [{ name: text2.slice(question + 1, equals), is: "equal", value: text2.slice(equals + 1) }];
  return { segments, slash: false, query, captures: NO_CAPTURES };
}
function sourceFault(text2, { doubleSlashes, names, stars }) {
  if (text2 === "") return "the source is empty; write a path such as /old";
  const hidden2 = hiddenFault(text2);
  if (hidden2 !== void 0) return hidden2;
  const isUrl = /^(?:\/|https?:)/.test(text2);
  const foreign = names === "words" || !isUrl || /\(\.[*+]\)/.test(text2) && stars !== "anywhere" ? foreignSource(text2) : void 0;
  if (foreign !== void 0) return foreign;
  if (/^https?:\/\//.test(text2)) return text2.includes("#") ? fragmentFault(text2) : void 0;
  if (text2.startsWith("//") && !doubleSlashes) return twoSlashes(text2);
  if (!text2.startsWith("/")) return `${quoted(text2)} must begin with a slash or with https://${suggestion(text2)}`;
  const backslash = names === "words" && /^[^?#]*\\/.test(text2);
  if (backslash) {
    return `${quoted(text2)} has a backslash, which browsers turn into a slash; did you mean ${quoted(text2.replace(/\\/g, "/"))}?`;
  }
  if (names === "words" && /^[^?#]*\?$/.test(text2)) {
    return `${quoted(text2)} ends with a ?, which must be followed by a parameter; remove it, and write a second rule where a part is optional`;
  }
  return text2.includes("#") ? fragmentFault(text2) : void 0;
}
function twoSlashes(text2) {
  return `${quoted(text2)} begins with two slashes; write /path, or https://host/path`;
}
function dotsFault(text2, path) {
  const kept = [];
  for (const segment of encodePath(path).split("/").slice(1)) {
    if (segment === ".." && /[:*]/.test(kept.pop() ?? "")) {
      return `${quoted(text2)} has a .. after a wildcard, which would remove it; write the resolved path`;
    }
    if (segment !== "." && segment !== "..") kept.push(segment);
  }
  return void 0;
}
function fragmentFault(text2) {
  return `${quoted(text2)} has a fragment, which browsers never send; remove what follows the #`;
}
function hostFault(host) {
  const bare = bareHost(host);
  return `${quoted(host)} is not a host that a rule can match; ${bare === void 0 ? "write it like www.example.com or *.example.com" : `did you mean ${quoted(bare)}?`}`;
}
function pathSegments(path, dialect, names, complain) {
  const texts4 = path.slice(1).split("/");
  if (texts4[texts4.length - 1] === "") texts4.pop();
  const segments = [];
  for (const text2 of texts4) {
    const segment = parseSegment(text2, dialect, names, complain);
    if (segment === void 0) return void 0;
    segments.push(segment);
  }
  return segments;
}
function parseSegment(text2, dialect, names, complain) {
  if (text2.includes("*")) return parseWildcard(text2, dialect, names, complain);
  if (!text2.includes(":")) return { kind: "literal", text: withColons(text2, dialect) };
  const pieces = dialect.names === "segments" && /^:[\w-]+$/.test(text2) ? [{ name: text2.slice(1) }] : parsePieces(text2, dialect);
  const found = pieces.filter((piece) => typeof piece !== "string");
  if (found.length === 0) return { kind: "literal", text: withColons(text2, dialect) };
  if (found.length > 1 && dialect.placeholders === "one") {
    return void complain(
      "EDGE_REDIRECT_SOURCE",
      `${quoted(text2)} has ${found.length} placeholders in one part of the path; a part can have one`
    );
  }
  return addNames(pieces, text2, names, complain) ? { kind: "placeholder", pieces } : void 0;
}
function addNames(pieces, text2, names, complain) {
  const named3 = pieces.map((piece) => typeof piece === "string" ? void 0 : piece.name);
  if (named3.some((name, i) => ![void 0, "*"].includes(name) && ![void 0, "*"].includes(named3[i + 1]))) {
    complain(
      "EDGE_REDIRECT_SOURCE",
      `${quoted(text2)} has two placeholders with nothing between them, so it is unclear where the first one ends`
    );
    return false;
  }
  return named3.every(
    (name) => name === void 0 || (name === "*" ? names.push(name) > 0 : addName(name, names, complain))
  );
}
function parsePieces(text2, dialect) {
  const pieces = [];
  let literal = "";
  for (let i = 0; i < text2.length; ) {
    const name = text2[i] === ":" ? NAMES[dialect.names].exec(text2.slice(i + 1, i + 65))?.[0] : void 0;
    if (name === void 0) {
      literal += text2[i++];
      continue;
    }
    if (literal !== "") pieces.push(withColons(literal, dialect));
    literal = "";
    pieces.push({ name });
    i += 1 + name.length;
  }
  return literal === "" ? pieces : [...pieces, withColons(literal, dialect)];
}
function withColons(text2, { names }) {
  return names === "words" ? text2.replace(/%3A/g, ":") : text2;
}
function prefixCure(text2, { names }) {
  const own2 = /^[^*:]*\*(?!\w)[^*:]*$/.test(text2) && names === "words" ? text2.replace("*", ":name") : void 0;
  return own2 === void 0 ? "" : `; write ${quoted(own2)} for text without a slash`;
}
function parseWildcard(text2, dialect, names, complain) {
  if (text2 === "*" && dialect.stars !== "anywhere") {
    names.push("*");
    return { kind: "splat" };
  }
  const [before, ...after] = text2.split("*");
  const allowed = dialect.stars === "anywhere" || dialect.stars === "at the end" && after[0] === "";
  if (!allowed || after.length > 1) {
    return void complain(
      "EDGE_REDIRECT_SOURCE",
      `the * in ${quoted(text2)} must stand alone between slashes, as in /news/*${prefixCure(text2, dialect)}`
    );
  }
  const pieces = [...parsePieces(before, dialect), { name: "*" }, ...parsePieces(after[0], dialect)];
  if (dialect.stars !== "anywhere" && pieces.some((piece) => typeof piece !== "string" && piece.name !== "*")) {
    return void complain(
      "EDGE_REDIRECT_SOURCE",
      `${quoted(text2)} mixes * and a placeholder in one part of the path; use one of them`
    );
  }
  return addNames(pieces, text2, names, complain) ? { kind: "star", pieces } : void 0;
}

// src/core/redirects/rule/target.ts
function parseTarget(text2, source, dialect, hosts, complain) {
  if (isOrdinary(text2) && !text2.includes("?")) return { path: [text2] };
  const fault = targetFault(text2, source, dialect);
  if (fault !== void 0) return void complain("EDGE_REDIRECT_TARGET", fault);
  const [, scheme, host, rest2] = /^(?:(https?):\/\/([^/?#]*))?(.*)$/s.exec(text2);
  const [, path, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest2);
  const origin = host === void 0 ? void 0 : parseAuthority(scheme, host, source, hosts, complain);
  if (host !== void 0 && origin === void 0) return void 0;
  const parts = {
    path: split(path || "/", source, dialect, encodePath, complain),
    query: query === void 0 ? void 0 : split(query, source, dialect, safeQuery, complain),
    fragment: fragment === void 0 ? void 0 : split(fragment, source, dialect, safeFragment, complain)
  };
  if (parts.path === null || parts.query === null || parts.fragment === null) return void 0;
  if (lengthOf(parts.path) + lengthOf(parts.query) + lengthOf(parts.fragment) > MOST_CHARACTERS2) {
    return void complain(
      "EDGE_REDIRECT_TARGET",
      `${quoted(text2)} is longer than the ${MOST_CHARACTERS2.toLocaleString("en")} characters that CloudFront sends`
    );
  }
  const resolved = resolveDots(parts.path, source);
  if (resolved === void 0) {
    return void complain(
      "EDGE_REDIRECT_TARGET",
      `${quoted(text2)} has a .. after a wildcard, which may match any number of parts; write the resolved path`
    );
  }
  if (origin === void 0 && leavesHost2(resolved)) return void complain("EDGE_REDIRECT_TARGET", elsewhere(text2));
  return { ...origin === void 0 ? {} : { origin }, ...parts, path: resolved };
}
function targetFault(text2, { captures }, dialect) {
  const hidden2 = hiddenFault(text2);
  if (hidden2 !== void 0) return hidden2;
  const foreign = dialect.names === "words" ? foreignTarget(text2, captures) : void 0;
  if (foreign !== void 0) return foreign;
  if (/^[/\\]{2}|^\/\\/.test(text2)) return elsewhere(text2);
  if (text2.startsWith("/")) return void 0;
  if (/^https:\/\//.test(text2) || dialect.plainTargets && /^http:\/\//.test(text2)) return void 0;
  return `${quoted(text2)} must begin with a slash or with https://${dialect.plainTargets ? " or http://" : ""}${suggestion(text2)}`;
}
function elsewhere(text2) {
  return `${quoted(text2)} would leave for another host; write /path, or https://host/path`;
}
function parseAuthority(scheme, host, source, hosts, complain) {
  const lower2 = asciiHost(host);
  const [, label, fixed] = /^(:[A-Za-z_]\w*)?(.*)$/.exec(lower2);
  if (label === void 0) {
    if (isAuthority(lower2)) return { scheme, host: [lower2] };
    const bare = /@|:\d+$/.test(lower2) ? bareHost(lower2) : void 0;
    const hint = bare !== void 0 ? `did you mean ${quoted(bare)}?` : lower2.includes(":") ? "a host cannot contain a placeholder" : "write a host such as www.example.com";
    return void complain(
      "EDGE_REDIRECT_TARGET_HOST",
      `${quoted(host)} is not a host that a rule can redirect to; ${hint}`
    );
  }
  const capture = source.captures.indexOf(host.slice(1, label.length));
  if (capture >= 0 && /^(?:\.[a-z0-9-]+)+$/.test(fixed) && hosts.includes(`*${fixed}`)) {
    return { scheme, host: [capture, fixed] };
  }
  return void complain(
    "EDGE_REDIRECT_TARGET_HOST",
    `${quoted(host)} lets the viewer choose the host; write the host out, or allow ${quoted(`*${fixed}`)} in the list of target hosts`
  );
}
function leavesHost2(path) {
  const text2 = path.length === 1 ? String(path[0]) : path.map((part2) => typeof part2 === "string" ? part2 : ":").join("");
  return LIKE_ANOTHER_HOST.test(text2);
}
var LIKE_ANOTHER_HOST = /^\/(?:[/\\]|%(?:2F|5C|09|0A|0D)|\.\.?(?=[/\\?#]|%(?:2F|5C|09|0A|0D)|$))/;
function lengthOf(parts = []) {
  let length = 0;
  for (const part2 of parts) if (typeof part2 === "string") length += part2.length;
  return length;
}
function safeFragment(text2) {
  return text2.replace(/[^!#$-;=?-Z_a-z~[\]]/gu, encodeText);
}
function split(text2, source, dialect, clean, complain) {
  if (text2 !== "" && !text2.includes(":")) return [clean(text2)];
  const parts = [];
  let literal = "";
  for (let i = 0; i < text2.length; ) {
    const reference = text2[i] === ":" ? referenceAt(text2, i, source, dialect) : void 0;
    if (reference === void 0) {
      literal += text2[i++];
      continue;
    }
    if (reference.capture < 0) {
      const known3 = source.captures.length === 0 ? "the source has no placeholders" : `the source has ${list(source)}`;
      return complain(
        "EDGE_REDIRECT_PLACEHOLDER",
        `${quoted(`:${reference.name}`)} in the target is unknown; ${known3}; a colon that is text is written %3A`
      ), null;
    }
    parts.push(literal, reference.capture);
    literal = "";
    i += 1 + reference.name.length;
  }
  parts.push(literal);
  return parts.map((part2) => typeof part2 === "string" ? clean(part2) : part2).filter((part2) => part2 !== "").slice();
}
function list(source) {
  return source.captures.map((name) => /^\d/.test(name) ? source.captures.includes("2") ? `:${name}` : ":splat" : `:${name}`).join(", ");
}
function referenceAt(text2, at, { captures }, { names }) {
  const hyphened = /^[\w-]+/.exec(text2.slice(at + 1, at + 65))?.[0];
  const word = /^\w+/.exec(text2.slice(at + 1, at + 65))?.[0];
  if (names === "letters first" && !/^[A-Za-z]/.test(word ?? "")) return void 0;
  for (const name of [hyphened, word]) {
    if (name === void 0) continue;
    const capture = captures.indexOf(name === "splat" && !captures.includes(name) ? "1" : name);
    if (capture >= 0) return { name, capture };
    const own2 = captures.indexOf(name);
    if (own2 >= 0) return { name, capture: own2 };
  }
  if (names === "words" && captures.includes("1") && /^\d$/.test(word ?? "") && text2[at - 1] === "/") {
    return { name: word, capture: -1 };
  }
  if (word === void 0 || !/^[A-Za-z_]/.test(word)) return void 0;
  if (/\w/.test(text2[at - 1] ?? "")) return void 0;
  const opens = at === 0 || "/=&".includes(text2[at - 1]);
  return opens || captures.length > 0 ? { name: word, capture: -1 } : void 0;
}

// src/core/redirects/formats/fields.ts
var NOTHING3 = {};
var NO_DATES = {};
var POLICIES2 = {
  merge: { kind: "merge" },
  replace: { kind: "replace" }
};
function buildRule(fields, dialect, defaults, report) {
  const exempts2 = fields.to?.value === null;
  const status = exempts2 ? statusOfExemption(fields, report) : statusOf(fields, dialect, defaults, report);
  const complainAbout = ({ place }) => (code, message) => report.error(code, place, message);
  const parsed2 = parseSource(fields.from.value, dialect, complainAbout(fields.from));
  const source = parsed2 && fields.adjust ? fields.adjust(parsed2) : parsed2;
  const dates = datesOf(fields, report);
  const to = exempts2 ? void 0 : fields.to;
  const hosts = defaults.targetHosts ?? [];
  const target = to && (source === void 0 ? void parseTarget(to.value, unknownSource(to.value), { ...dialect, names: "segments" }, hosts, complainAbout(to)) : parseTarget(to.value, source, dialect, hosts, complainAbout(to)));
  const judged = exempts2 ? LEFT_TO_SITE : status;
  const times = judged && timesOf(fields, { status: judged, target, from: fields.from.value }, defaults, report);
  if (to && target === void 0 || dates === void 0 || source === void 0 || !status || !times) {
    return void 0;
  }
  const suits = exempts2 || targetSuits(status, { ...fields, to }, target?.origin, dialect, report);
  if (!suits || fields.incomplete) return void 0;
  return {
    file: fields.place.file,
    line: fields.place.line,
    column: fields.place.column,
    from: fields.from.value,
    to: to?.value,
    source,
    target,
    status,
    query: fields.query ?? defaults.query ?? POLICIES2[dialect.query],
    when: conditionsOf(fields, dialect),
    start: dates.start,
    end: dates.end,
    ...times,
    note: fields.note,
    owner: fields.owner,
    caseSensitive: fields.caseSensitive ?? defaults.caseSensitive ?? true,
    force: fields.force ?? false,
    dialect
  };
}
function unknownSource(to) {
  return { segments: [], slash: false, query: [], captures: [...to.matchAll(/:(\w+)/g)].map(([, name]) => name) };
}
function conditionsOf({ from, when = NOTHING3 }, dialect) {
  const scheme = dialect.schemes ? /^(https?):/.exec(from.value)?.[1] : void 0;
  if (scheme !== void 0) {
    return { ...when, headers: [{ name: SCHEME_HEADER, test: { is: "equal", value: scheme } }] };
  }
  for (const key in when) if (Object.hasOwn(when, key)) return when;
  return NOTHING3;
}
function statusOf({ status, place }, dialect, defaults, report) {
  const value = status?.value ?? defaults.statusCode ?? dialect.status;
  const fault = statusFault(value, dialect);
  return fault === void 0 ? value : void report.error("EDGE_REDIRECT_STATUS", status?.place ?? place, fault);
}
function statusOfExemption({ from, status, query, to, place }, report) {
  const useless = [status && '"statusCode"', query && '"query"'].filter((name) => name !== void 0);
  if (useless.length === 0) return LEFT_TO_SITE;
  return void report.error(
    "EDGE_REDIRECT_EXEMPTION",
    status?.place ?? to?.place ?? place,
    `${quoted(from.value)} is left to the site, because "to" is null; remove ${listed(useless, "and")}, or write a target`
  );
}
function statusFault(status, { statuses }) {
  return statuses.includes(status) ? void 0 : `${status} is not a status that a rule can have; use ${statuses.join(", ")}`;
}
function targetSuits(status, fields, origin, dialect, report) {
  const { to, place } = fields;
  const isEnding = ERROR_STATUSES.includes(status);
  if (to === void 0 && fields.incomplete) return false;
  if (to === void 0 && !isEnding) {
    report.error(
      "EDGE_REDIRECT_TARGET",
      place,
      `${quoted(fields.from.value)} has no target; add one, or set the status to ${listed(ERROR_STATUSES.map(String), "or")}${leftToSite(dialect)}`
    );
    return false;
  }
  if (to !== void 0 && isEnding && dialect.format !== "netlify") {
    report.error(
      "EDGE_REDIRECT_TARGET",
      to.place,
      `a rule with status ${status} cannot have a target; remove ${quoted(to.value)} (the property "errorPages" has pages), or use 301 or 302`
    );
    return false;
  }
  const proxied = status === 200 && origin !== void 0 ? proxyFault(origin) : void 0;
  if (proxied !== void 0) {
    report.error("EDGE_REDIRECT_TARGET_HOST", to.place, proxied);
    return false;
  }
  const unknownYet = WHEN_CONDITIONS.find(
    ({ key, unseen }) => fields.when?.[key] !== void 0 && unseen.some(({ on }) => on.includes("origin-request"))
  );
  if (status === 200 && unknownYet !== void 0) {
    report.error(
      "EDGE_REDIRECT_STATUS",
      fields.status?.place ?? place,
      `status 200 serves another page before the request reaches the origin, so it cannot depend on ${unknownYet.noun}; use 302`
    );
    return false;
  }
  return true;
}
function leftToSite({ format }) {
  if (format === "json") return "; to leave it to the site, write null";
  return format === "csv" ? '; to leave it to the site, write "-"' : "";
}
function datesOf({ start, end }, report) {
  if (start === void 0 && end === void 0) return NO_DATES;
  const first = start && parseDate(start, false, report);
  const last = end && parseDate(end, true, report);
  if (start && first === void 0 || end && last === void 0) return void 0;
  if (first !== void 0 && last !== void 0 && first >= last) {
    report.error(
      "EDGE_REDIRECT_DATE",
      end.place,
      `the rule would end (${quoted(end.value)}) before it starts (${quoted(start.value)})`
    );
    return void 0;
  }
  return { ...first === void 0 ? {} : { start: first }, ...last === void 0 ? {} : { end: last } };
}
function parseDate({ value, place }, isEnd, report) {
  const time2 = timeOf(value, isEnd);
  if (time2 === void 0) {
    report.error(
      "EDGE_REDIRECT_DATE",
      place,
      `${quoted(value)} is not a date; write it like 2026-06-01 or 2026-06-01T08:00Z (UTC)`
    );
  }
  return time2;
}

// src/core/redirects/formats/place.ts
var Places = class {
  constructor(text2, file2) {
    this.file = file2;
    for (let i = 0; i < text2.length; i++) {
      const code = text2.charCodeAt(i);
      if (code === 10 || code === 13 && text2.charCodeAt(i + 1) !== 10) this.starts.push(i + 1);
    }
  }
  file;
  starts = [0];
  at(offset) {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    const place = { line: low + 1, column: offset - this.starts[low] + 1 };
    return this.file === void 0 ? place : { file: this.file, ...place };
  }
};
function visibleOffset(text2, offset) {
  return text2.slice(offset).trim() === "" ? endBefore(text2, text2.length) : offset;
}
function endBefore(text2, offset) {
  return text2.slice(0, offset).trimEnd().length;
}

// src/core/redirects/formats/query-policy.ts
function parseQueryPolicy(value) {
  if (value === "merge" || value === "drop" || value === "replace") return { kind: value };
  if (!(value instanceof Pairs) || value.list.length !== 1 || value.list[0][0] !== "only") return void 0;
  const names = texts(value.list[0][1]);
  return names?.every((name) => /^[^*]*\*?$/.test(name)) ? { kind: "only", names } : void 0;
}

// src/core/redirects/formats/csv/columns.ts
var CELL_CONDITIONS = whenConditions(["country", "language", "method", "cookie", "header"]);
var EXEMPT = "-";
var NAMES2 = {
  from: "from",
  source: "from",
  to: "to",
  destination: "to",
  target: "to",
  statuscode: "statusCode",
  status: "statusCode",
  permanent: "permanent",
  query: "query",
  start: "start",
  end: "end",
  ...Object.fromEntries(CELL_CONDITIONS.map(({ name }) => [name.toLowerCase(), name])),
  note: "note",
  owner: "owner",
  cachettl: "cacheTtl",
  retryafter: "retryAfter",
  casesensitive: "caseSensitive"
};
var COLUMNS = [
  "from",
  "to",
  "statusCode",
  "start",
  "end",
  ...CELL_CONDITIONS.map(({ name }) => name),
  "query",
  "cacheTtl",
  "retryAfter",
  "caseSensitive",
  "note",
  "owner"
];
function columnOf(heading) {
  const key = heading.trim().toLowerCase().replace(/[ _-]/g, "");
  return Object.hasOwn(NAMES2, key) ? NAMES2[key] : void 0;
}
function unknownColumn(heading) {
  const guess = closest(heading, Object.keys(NAMES2));
  return `the column ${quoted(heading)} is unknown; ${guess ? `did you mean ${quoted(NAMES2[guess])}?` : `there are ${COLUMNS.join(", ")}`}`;
}
function isYes(text2) {
  if (/^(?:true|yes|1)$/i.test(text2)) return true;
  return /^(?:false|no|0)$/i.test(text2) ? false : void 0;
}
function queryPolicy(text2) {
  const keep = isYes(text2);
  if (keep !== void 0) return { kind: keep ? "merge" : "drop" };
  const only = /^only[:\s]\s*(.+)$/i.exec(text2);
  return parseQueryPolicy(only ? new Pairs([["only", words(only[1])]]) : text2.toLowerCase());
}

// src/core/redirects/formats/csv/tokens.ts
var CsvFault = class extends Error {
  constructor(message, at) {
    super(message);
    this.at = at;
  }
  at;
};
var QUOTE = 34;
function readCsv(text2) {
  const mark = text2.charCodeAt(0) === 65279 ? 1 : 0;
  const [sepLine, given] = /^"?sep=([,;\t])"?(?:\r\n|\n|\r|$)/i.exec(text2.slice(mark, mark + 10)) ?? [];
  const start = mark + (sepLine?.length ?? 0);
  const delimiter = given?.charCodeAt(0) ?? delimiterOf(text2, start);
  const rows = { [Symbol.iterator]: () => rowsOf(text2, start, delimiter) };
  for (const _ of rows) ;
  return { rows, delimiter: String.fromCharCode(delimiter) };
}
function* rowsOf(text2, start, delimiter) {
  let cells = [];
  let rowAt = start;
  for (let at = start; at <= text2.length; ) {
    const cell = text2.charCodeAt(at) === QUOTE ? quotedCell(text2, at) : plainCell(text2, at, delimiter);
    cells.push({ value: cell.value, at });
    at = cell.end;
    const code = text2.charCodeAt(at);
    if (code === delimiter) {
      at++;
      continue;
    }
    if (at < text2.length && code !== 10 && code !== 13) {
      throw new CsvFault(
        "a closing quote must be followed by a delimiter or the end of the line; double the quotes inside a cell",
        at
      );
    }
    if (cells.some(({ value }) => value.trim() !== "")) yield { at: rowAt, cells };
    at += code === 13 && text2.charCodeAt(at + 1) === 10 ? 2 : 1;
    cells = [];
    rowAt = at;
  }
}
function delimiterOf(text2, start) {
  const firstLine = /^[^\r\n]*/.exec(text2.slice(start, start + 1e4))[0].replace(/"[^"]*"/g, "");
  const count = (char) => firstLine.split(char).length;
  const best = [",", ";", "	"].reduce((a, b) => count(b) > count(a) ? b : a);
  return best.charCodeAt(0);
}
function plainCell(text2, from, delimiter) {
  let end = from;
  for (; end < text2.length; end++) {
    const code = text2.charCodeAt(end);
    if (code === delimiter || code === 10 || code === 13) break;
  }
  return { value: text2.slice(from, end), end };
}
function quotedCell(text2, from) {
  let value = "";
  for (let at = from + 1; ; ) {
    const quote = text2.indexOf('"', at);
    if (quote < 0) throw new CsvFault("the cell that begins here is not closed; a double quote is missing", from);
    value += text2.slice(at, quote);
    if (text2.charCodeAt(quote + 1) !== QUOTE) return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}
function cellCount({ cells }) {
  return cells.length === 1 ? "1 cell" : `${cells.length} cells`;
}

// src/core/redirects/formats/csv/bulk.ts
var COLUMNS2 = "source, target, status, preserve query, include subdomains, subpath matching, preserve path suffix";
function bulkRules(row, places, report) {
  const place = places.at(row.at);
  const [source, target, status, ...switches] = row.cells.map(({ value }) => value.trim());
  if (row.cells.length < 2 || row.cells.length > 7) {
    report.error(
      "EDGE_REDIRECT_ROW",
      place,
      `the row has ${cellCount(row)}; without a heading such as from,to,statusCode a row has 2 to 7: ${COLUMNS2}`
    );
    return [];
  }
  const wrong = switches.findIndex((value) => value !== "" && isYes(value) === void 0);
  if (wrong >= 0 || (status ?? "") !== "" && !/^\d+(?:\.0+)?$/.test(status)) {
    const cell = row.cells[wrong < 0 ? 2 : wrong + 3];
    report.error(
      "EDGE_REDIRECT_FIELD",
      places.at(cell.at),
      `${quoted(cell.value)} is not understood; without a heading the columns are ${COLUMNS2}`
    );
    return [];
  }
  const [keepsQuery, subdomains, subpaths, keepsSuffix] = switches.map((value) => isYes(value) === true);
  if (subpaths && /[?#]/.test(source)) {
    report.error(
      "EDGE_REDIRECT_SOURCE",
      place,
      `${quoted(source)} has a query, so it cannot be matched with its subpaths; remove what follows the ?, or the TRUE in the column subpath matching`
    );
    return [];
  }
  const url = asText(withScheme2(source));
  const from = subpaths ? `${trimmed3(url)}/*` : url;
  const [, page, rest2] = /^([^?#]*)(.*)$/s.exec(target.replace(/([^\w:]):(?=[A-Za-z_])/g, "$1%3A"));
  const suffixed = subpaths && keepsSuffix;
  const to = suffixed ? `${trimmed3(page)}/:splat${rest2}` : `${page}${rest2}`;
  const fields = {
    place,
    from: { value: from, place },
    to: { value: to, place: places.at(row.cells[1].at) },
    ...status ? { status: { value: Number(status), place: places.at(row.cells[2].at) } } : {},
    query: { kind: keepsQuery ? "merge" : "drop" }
  };
  const bare = suffixed && !page.endsWith("/") && !/^https?:\/\/[^/]*$/.test(page) ? [
    {
      ...fields,
      from: { value: trimmed3(url) || "/", place },
      to: { value: `${page}${rest2}`, place: fields.to.place }
    }
  ] : [];
  return [...bare, fields].flatMap((rule) => subdomains && rule.from.value.includes("://") ? [rule, { ...rule, from: { value: rule.from.value.replace("://", "://*."), place } }] : [rule]);
}
function withScheme2(source) {
  return /^(?:https?:\/\/|\/)/.test(source) || !/^[\w.-]+\.[a-z]{2,}(?::\d+)?(?:\/|$)/i.test(source) ? source : `https://${source}`;
}
function asText(url) {
  return url.replace(
    /^(https?:\/\/[^/]*)?([^?]*)/,
    (_, host, path) => (host ?? "") + path.replace(/:(?=[A-Za-z_])/g, "%3A")
  );
}
function trimmed3(path) {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

// src/core/redirects/formats/platforms/of-heading.ts
var NAMES3 = {
  from: "oldurl oldpath old oldlocation sourceurl sourcepath source from fromurl frompath redirectfrom origin originurl originalurl originalpath originaladdress urlfrom request requestpath requesturl path url urlpath slug oldslug oldaddress oldpage redirectsource redirectpath legacyurl legacypath",
  to: "newurl newpath new newlocation targeturl targetpath target to tourl topath destination destinationurl destinationpath redirectto redirecturl redirecttourl urlto redirect redirectdestination redirecttarget redirectredirect redirectaddress newslug newaddress newpage forwardto forwardtourl forwardurl finalurl",
  status: "statuscode httpcode httpstatus httpstatuscode code responsecode redirecttype redirectcode type actioncode redirectstyle redirectstatus httpredirectcode",
  site: "site domain",
  regex: "regex isregex format",
  permanent: "permanent ispermanent",
  enabled: "status enabled active isactive",
  note: "title note notes comment comments description",
  unused: "id hits hitcount count lasthit lastaccess lastaccessed lastcount created createdat modified updated updatedat date position group groupid matchtype actiontype match"
};
var COLUMNS3 = new Map(Object.entries(NAMES3).flatMap(([column, names]) => names.split(" ").map((name) => [name, column])));
function cmsColumn(heading) {
  return COLUMNS3.get(heading.replace(/\(.*?\)/g, "").trim().toLowerCase().replace(/[ _-]/g, ""));
}
function isCmsHeading(headings, ownColumn) {
  const named3 = headings.filter((heading) => heading.trim() !== "");
  const columns = named3.map(cmsColumn);
  const only = (column) => columns.filter((one) => one === column).length === 1;
  if (!only("from") || !only("to")) return false;
  const isOwn = (heading) => ownColumn(heading) !== void 0;
  const urls = named3.filter((_, i) => columns[i] === "from" || columns[i] === "to");
  return !urls.every(isOwn) || columns.every((column) => column !== void 0) && !named3.every(isOwn);
}

// src/core/redirects/formats/platforms/platforms.ts
var PLATFORMS = {
  "vercel": {
    is: "the vercel.json of Vercel",
    named: /^vercel\.json$/i,
    like: '{"redirects": [{"source": "/a", "destination": "/b"}]}'
  },
  "next": {
    is: "a list of redirects of Next.js",
    named: /^next\.config\.[cm]?[jt]s$/i,
    like: '[{"source": "/a", "destination": "/b", "permanent": true}]'
  },
  "firebase": {
    is: "the firebase.json of Firebase Hosting",
    named: /^firebase\.json$/i,
    like: '{"hosting": {"redirects": [{"source": "/a", "destination": "/b", "type": 301}]}}'
  },
  "netlify-toml": {
    is: "the netlify.toml of Netlify",
    named: /\.toml$/i,
    like: '[[redirects]] and below it from = "/a" and to = "/b"'
  },
  "amplify": {
    is: "a list of rules of Amplify Hosting",
    like: '[{"source": "/a", "target": "/b", "status": "301"}]'
  },
  "s3": {
    is: "a list of routing rules of S3 website hosting",
    named: /\.xml$/i,
    like: '[{"Condition": {"KeyPrefixEquals": "a/"}, "Redirect": {"ReplaceKeyPrefixWith": "b/"}}]'
  },
  "static-web-apps": {
    is: "the staticwebapp.config.json of Azure Static Web Apps",
    named: /^staticwebapp\.config\.json$/i,
    like: '{"routes": [{"route": "/a", "redirect": "/b", "statusCode": 301}]}'
  },
  "htaccess": {
    is: "the .htaccess of Apache",
    named: /(?:^|\.|_)htaccess(?:\.txt)?$/i,
    like: "Redirect 301 /a /b"
  },
  "cms-csv": {
    is: "a table of redirects of a content management system",
    like: "the columns Old URL and New URL, and a row for each"
  }
};
function platformFault(platform, file2) {
  const isPipe = file2 === void 0 || file2.startsWith("<");
  const input = isPipe ? `- --format ${platform}` : /^[\w./-]+$/.test(file2) ? file2 : JSON.stringify(file2);
  return `this is ${PLATFORMS[platform].is}; write a list of rules from it with: npx cdk-cloudfront-edge redirects convert ${input} --to json --out redirects.json`;
}

// src/core/redirects/formats/csv/rules.ts
function parseCsvRules(text2, file2, defaults, report) {
  const places = new Places(text2, file2);
  try {
    return new CsvRules(places, defaults, report).read(readCsv(text2));
  } catch (fault) {
    if (!(fault instanceof CsvFault)) throw fault;
    report.error("EDGE_REDIRECT_SYNTAX", places.at(fault.at), fault.message);
    return [];
  }
}
var YES_OR_NO = "true or false, or 1 or 0";
var WHOLE = /^\d+(?:\.0+)?$/;
var CsvRules = class {
  constructor(places, defaults, report) {
    this.places = places;
    this.defaults = defaults;
    this.report = report;
  }
  places;
  defaults;
  report;
  read({ rows, delimiter }) {
    const [heading] = rows;
    if (heading === void 0) return [];
    if (isBulk(heading) && !this.isBulkList(heading, delimiter)) return [];
    if (isBulk(heading)) return this.build(rows, (row) => bulkRules(row, this.places, this.report));
    const headings = heading.cells.map(({ value }) => value);
    if (isCmsHeading(headings, columnOf)) {
      const place = this.places.at(heading.at);
      this.report.error("EDGE_REDIRECT_PLATFORM", place, platformFault("cms-csv", place.file));
      return [];
    }
    const columns = this.columns(heading);
    return columns === void 0 ? [] : this.build(rows, (row) => this.ofRow(row, columns, delimiter), 1);
  }
  /** Whether the sources of a list without a header row have a host; paths with no more than a status are ambiguous. */
  isBulkList({ cells, at }, delimiter) {
    const switches = cells.slice(3).some(({ value }) => value.trim() !== "");
    if (cells.length < 2 || switches || !cells[0].value.trim().startsWith("/")) return true;
    this.fail(
      "EDGE_REDIRECT_COLUMN",
      at,
      `the list has no header row: add from,to,statusCode above it${separated(delimiter)} for a list that keeps queries; for a list of Cloudflare Bulk Redirects add the host to each source, and TRUE or FALSE in a fourth column for whether the query is kept`
    );
    return false;
  }
  build(rows, fieldsOf, first = 0) {
    const rules = [];
    let number = 0;
    for (const row of rows) {
      if (number++ < first) continue;
      for (const fields of fieldsOf(row)) {
        const rule = buildRule(fields, DIALECTS.csv, this.defaults, this.report);
        if (rule) rules.push(rule);
      }
    }
    return rules;
  }
  columns({ cells, at }) {
    const columns = [];
    const before = this.report.problems.length;
    for (const cell of cells) {
      const column = columnOf(cell.value);
      if (column === void 0 && cell.value.trim() !== "") {
        this.fail("EDGE_REDIRECT_COLUMN", cell.at, unknownColumn(cell.value));
      } else if (column !== void 0 && columns.includes(column)) {
        this.fail("EDGE_REDIRECT_COLUMN", cell.at, `the column ${quoted(column)} occurs twice`);
      }
      columns.push(column ?? "");
    }
    if (!columns.includes("from")) {
      this.fail(
        "EDGE_REDIRECT_COLUMN",
        at,
        'a column "from" is missing; call the one with the old URLs "from" and the one with the new ones "to"'
      );
    }
    return this.report.problems.length > before ? void 0 : columns;
  }
  ofRow(row, columns, delimiter) {
    const extra = row.cells.slice(columns.length).filter(({ value }) => value.trim() !== "");
    if (row.cells.length < columns.length || extra.length > 0) {
      this.fail(
        "EDGE_REDIRECT_ROW",
        row.at,
        `the row has ${cellCount(row)} where the heading has ${columns.length}; ${widthCure(row, extra.length > 0, delimiter)}`
      );
      return [];
    }
    const unnamed = row.cells.find(({ value }, i) => columns[i] === "" && value.trim() !== "");
    if (unnamed !== void 0) {
      this.fail(
        "EDGE_REDIRECT_ROW",
        unnamed.at,
        `${quoted(unnamed.value)} is in a column without a heading; name the column, or empty the cell`
      );
      return [];
    }
    const cells = /* @__PURE__ */ new Map();
    columns.forEach((column, i) => {
      const value = row.cells[i].value.trim();
      if (value !== "") cells.set(column, { value, at: row.cells[i].at });
    });
    const fields = this.fields(row, cells);
    return fields === void 0 ? [] : [fields];
  }
  fields(row, cells) {
    const before = this.report.problems.length;
    const from = this.located(cells.get("from"));
    if (from === void 0) this.fail("EDGE_REDIRECT_SOURCE", row.at, 'the row has no source in the column "from"');
    const fields = {
      place: this.places.at(row.at),
      to: cells.get("to")?.value === EXEMPT ? this.exempt(cells.get("to")) : this.located(cells.get("to")),
      status: this.status(cells),
      query: this.parsed(cells.get("query"), queryPolicy, "merge, drop, replace, or only followed by names"),
      caseSensitive: this.parsed(cells.get("caseSensitive"), isYes, YES_OR_NO),
      start: this.located(cells.get("start")),
      end: this.located(cells.get("end")),
      cacheTtl: this.seconds(cells.get("cacheTtl")),
      retryAfter: this.seconds(cells.get("retryAfter")),
      note: cells.get("note")?.value,
      owner: cells.get("owner")?.value,
      when: this.conditions(cells)
    };
    if (from === void 0) return void 0;
    return { ...fields, from, ...this.report.problems.length > before ? { incomplete: true } : {} };
  }
  conditions(cells) {
    const fields = CELL_CONDITIONS.flatMap((condition) => {
      const cell = cells.get(condition.name);
      if (cell === void 0) return [];
      return [
        {
          key: condition.name,
          place: this.places.at(cell.at),
          value: condition.readCell(cell.value),
          written: cell.value
        }
      ];
    });
    return readConditions(fields, this.report);
  }
  /** A status, or `permanent` of Vercel, which keeps the method of the request. */
  status(cells) {
    const status = this.parsed(
      cells.get("statusCode"),
      (text2) => WHOLE.test(text2) ? Number(text2) : void 0,
      "a number such as 301"
    );
    const permanent = this.parsed(cells.get("permanent"), isYes, YES_OR_NO);
    if (status !== void 0 && permanent !== void 0 && permanent !== [301, 308].includes(status)) {
      this.fail(
        "EDGE_REDIRECT_FIELD",
        cells.get("permanent").at,
        `"permanent" is ${permanent}, but the status is ${status}; leave one of the two cells empty`
      );
    }
    const cell = cells.get("statusCode") ?? cells.get("permanent");
    const value = status ?? (permanent === void 0 ? void 0 : permanent ? 308 : 307);
    return cell === void 0 || value === void 0 ? void 0 : { value, place: this.places.at(cell.at) };
  }
  parsed(cell, parse2, expected) {
    if (cell === void 0) return void 0;
    const value = parse2(cell.value);
    if (value === void 0) {
      this.fail("EDGE_REDIRECT_FIELD", cell.at, `${quoted(cell.value)} is not understood; write ${expected}`);
    }
    return value;
  }
  exempt({ at }) {
    return { value: null, place: this.places.at(at) };
  }
  seconds(cell) {
    const value = this.parsed(cell, (text2) => WHOLE.test(text2) ? Number(text2) : void 0, SECONDS);
    return value === void 0 ? void 0 : { value, place: this.places.at(cell.at) };
  }
  located(cell) {
    return cell && { value: cell.value, place: this.places.at(cell.at) };
  }
  fail(code, at, message) {
    this.report.error(code, this.places.at(at), message);
  }
};
function separated(delimiter) {
  return delimiter === "," ? "" : `, with ${DELIMITERS[delimiter]}s between the names as in its rows,`;
}
function isBulk({ cells }) {
  return cells.every(({ value }) => columnOf(value) === void 0) && cells.some(({ value }) => /[/.]/.test(value));
}
var DELIMITERS = { ",": "comma", ";": "semicolon", "	": "tab" };
function widthCure({ cells }, tooWide, delimiter) {
  const name = DELIMITERS[delimiter];
  if (tooWide) return `put text with a ${name} into double quotes`;
  const other = Object.keys(DELIMITERS).find(
    (mark) => mark !== delimiter && cells.some(({ value }) => value.includes(mark))
  );
  return other === void 0 ? `leave a cell empty, but keep its ${name}` : `separate its cells by a ${name}, as in the heading, not by a ${DELIMITERS[other]}`;
}

// src/core/redirects/formats/json/fields.ts
var RULE_KEYS = [
  "from",
  "to",
  "statusCode",
  "query",
  "when",
  "start",
  "end",
  "cacheTtl",
  "retryAfter",
  "note",
  "owner",
  "caseSensitive"
];
var KEYS_OF_MAP = RULE_KEYS.slice(1);
var DEFAULT_KEYS = ["statusCode", "query", "caseSensitive", "cacheTtl"];
var ALIASES = { source: "from", destination: "to", status: "statusCode" };
var FieldReader = class {
  constructor(places, report) {
    this.places = places;
    this.report = report;
  }
  places;
  report;
  /** Reads a rule: the shorthand `"/target"`, null or an object. Outside of a map, the object must have a source. */
  rule(value, from) {
    if ((value.type === "string" || value.type === "null") && from) {
      return { place: from.place, from, to: this.textOrNull(value) };
    }
    if (value.type !== "object") {
      this.wrong(
        value,
        from ? `${quoted(from.value)} must have a text or an object like {"to": "/new"}` : 'a rule must be an object like {"from": "/old", "to": "/new"}'
      );
      return void 0;
    }
    const before = this.report.problems.length;
    const isWhole = () => this.report.problems.length === before;
    const fields = this.members(value.members, from ? KEYS_OF_MAP : RULE_KEYS);
    const source = from ?? this.text(fields, "from");
    const place = from?.place ?? this.places.at(value.at);
    if (source === void 0 && isWhole()) {
      this.report.error("EDGE_REDIRECT_FIELD", place, 'the rule has no "from"');
    }
    const rule = {
      place,
      from: source,
      to: fields.get("to")?.type === "null" ? this.textOrNull(fields.get("to")) : this.text(fields, "to"),
      status: this.number(fields, "statusCode"),
      query: this.query(fields),
      when: this.conditions(fields),
      start: this.text(fields, "start"),
      end: this.text(fields, "end"),
      cacheTtl: this.number(fields, "cacheTtl", 60),
      retryAfter: this.number(fields, "retryAfter", 60),
      note: this.text(fields, "note")?.value,
      owner: this.text(fields, "owner")?.value,
      caseSensitive: this.flag(fields, "caseSensitive")
    };
    if (source === void 0) return void 0;
    return isWhole() ? rule : { ...rule, incomplete: true };
  }
  defaults(value) {
    if (value.type !== "object") {
      this.wrong(value, '"$defaults" must be an object like {"statusCode": 302}');
      return {};
    }
    const fields = this.members(value.members, DEFAULT_KEYS);
    const read = {
      statusCode: this.defaultStatus(fields),
      query: this.query(fields),
      caseSensitive: this.flag(fields, "caseSensitive"),
      cacheTtl: this.defaultTtl(fields)
    };
    return Object.fromEntries(Object.entries(read).filter(([, v]) => v !== void 0));
  }
  /** Reported once here, and not for every rule that uses the default. */
  defaultStatus(fields) {
    const status = this.number(fields, "statusCode");
    const fault = status && statusFault(status.value, DIALECTS.json);
    if (fault === void 0) return status?.value;
    return void this.report.error("EDGE_REDIRECT_STATUS", status.place, fault);
  }
  defaultTtl(fields) {
    const ttl = this.number(fields, "cacheTtl", 60);
    if (ttl === void 0 || isSeconds(ttl.value)) return ttl?.value;
    return void this.report.error("EDGE_REDIRECT_SECONDS", ttl.place, `"cacheTtl" must be ${SECONDS}`);
  }
  textOrNull(value) {
    return { value: value.type === "string" ? value.value : null, place: this.places.at(value.at) };
  }
  members(members, known3) {
    const fields = /* @__PURE__ */ new Map();
    for (const { key, at, value } of members) {
      if (!known3.includes(key)) {
        const guess = Object.hasOwn(ALIASES, key) ? ALIASES[key] : closest(key, known3);
        const hint = guess === void 0 ? `a rule has ${known3.join(", ")}` : `did you mean ${quoted(guess)}?`;
        this.report.error("EDGE_REDIRECT_FIELD", this.places.at(at), `${quoted(key)} is unknown; ${hint}`);
      } else if (fields.has(key)) {
        this.report.error(
          "EDGE_REDIRECT_FIELD",
          this.places.at(at),
          `${quoted(key)} occurs twice; remove one of them`
        );
      } else {
        fields.set(key, value);
      }
    }
    return fields;
  }
  text(fields, key) {
    const value = fields.get(key);
    if (value === void 0) return void 0;
    if (value.type === "string") return { value: value.value, place: this.places.at(value.at) };
    return this.wrong(value, `"${key}" must be a text in double quotes`);
  }
  number(fields, key, example = 301) {
    const value = fields.get(key);
    if (value === void 0) return void 0;
    if (value.type === "number") return { value: value.value, place: this.places.at(value.at) };
    return this.wrong(value, `"${key}" must be a number without quotes, such as ${example}`);
  }
  flag(fields, key) {
    const value = fields.get(key);
    if (value === void 0 || value.type === "boolean") return value?.value;
    return this.wrong(value, `"${key}" must be true or false`);
  }
  query(fields) {
    const value = fields.get("query");
    if (value === void 0) return void 0;
    const policy = parseQueryPolicy(plain(value));
    return policy ?? this.wrong(value, '"query" must be "merge", "drop", "replace" or {"only": ["ref", "utm_*"]}');
  }
  conditions(fields) {
    const value = fields.get("when");
    if (value === void 0) return void 0;
    if (value.type !== "object") return this.wrong(value, '"when" must be an object like {"country": ["DE", "AT"]}');
    return readConditions(
      value.members.map((m) => ({ key: m.key, place: this.places.at(m.at), value: plain(m.value) })),
      this.report
    );
  }
  wrong(value, message) {
    this.report.error("EDGE_REDIRECT_FIELD", this.places.at(value.at), `${message}; got ${shown2(plain(value))}`);
  }
};
function plain(value) {
  switch (value.type) {
    case "object":
      return new Pairs(value.members.map((m) => [m.key, plain(m.value)]));
    case "array":
      return value.items.map(plain);
    case "null":
      return null;
    default:
      return value.value;
  }
}

// src/core/redirects/formats/json/strange.ts
function strange(char) {
  if (char === void 0) return void 0;
  if (char === "'") return "text must stand in double quotes, not single ones";
  if (/[“”„‟«»‘’]/.test(char)) {
    return `text must stand in straight double quotes ("), not in ${char}, which word processors write`;
  }
  const hidden2 = hiddenName(char);
  return hidden2 && `there is ${hidden2} here, which is invisible; remove it`;
}

// src/core/redirects/formats/json/tokens.ts
var JsonFault = class extends Error {
  constructor(message, at) {
    super(message);
    this.at = at;
  }
  at;
};
var DEEPEST = 100;
var NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
var PLAIN2 = /"[^"\\\u0000-\u001f]*"/y;
var WORD = /[A-Za-z_$][\w$]*/y;
var ESCAPES2 = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  "b": "\b",
  "f": "\f",
  "n": "\n",
  "r": "\r",
  "t": "	"
};
function readJson(text2) {
  return new JsonReader(text2).document();
}
var URL_KEY = /^(?:\/|https?:)/;
var LaterObject = class {
  constructor(at, reader) {
    this.at = at;
    this.reader = reader;
  }
  at;
  reader;
  type = "object";
  get members() {
    return this.reader.again(this.at);
  }
};
var JsonReader = class {
  constructor(text2) {
    this.text = text2;
    this.at = text2.charCodeAt(0) === 65279 ? 1 : 0;
  }
  text;
  at;
  depth = 0;
  isFirst = true;
  document() {
    this.space();
    if (this.at === this.text.length) this.fault("the file is empty; write {} for no rules");
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fault("there is more text after the end of the JSON value");
    return value;
  }
  /** The members of an object that was read before without a fault. */
  again(at) {
    this.at = at;
    this.depth = 0;
    this.isFirst = false;
    return this.members();
  }
  value() {
    const { at } = this;
    switch (this.text[at]) {
      case '"':
        return { type: "string", at, value: this.string() };
      case "{":
        return { type: "object", at, members: this.members() };
      case "[":
        return { type: "array", at, items: this.items() };
      default:
        return this.word();
    }
  }
  word() {
    const { at } = this;
    const number = this.pattern(NUMBER);
    if (number !== void 0) return { type: "number", at, value: Number(number) };
    const word = this.pattern(WORD);
    if (word === "true" || word === "false") return { type: "boolean", at, value: word === "true" };
    if (word === "null") return { type: "null", at };
    this.at = at;
    return this.fault(
      word === void 0 ? this.unexpected() : `${quoted(word).slice(1, -1)} is not JSON; text must stand in double quotes`
    );
  }
  members() {
    const members = [];
    this.open();
    while (this.more("}", members.length === 0)) {
      const { at } = this;
      if (this.text[at] !== '"') this.fault(strange(this.text[at]) ?? "a key in double quotes must stand here");
      const key = this.string();
      this.space();
      if (this.text[this.at] !== ":") this.fault(strange(this.text[this.at]) ?? "a colon must follow the key");
      this.at++;
      this.space();
      members.push({ key, at, value: this.depth === 1 && URL_KEY.test(key) ? this.rule() : this.value() });
    }
    return members;
  }
  items() {
    const items = [];
    this.open();
    while (this.more("]", items.length === 0)) items.push(this.depth <= 2 ? this.rule() : this.value());
    return items;
  }
  /** A value that is probably a rule: an object is only read for its faults. */
  rule() {
    const { at } = this;
    const value = this.value();
    return value.type === "object" && this.isFirst ? new LaterObject(at, this) : value;
  }
  open() {
    if (++this.depth > DEEPEST) this.fault(`nested deeper than ${DEEPEST} levels`);
    this.at++;
  }
  /** Whether an entry of a list follows. Passes the comma before it, or the end. */
  more(end, isFirst) {
    this.space();
    if (this.text[this.at] === end) {
      this.at++;
      this.depth--;
      return false;
    }
    if (isFirst) return true;
    if (this.text[this.at] !== ",") {
      this.fault(
        strange(this.text[this.at]) ?? (this.at < this.text.length ? `a comma or ${end} must stand here` : `the file ends before its ${end}`)
      );
    }
    this.at++;
    this.space();
    if (this.text[this.at] === end) this.fault(this.trailingComma());
    return true;
  }
  string() {
    const start = this.at++;
    PLAIN2.lastIndex = start;
    if (PLAIN2.test(this.text)) {
      this.at = PLAIN2.lastIndex;
      return this.text.slice(start + 1, this.at - 1);
    }
    let value = "";
    let plain2 = this.at;
    for (; ; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === 34) break;
      if (code !== code || code < 32) {
        this.fault("the text that begins here is not closed; a double quote is missing", start);
      }
      if (code !== 92) continue;
      value += this.text.slice(plain2, this.at) + this.escape();
      plain2 = this.at + 1;
    }
    return value + this.text.slice(plain2, this.at++);
  }
  /** Reads an escape and stays on its last character. */
  escape() {
    const char = this.text[++this.at];
    if (char in ESCAPES2) return ESCAPES2[char];
    const hex = /^[0-9A-Fa-f]{4}/.exec(this.text.slice(this.at + 1, this.at + 5))?.[0];
    if (char !== "u" || hex === void 0) this.fault("a backslash must be doubled", this.at - 1);
    this.at += 4;
    return String.fromCharCode(parseInt(hex, 16));
  }
  pattern(expression) {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
  space() {
    let code = this.text.charCodeAt(this.at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = this.text.charCodeAt(++this.at);
    if (code === 35 || code === 47 && "/*".includes(this.text.charAt(this.at + 1) || " ")) {
      this.fault('JSON has no comments; use the "note" of a rule');
    }
  }
  trailingComma() {
    return "the comma before this place is one too many: the last entry has none";
  }
  unexpected() {
    if (this.at >= this.text.length) return "the file ends where a value must stand";
    return strange(this.text[this.at]) ?? `unexpected ${JSON.stringify(String.fromCodePoint(this.text.codePointAt(this.at)))}`;
  }
  fault(message, at = this.at) {
    throw new JsonFault(message, at);
  }
};

// src/core/redirects/formats/platforms/of-json.ts
function platformOfJson(document) {
  if (document.type === "array") return ofItems(document.items);
  if (document.type !== "object") return void 0;
  if (document.members.some(({ key }, i) => i < 3 && /^(?:\/|https?:)/.test(key))) return void 0;
  const member = (key) => document.members.find((one) => one.key === key)?.value;
  const has = (key, type) => member(key)?.type === type;
  if (has("hosting", "object") || has("hosting", "array")) return "firebase";
  if (has("navigationFallback", "object") || has("responseOverrides", "object")) return "static-web-apps";
  if (has("customRules", "array") || has("app", "object")) return "amplify";
  if (has("WebsiteConfiguration", "object") || has("RoutingRules", "array")) return "s3";
  if (has("RedirectAllRequestsTo", "object")) return "s3";
  const routes = member("routes");
  if (routes?.type === "array") return keysOfFirst(routes.items).has("route") ? "static-web-apps" : "vercel";
  if (has("basePath", "string") && has("redirects", "array")) return "next";
  if (isWrongList(member("hosting"))) return "firebase";
  if (isWrongList(routes)) return "static-web-apps";
  if (isWrongList(member("customRules"))) return "amplify";
  const isVercel = ["redirects", "rewrites"].some((key) => has(key, "array") || isWrongList(member(key))) || isSchemaOfVercel(member("$schema"));
  return isVercel || has("trailingSlash", "boolean") || has("cleanUrls", "boolean") ? "vercel" : void 0;
}
function isWrongList(value) {
  switch (value?.type) {
    case void 0:
    case "array":
      return false;
    case "object":
      return !keysOf(value).has("to");
    case "string":
      return !/^(?:\/|https?:)/.test(value.value);
    default:
      return true;
  }
}
function ofItems(items) {
  const keys = new Set(items.slice(0, SAMPLE).flatMap((item) => [...keysOf(item)]));
  if (keys.has("from") || keys.has("to")) return void 0;
  if (keys.has("Redirect") || keys.has("RedirectRule")) return "s3";
  if (keys.has("source") && keys.has("target")) return "amplify";
  if (keys.has("source") && keys.has("destination")) return "next";
  return keys.has("route") ? "static-web-apps" : void 0;
}
var SAMPLE = 5;
function keysOfFirst(items) {
  return keysOf(items[0]);
}
function keysOf(item) {
  const members = item?.type === "object" ? item.members : [];
  return new Set(members.map(({ key }) => key));
}
function isSchemaOfVercel(value) {
  return value?.type === "string" && value.value.includes("openapi.vercel.sh");
}

// src/core/redirects/formats/json/rules.ts
var ENVELOPE_KEYS = ["$schema", "$defaults"];
function parseJsonRules(text2, file2, given, report) {
  const places = new Places(text2, file2);
  try {
    return new JsonRules(places, given, report).read(readJson(text2));
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    report.error("EDGE_REDIRECT_SYNTAX", places.at(visibleOffset(text2, fault.at)), fault.message);
    return [];
  }
}
var JsonRules = class {
  constructor(places, defaults, report) {
    this.places = places;
    this.defaults = defaults;
    this.report = report;
    this.reader = new FieldReader(places, report);
  }
  places;
  defaults;
  report;
  reader;
  read(document) {
    const platform = platformOfJson(document);
    if (platform !== void 0) {
      const place = this.places.at(document.at);
      this.report.error("EDGE_REDIRECT_PLATFORM", place, platformFault(platform, place.file));
      return [];
    }
    if (document.type === "array") return this.fromArray(document.items);
    if (document.type !== "object") {
      this.report.error(
        "EDGE_REDIRECT_SYNTAX",
        this.places.at(document.at),
        'the file must hold an object like {"/old": "/new"} or an array of rules'
      );
      return [];
    }
    const find = (key) => this.single(key, document.members);
    find("$schema");
    const defaults = find("$defaults");
    if (defaults) this.defaults = { ...this.defaults, ...this.reader.defaults(defaults.value) };
    const rules = find("rules");
    if (rules === void 0) return this.fromMap(document.members);
    if (rules.value.type === "array") return this.fromEnvelope(document.members, rules.value.items);
    this.report.error(
      "EDGE_REDIRECT_FIELD",
      this.places.at(rules.value.at),
      '"rules" must be an array like [{"from": "/old", "to": "/new"}]; a map of rules is not put under "rules"'
    );
    return [];
  }
  /** Finds a member that must occur once: one of two would be lost. */
  single(key, members) {
    const [first, ...others] = members.filter((member) => member.key === key);
    for (const { at } of others) {
      this.report.error(
        "EDGE_REDIRECT_FIELD",
        this.places.at(at),
        `${quoted(key)} occurs twice; remove one of them`
      );
    }
    return first;
  }
  fromEnvelope(members, items) {
    for (const { key, at } of members) {
      if (key !== "rules" && !ENVELOPE_KEYS.includes(key)) {
        this.report.error(
          "EDGE_REDIRECT_FIELD",
          this.places.at(at),
          `${quoted(key)} is unknown beside "rules"; move it into the array`
        );
      }
    }
    return this.fromArray(items);
  }
  fromMap(members) {
    const rules = [];
    for (const { key, at, value } of members) {
      if (ENVELOPE_KEYS.includes(key)) continue;
      if (key.startsWith("$")) {
        this.report.error(
          "EDGE_REDIRECT_FIELD",
          this.places.at(at),
          `${quoted(key)} is unknown; there are ${ENVELOPE_KEYS.join(" and ")}, and notes go into the "note" of a rule`
        );
        continue;
      }
      const fields = this.reader.rule(value, { value: key, place: this.places.at(at) });
      this.add(fields, rules);
    }
    return rules;
  }
  fromArray(items) {
    const rules = [];
    for (const item of items) this.add(this.reader.rule(item, void 0), rules);
    return rules;
  }
  add(fields, rules) {
    const rule = fields && buildRule(fields, DIALECTS.json, this.defaults, this.report);
    if (rule) rules.push(rule);
  }
};

// src/core/redirects/formats/lines/cloudflare-lines.ts
var URL_START = /^(?:\/|https?:)/;
var SPACE = "write %20 for a space in a path";
function ignoredLine({ place, tokens }) {
  const [from, to, third] = tokens;
  if (tokens.length < 2 || tokens.length > 3) {
    const fault2 = `a line has a source, a target and perhaps a status, so 2 or 3 words, got ${tokens.length}`;
    const cure = hasSpace(tokens) ? SPACE : tokens.length < 2 ? "write the missing target" : "remove what follows the status";
    return { place, fault: fault2, cure };
  }
  const { statuses } = DIALECTS.cloudflare;
  const status = third === void 0 ? DIALECTS.cloudflare.status : Number(third.value);
  if (!statuses.includes(status)) {
    const fault2 = `${quoted(third.value)} is not a status that a line can have`;
    const cure = `use ${statuses.join(", ")}`;
    return { place: third.place, fault: fault2, cure: URL_START.test(third.value) ? `${cure}, or ${SPACE}` : cure };
  }
  if (/^https?:/.test(from.value)) {
    return { place: from.place, fault: `${quoted(from.value)} has a host`, cure: "write the rule in redirects.json" };
  }
  if (!/^(?:\/|https:\/\/)/.test(to.value)) {
    const fault2 = `${quoted(to.value)} begins neither with a slash nor with https://`;
    return { place: to.place, fault: fault2, cure: "write it so" };
  }
  if (status === 200 && to.value.startsWith("https:")) {
    return {
      place: to.place,
      fault: `${quoted(to.value)} is on another host, which the status 200 cannot serve`,
      cure: "write the rule in redirects.json, where it is a proxy on RedirectEventType.ORIGIN_REQUEST"
    };
  }
  const fault = repeated(from.value.replace(/[?#].*$/s, ""));
  return fault && { place: from.place, ...fault };
}
function repeated(path) {
  const stars = path.split("*").length - 1;
  if (stars > 1) return { fault: "the source has more than one *", cure: "use placeholders such as :id" };
  const names = [...path.matchAll(/:([A-Za-z]\w*)/g)].map(([, name]) => name);
  const all = stars > 0 ? [...names, "splat"] : names;
  const twice = all.find((name, i) => all.indexOf(name) < i);
  if (twice === void 0) return void 0;
  const isStar = stars > 0 && twice === "splat" ? " (it is also the name of *)" : "";
  return { fault: `:${twice} occurs twice in the source${isStar}`, cure: "rename one of them" };
}
function hasSpace([, to, third]) {
  return to !== void 0 && (!URL_START.test(to.value) || third !== void 0 && !/^\d+$/.test(third.value));
}

// src/core/redirects/formats/lines/own-target.ts
function ownTarget({ segments, slash }) {
  const path = [];
  const add2 = (part2) => {
    const last = path[path.length - 1];
    if (typeof part2 === "string" && typeof last === "string") path[path.length - 1] = last + part2;
    else if (part2 !== "") path.push(part2);
  };
  let capture = 0;
  for (const segment of segments) {
    add2("/");
    if (segment.kind === "literal") add2(segment.text);
    else if (segment.kind === "splat") add2(capture++);
    else for (const piece of segment.pieces) add2(typeof piece === "string" ? piece : capture++);
  }
  if (slash || segments.length === 0) add2("/");
  return { path };
}
function withoutOwnTarget(rule) {
  const { source, target, status } = rule;
  if (status !== 200 || target === void 0 || target.origin || target.query || target.fragment) return rule;
  return JSON.stringify(ownTarget(source).path) === JSON.stringify(target.path) ? { ...rule, target: void 0 } : rule;
}

// src/core/redirects/formats/lines/tokens.ts
function readLines(text2, file2) {
  return new Lines(text2, file2);
}
var Lines = class {
  constructor(text2, file2) {
    this.text = text2;
    this.file = file2;
  }
  text;
  file;
  flatMap(read) {
    const { text: text2 } = this;
    const all = [];
    for (let at = 0, number = 1; at <= text2.length; number++) {
      const end = endOfLine(text2, at);
      const tokens = this.words(at, end, number);
      if (tokens.length > 0) {
        const found = read({ place: tokens[0].place, text: text2.slice(at, end).trim(), tokens });
        if (Array.isArray(found)) for (const one of found) all.push(one);
        else all.push(found);
      }
      at = text2.charCodeAt(end) === CR && text2.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
    }
    return all;
  }
  words(from, end, line) {
    const words2 = [];
    for (let at = from; ; ) {
      while (at < end && isSpace2(this.text.charCodeAt(at))) at++;
      if (at === end || this.text.charCodeAt(at) === HASH2) return words2;
      const start = at;
      while (at < end && !isSpace2(this.text.charCodeAt(at))) at++;
      const column = start - from + 1;
      const place = this.file === void 0 ? { line, column } : { file: this.file, line, column };
      words2.push({ value: this.text.slice(start, at), place });
    }
  }
};
var [LF, CR, SPACE2, TAB, HASH2] = [10, 13, 32, 9, 35];
function endOfLine(text2, from) {
  let end = from;
  for (; end < text2.length; end++) {
    const code = text2.charCodeAt(end);
    if (code === LF || code === CR) break;
  }
  return end;
}
function isSpace2(code) {
  return code === SPACE2 || code >= TAB && code <= CR || code > 127 && /\s/.test(String.fromCharCode(code));
}
function withEscapes({ value, place }) {
  return { place, value: value.replace(/[\u0080-\u009f]/g, encodeURIComponent) };
}

// src/core/redirects/formats/lines/cloudflare.ts
function parseCloudflare(text2, file2, defaults, report) {
  let patterns = false;
  return readLines(text2, file2).flatMap((line) => {
    const fields = readLine(line, report);
    const rule = fields && buildRule(fields, DIALECTS.cloudflare, defaults, report);
    if (rule === void 0 || leadsToIndex(rule, report)) return [];
    patterns ||= !isExact(rule.source);
    return withoutOwnTarget(patterns ? withSingleSlashes(rule) : rule);
  });
}
function readLine(line, report) {
  const ignored = ignoredLine(line);
  if (ignored !== void 0) return leaveOut("Cloudflare", ignored, report);
  const { place, tokens: [written, to, third] } = line;
  const from = withEscapes({ ...written, value: withoutFragment(rooted(written.value), written, report) });
  return { place, from, to, ...third && { status: statusOf2(third) } };
}
function withoutFragment(source, { value, place }, report) {
  const path = source.replace(/#.*$/s, "");
  if (path === source) return source;
  report.warning(
    "EDGE_REDIRECT_IGNORED",
    place,
    `${quoted(value)} has a fragment, which browsers never send; Cloudflare ignores it, so that the line applies to ${quoted(path)}; remove what follows the #`
  );
  return path;
}
var INDEX = /\/index(?:\.html)?$/;
function statusOf2({ value, place }) {
  return { value: Number(value), place };
}
function rooted(source) {
  return source.startsWith("/") ? source : `/${source}`;
}
function leadsToIndex(rule, report) {
  const { source: { segments, slash }, target } = rule;
  const last = segments[segments.length - 1];
  const folder2 = last === void 0 || slash || last.kind === "star" && last.pieces.length === 1;
  const end = target?.path[target.path.length - 1];
  const index = typeof end === "string" && /\/index(?:\.html)?$/.test(end) && !target?.query?.length && !target?.fragment?.length;
  if (!folder2 || !index || target?.origin !== void 0) return false;
  leaveOut("Cloudflare", {
    place: rule,
    fault: `${quoted(rule.from)} redirects to ${quoted(rule.to)}, which Cloudflare redirects back to the folder`,
    cure: rule.to.includes("*") ? `write ${quoted(rule.to.replace(/\*/g, ":splat").replace(INDEX, "/"))}` : "remove it"
  }, report);
  return true;
}
function withSingleSlashes(rule) {
  const { target } = rule;
  if (target === void 0 || target.origin !== void 0) return rule;
  return {
    ...rule,
    target: {
      ...target,
      path: target.path.map((part2) => typeof part2 === "string" ? part2.replace(/\/{2,}/g, "/") : part2)
    }
  };
}

// src/core/redirects/formats/lines/netlify-conditions.ts
var WORDS = WHEN_CONDITIONS.flatMap(({ line, name, noun, read }) => line === void 0 ? [] : [{
  ...line,
  name,
  what: noun.replace(/^\w+ /, ""),
  faultOf: (value) => {
    const result = read(line.read([value]), true);
    return "fault" in result ? result.fault : void 0;
  }
}]);
function readWhen(tokens, report) {
  const fields = /* @__PURE__ */ new Map();
  for (const { value, place } of tokens) {
    const word = wordOf(value);
    if (word === void 0) return unknownWord(value, place, report);
    const values = valuesOf2(value, word, place, report);
    if (values === void 0) return void 0;
    const before = fields.get(word.name);
    if (before !== void 0) {
      report.warning(
        "EDGE_REDIRECT_IGNORED",
        before.place,
        `${quoted(before.written)} is ignored at Netlify, because ${quoted(value)} follows; write both values in one, separated by a comma`
      );
    }
    fields.set(word.name, { key: word.name, place, written: value, value: word.read(values) });
  }
  return readConditions([...fields.values()], report);
}
function wordOf(text2) {
  const [, name] = /^([A-Za-z]+)=/.exec(text2) ?? [];
  return WORDS.find(({ word }) => word === name || word !== "Cookie" && word.toLowerCase() === name);
}
function valuesOf2(text2, { word, what, examples, faultOf: faultOf2 }, place, report) {
  const [, list2, ...more] = text2.split("=");
  const values = list2.split(",").filter((value) => value !== "");
  const known3 = values.filter((value) => faultOf2(value) === void 0);
  if (known3.length === 0) {
    return leaveOut("Netlify", { place, fault: `${quoted(text2)} names no ${what}`, cure: `write ${examples}` }, report);
  }
  const unknown = values.find((value) => !known3.includes(value));
  if (unknown !== void 0) {
    const cure = /; (.*)$/.exec(faultOf2(unknown))?.[1] ?? `write ${examples}`;
    report.warning(
      "EDGE_REDIRECT_IGNORED",
      place,
      `${quoted(unknown)} in ${quoted(text2)} is not a ${what} that a viewer can have, and it is left out; ${cure}`
    );
  }
  if (more.length > 0) {
    const read = `${word}=${list2}`;
    report.warning(
      "EDGE_REDIRECT_IGNORED",
      place,
      `Netlify reads ${quoted(text2)} as ${read} and ignores the rest; write ${read}`
    );
  }
  return known3;
}
function unknownWord(value, place, report) {
  const ignore2 = (fault, cure2) => leaveOut("Netlify", { place, fault, cure: cure2 }, report);
  if (/^(?:role|sign(?:ed)?)=/i.test(value)) {
    const message = `${quoted(value)} needs services of Netlify; use a condition on a cookie or a header instead`;
    return void report.error("EDGE_REDIRECT_CONDITION", place, message);
  }
  if (value.includes("[object")) {
    return ignore2(`${quoted(value)} is how a generator prints an object that a line cannot express`, "remove it");
  }
  if (/^\[[A-Z]+[=,\]]/.test(value)) {
    return ignore2(`${quoted(value)} are flags of Apache`, "write only the status, such as 301");
  }
  const [, name, rest2] = /^(\w+)[=:](.*)$/.exec(value) ?? [];
  const meant = WORDS.find(({ word }) => word.toLowerCase() === name?.toLowerCase());
  const known3 = listed(WORDS.map(({ word }) => `${word}=`), "and");
  const cure = meant === void 0 ? `there are ${known3}` : `write ${meant.word}=${rest2}`;
  return ignore2(`${quoted(value)} is unknown here`, cure);
}

// src/core/redirects/formats/lines/netlify-source.ts
function appliedSource({ value, place }, report) {
  const ignored = ignoredSource(value);
  if (ignored !== void 0) return leaveOut("Netlify", { place, ...ignored }, report);
  const [, origin, rest2] = /^(https?:\/\/[^/?#]*)(.*)$/s.exec(value) ?? [];
  if (origin === void 0) return { value, place };
  const { protocol, hostname, username, pathname } = new URL(origin);
  if (!isHost(asciiHost(hostname))) {
    return void report.warning(
      "EDGE_REDIRECT_UNREACHABLE",
      place,
      `no distribution can have the host ${quoted(hostname)}, so that the line never applies; remove it`
    );
  }
  if (username !== "") {
    report.warning(
      "EDGE_REDIRECT_IGNORED",
      place,
      `${quoted(value)} has a user name, which no request has; Netlify ignores it; remove what precedes the @`
    );
  }
  return { value: `${protocol}//${hostname}${pathname === "/" ? "" : pathname}${rest2}`, place };
}
function ignoredSource(from) {
  const [, origin, path] = /^(https?:\/\/[^/?#]*)?(.*)$/s.exec(from);
  const named3 = quoted(from);
  if (path.startsWith("/.netlify")) {
    return { fault: `${named3} begins with /.netlify, which belongs to Netlify itself`, cure: "remove it" };
  }
  if (from.includes("#")) {
    return { fault: `${named3} has a fragment, which browsers never send`, cure: "remove what follows the #" };
  }
  if (from.startsWith("//")) {
    return { fault: `${named3} begins with two slashes`, cure: "write /path, or https://host/path" };
  }
  if (origin === void 0 && !from.startsWith("/")) {
    const foreign = ofOtherRouter(from);
    if (foreign !== void 0) return foreign;
    const meant = /"[^"]*"/.exec(suggestion(from))?.[0];
    const cure = meant === void 0 ? "write a path such as /old" : `write ${meant}`;
    return { fault: `${named3} does not begin with a slash or with https://`, cure };
  }
  if (origin !== void 0 && !URL.canParse(origin)) {
    return { fault: `${named3} is not a URL`, cure: "write it like https://www.example.com/old" };
  }
  if (origin?.includes("*")) {
    return { fault: `${named3} has a * in its host, which is text there`, cure: "write a line for each host" };
  }
  const port = origin === void 0 ? "" : new URL(origin).port;
  if (port !== "") {
    return { fault: `${named3} has a port, which no request has there`, cure: `remove :${port}` };
  }
  const star = path.split("/").find(isLiteralStar);
  return star === void 0 ? void 0 : ofOtherRouter(from) ?? {
    fault: `the * in ${quoted(star)} matches nothing there, because it neither stands alone between slashes nor ends its part`,
    cure: "write it as in /news/*"
  };
}
function ofOtherRouter(from) {
  const [, fault, cure] = /^(.*?); (.*)$/s.exec(foreignSource(from) ?? "") ?? [];
  if (fault === void 0) return void 0;
  return { fault: fault.replace("which rules do not support", "a pattern that Netlify does not know"), cure };
}
function isLiteralStar(segment) {
  return /\*./.test(segment) && !segment.startsWith(":");
}

// src/core/redirects/formats/lines/roles.ts
var ROLE = /^role=/i;
function closedByRoles(lines, rules, defaults, fieldsOf) {
  const closed = [];
  const report = new Report();
  for (const line of lines) {
    const tokens = line.tokens.filter((token2, i) => !isRole(token2, i));
    for (const fields of fieldsOf({ ...line, tokens }, report) ?? []) {
      const status = { value: 404, place: line.place };
      const rule = buildRule({ ...fields, to: void 0, status }, DIALECTS.netlify, defaults, report);
      if (rule !== void 0 && ![...rules, ...closed].some((other) => always(other) && subsumes(other, rule))) {
        closed.push(rule);
      }
    }
  }
  return closed;
}
function hasRole({ tokens }) {
  return tokens.some(isRole);
}
function isRole({ value }, index) {
  return index > 1 && ROLE.test(value);
}
function always({ when, source, start, end }) {
  return Object.keys(when).length + source.query.length === 0 && start === void 0 && end === void 0;
}

// src/core/redirects/formats/lines/netlify.ts
var TARGET = /^(?:\/|https?:)/;
function parseNetlify(text2, file2, defaults, report) {
  const protectedLines = [];
  const all = readLines(text2, file2).flatMap((line) => {
    const rules = [];
    if (hasRole(line)) protectedLines.push(line);
    for (const fields of lineFields(line, report) ?? []) {
      const rule = buildRule(fields, DIALECTS.netlify, defaults, report);
      if (rule === void 0) return [];
      rules.push(withoutOwnTarget(rule));
    }
    return rules;
  });
  return [...all, ...closedByRoles(protectedLines, all, defaults, lineFields)];
}
function lineFields(line, report) {
  const [written, ...rest2] = line.tokens;
  const at = rest2.findIndex(({ value }) => TARGET.test(value));
  const to = at < 0 ? impliedTarget(written, rest2) : rest2[at];
  if (to === void 0) {
    return ignore(line.place, missingTarget(line), `write it after the source, as in ${written.value} /new`, report);
  }
  const from = appliedSource(written, report);
  if (from === void 0) return void 0;
  if (/[^:]\/\//.test(from.value)) {
    return void report.warning(
      "EDGE_REDIRECT_UNREACHABLE",
      from.place,
      `${quoted(from.value)} has two slashes in a row, so that it never matches on Netlify; remove it`
    );
  }
  const tests = at < 0 ? [] : readParameters(rest2.slice(0, at), report);
  if (tests === void 0) return void 0;
  const ending = readEnding(at < 0 ? rest2 : rest2.slice(at + 1), report);
  if (ending === void 0) return void 0;
  const fields = { place: line.place, from: withEscapes(from), to, status: ending.status, force: ending.force };
  const adjusted = withParameters(tests, from, report);
  const ways = /[^/]\*$/.test(from.value) ? [(source) => adjusted(asFolder(source)), adjusted] : [adjusted];
  return ways.flatMap((adjust) => alternatives2(ending.when).map((when) => ({ ...fields, adjust, when })));
}
function alternatives2(when) {
  return WHEN_CONDITIONS.reduce((all, { key, line }) => {
    const value = when[key];
    if (line === void 0 || value === void 0) return all;
    return all.flatMap((each2) => line.alternatives(value).map((one) => ({ ...each2, [key]: one })));
  }, [when]);
}
function asFolder(source) {
  const last = source.segments[source.segments.length - 1];
  const text2 = last?.kind === "star" ? last.pieces[0] : void 0;
  return typeof text2 === "string" ? { ...source, segments: [...source.segments.slice(0, -1), { kind: "literal", text: text2 }, { kind: "splat" }] } : source;
}
function impliedTarget(from, rest2) {
  const isImplied = from.value.endsWith("/*") && /^200!?$/.test(rest2[0]?.value ?? "");
  return isImplied ? { value: `${from.value.replace(/^https?:\/\/[^/]*/, "").slice(0, -1)}:splat`, place: from.place } : void 0;
}
function missingTarget({ tokens: [from, next] }) {
  const missing = `${quoted(from.value)} has no target`;
  return next === void 0 ? missing : `${missing}: ${quoted(next.value)} does not begin with a slash or with https://`;
}
function ignore(place, fault, cure, report) {
  return leaveOut("Netlify", { place, fault, cure }, report);
}
function readParameters(tokens, report) {
  const tests = [];
  for (const { value, place } of tokens) {
    const equals = value.indexOf("=");
    if (equals <= 0) {
      const fault = `${quoted(value)} is between source and target, where only query parameters such as id=:id are allowed`;
      return ignore(place, fault, "remove it, or write %20 for each space of a path", report);
    }
    if (value.includes("&")) {
      return void report.warning(
        "EDGE_REDIRECT_UNREACHABLE",
        place,
        `${quoted(value)} is a single parameter on Netlify, which no request has, so that the line never applies; separate parameters by spaces, as in ${value.replace(/&/g, " ")}`
      );
    }
    tests.push(parameterTest(value.slice(0, equals), value.slice(equals + 1)));
  }
  return tests;
}
function withParameters(tests, from, report) {
  return (source) => {
    const captures = [...source.captures];
    const added = tests.map(
      (test) => test.is === "captured" && captures.includes(test.as) ? { name: test.name, is: "present" } : test
    );
    const complain = (code, message) => report.error(code, from.place, message);
    for (const test of added) if (test.is === "captured" && !addName(test.as, captures, complain)) return void 0;
    return { ...source, query: [...source.query, ...added], captures };
  };
}
function readEnding(tokens, report) {
  const [first, ...others] = tokens;
  if (first === void 0) return { force: false, when: {} };
  const status = /^(\d+)(!?)$/.exec(first.value);
  if (status === null) {
    const named3 = quoted(first.value);
    if (!first.value.includes("=")) {
      return ignore(first.place, `${named3} is not a status`, "write a number such as 301 after the target", report);
    }
    if (readWhen(tokens, report) === void 0) return void 0;
    return ignore(first.place, `${named3} has no status before it`, `write 301 ${first.value}`, report);
  }
  const when = readWhen(others, report);
  if (when === void 0) return void 0;
  return { status: { value: Number(status[1]), place: first.place }, force: status[2] === "!", when };
}

// src/core/redirects/parse.ts
function parseRules(text2, options) {
  const report = new Report();
  const rules = READERS[options.format](text2, options.file, options.defaults ?? {}, report);
  return { rules, problems: report.problems };
}
var READERS = {
  json: parseJsonRules,
  csv: parseCsvRules,
  netlify: parseNetlify,
  cloudflare: parseCloudflare
};

// src/core/redirects/rule-file.ts
function formatOfName(name) {
  if (/\.json$/i.test(name)) return "json";
  if (/\.csv$/i.test(name)) return "csv";
  return /_redirects(?:\.\w+)?$/.test(name) ? "netlify" : void 0;
}
function decodeRules(bytes, file2) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const before = validPrefix(bytes);
    const lines = before.split(/\r\n|\n|\r/);
    const wide = bytes.length > 1 && (bytes[0] === 255 && bytes[1] === 254 || bytes[0] === 254 && bytes[1] === 255);
    const message = wide ? "the file is UTF-16; save it as UTF-8" : 'the file is not UTF-8 from here on; save it as UTF-8 ("CSV UTF-8" in Excel)';
    const place = wide ? { line: 1, column: 1 } : { line: lines.length, column: lines[lines.length - 1].length + 1 };
    return error("EDGE_REDIRECT_ENCODING", message, { file: file2, ...place });
  }
}
function validPrefix(bytes) {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isValidPrefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return new TextDecoder("utf-8").decode(bytes.subarray(0, low), { stream: true });
}
function isValidPrefix(bytes) {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

// src/core/redirects/store/keys.ts
var VERSION2 = "1";
var PREFIX2 = /^[\w.-]{0,32}$/;
function keyLead(prefix) {
  return `${prefix && `${prefix}:`}${VERSION2}`;
}
function isKeyOf(prefix, key) {
  return key.startsWith(prefix && `${prefix}:`) && /^\d+[=~+/!]/.test(key.slice(prefix ? prefix.length + 1 : 0));
}
function pathKey(path) {
  return `=${short(path)}`;
}
function anyCaseKey(path) {
  return `~${short(path)}`;
}
var ROOT_KEY = "/";
function childKey(parent, place, text2) {
  return `${parent}${place} ${short(text2)}/`;
}
var KINDS_KEY = "!";
function partKey(content) {
  return `+${partName(content)}`;
}
function partName(content) {
  return hashed(content, 0) + hashed(content, 1);
}
var LONGEST_TEXT2 = 200;
function isHashed(text2) {
  return text2.length > LONGEST_TEXT2;
}
function short(text2) {
  return isHashed(text2) ? `#${hashed(text2, 0)}` : text2;
}
function hashed(text2, seed) {
  let a = 2654435761 ^ seed;
  let b = 2246822507 ^ seed;
  for (let i = 0; i < text2.length; i++) {
    const code = text2.charCodeAt(i);
    a = Math.imul(a ^ code, 16777619);
    b = Math.imul(b ^ a >>> 15 ^ code, 1540483477);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
function tierOf(lead, key) {
  const kind = key[lead.length];
  if (!key.startsWith(lead) || kind === "+" || kind === KINDS_KEY) return 0;
  if (kind !== ROOT_KEY) return MOST_DEPTH + 1;
  const depth = key.split(" ").length - 1;
  return depth === 0 ? MOST_DEPTH + 2 : MOST_DEPTH + 1 - depth;
}
var MOST_DEPTH = 2;

// src/core/redirects/store/limits.ts
var VALUE_MAX_BYTES = 1024;
var STORE_MAX_BYTES = 5e6;
var MOST_READS = 4;
function utf8Bytes(text2) {
  let bytes = text2.length;
  for (let i = 0; i < text2.length; i++) {
    const code = text2.charCodeAt(i);
    if (code > 127) bytes += code > 2047 && !(code >= 55296 && code < 57344) ? 2 : 1;
  }
  return bytes;
}

// src/core/redirects/store/values.ts
function storedList(lead, rules, most) {
  const texts4 = rules.map((rule) => JSON.stringify(rule));
  const value = JSON.stringify([lead]).slice(0, -1);
  const whole = `${[value, ...texts4].join(",")}]`;
  if (utf8Bytes(whole) <= VALUE_MAX_BYTES) return { value: whole, parts: /* @__PURE__ */ new Map() };
  if (most === 0) return void 0;
  const names = most * BYTES_OF_A_NAME;
  const here = fitting2(texts4, 0, VALUE_MAX_BYTES - utf8Bytes(value) - 1 - names);
  const parts = /* @__PURE__ */ new Map();
  for (let at = here; at < texts4.length; ) {
    const next = at + fitting2(texts4, at, VALUE_MAX_BYTES - 1);
    if (next === at || parts.size === most) return void 0;
    const part2 = `[${texts4.slice(at, next).join(",")}]`;
    parts.set(partName(part2), part2);
    at = next;
  }
  const quoted2 = [...parts.keys()].map((name) => JSON.stringify(name));
  return { value: `${[value, ...texts4.slice(0, here), ...quoted2].join(",")}]`, parts };
}
var BYTES_OF_A_NAME = 31;
function fitting2(texts4, from, bytes) {
  let [count, room] = [0, bytes];
  while (from + count < texts4.length && (room -= utf8Bytes(texts4[from + count]) + 1) >= 0) count++;
  return count;
}
function fitsPart(rule) {
  return utf8Bytes(JSON.stringify(rule)) + 2 <= VALUE_MAX_BYTES;
}
function plainValue(rules) {
  if (rules.length !== 1) return void 0;
  const [source, status, flags = 0, target = "", ...more] = rules[0];
  return source || flags || more.length > 0 ? void 0 : `${status}${target || ""}`;
}

// src/core/redirects/store/paths.ts
var READS_BEFORE_ANY_CASE = 3;
function pathEntries({ rules, order }, stored) {
  const groups = groupedByCase(rules, order);
  const patterns = new Candidates({ rules, order });
  const entries = /* @__PURE__ */ new Map();
  const left = [];
  let anyCase = false;
  for (const [lower2, group] of groups) {
    const made = listsOf(lower2, group, rules, patterns, stored);
    if (made === void 0 || made.some(([key]) => entries.has(key))) {
      left.push(...group);
      continue;
    }
    anyCase ||= group.some((i) => !rules[i].caseSensitive);
    for (const [key, { value, parts }] of made) {
      entries.set(key, value);
      for (const part2 of parts.values()) entries.set(partKey(part2), part2);
    }
  }
  return { entries, left, anyCase };
}
function groupedByCase(rules, order) {
  const groups = /* @__PURE__ */ new Map();
  for (const i of order) {
    if (!isExact(rules[i].source)) continue;
    const lower2 = patternText(rules[i]).toLowerCase();
    const group = groups.get(lower2);
    if (group === void 0) groups.set(lower2, [i]);
    else group.push(i);
  }
  return groups;
}
function listsOf(lower2, group, rules, patterns, stored) {
  const folds = group.some((i) => !rules[i].caseSensitive);
  const spellings = new Set(group.map((i) => patternText(rules[i])));
  const lists = [...spellings].map((path) => {
    const own2 = new Set(group.filter((i) => !rules[i].caseSensitive || patternText(rules[i]) === path));
    const all = patterns.merged(own2, path, stored);
    return [pathKey(path), valueOf(path, all.map((i) => own2.has(i) ? stored.here(i) : stored.rule(i)), false)];
  });
  if (folds) {
    const all = patterns.mergedInAnyCase(group, lower2, stored);
    const isHere2 = (i) => isExact(rules[i].source) && !rules[i].caseSensitive;
    const list2 = all.map((i) => isHere2(i) ? stored.here(i) : stored.rule(i));
    lists.push([anyCaseKey(lower2), valueOf(lower2, list2, true)]);
  }
  return lists.every((list2) => list2[1] !== void 0) ? lists : void 0;
}
function valueOf(path, list2, anyCase) {
  const check = isHashed(path) ? `#${hashed(path, 1)}` : "";
  const plain2 = check || anyCase ? void 0 : plainValue(list2);
  if (plain2 !== void 0 && utf8Bytes(plain2) <= VALUE_MAX_BYTES) return { value: plain2, parts: /* @__PURE__ */ new Map() };
  return storedList(check, list2, MOST_READS - (anyCase ? READS_BEFORE_ANY_CASE : 1));
}
var Candidates = class {
  constructor(list2) {
    this.list = list2;
    list2.order.forEach((rule, at) => {
      this.rank.set(rule, at);
    });
    this.patterns = list2.order.filter((i) => !isExact(list2.rules[i].source));
    this.patterns.forEach((rule, at) => {
      this.places.set(rule, at);
    });
    this.index = new RuleIndex(this.patterns.map((i) => list2.rules[i]));
  }
  list;
  rank = /* @__PURE__ */ new Map();
  patterns;
  /** Where a pattern is in the index. */
  places = /* @__PURE__ */ new Map();
  index;
  folded;
  /** Rules for a path with the patterns that match it, up to what answers every request for it. */
  merged(own2, path, stored) {
    return this.upToCertain(own2, path, this.index, (i, slashed) => stored.isCertain(i) && this.fits(i, path, slashed));
  }
  /** The same for all spellings of a path: a pattern that matches one of them may not match the others. */
  mergedInAnyCase(own2, lower2, stored) {
    const { rules } = this.list;
    this.folded ??= new RuleIndex(this.patterns.map((i) => ({ ...rules[i], caseSensitive: false })));
    return this.upToCertain(own2, lower2, this.folded, (i, slashed) => !rules[i].caseSensitive && stored.isCertain(i) && this.fits(i, lower2, slashed));
  }
  upToCertain(own2, path, index, isCertain) {
    const requested = path === "" ? ["/"] : [path, `${path}/`];
    const matching = requested.flatMap((one) => index.fitting(one)).map((at) => this.patterns[at]);
    const all = [.../* @__PURE__ */ new Set([...own2, ...matching])].sort((a, b) => this.rank.get(a) - this.rank.get(b));
    let open = requested;
    const end = all.findIndex((i) => {
      open = open.filter((slashed) => !isCertain(i, slashed));
      return open.length === 0;
    });
    return end < 0 ? all : all.slice(0, end + 1);
  }
  fits(i, path, slashed) {
    const { source, dialect } = this.list.rules[i];
    if (!isExact(source)) return !path.startsWith("/.well-known/") && this.index.fits(this.places.get(i), slashed);
    return dialect.slash !== "strict" || path === "" || source.slash === slashed.endsWith("/");
  }
};

// src/core/redirects/store/literals.ts
var HOST3 = "h";
var MOST_SEGMENTS = 8;
function literalsOf({ source }) {
  const { segments, host } = source;
  const texts4 = /* @__PURE__ */ new Map();
  const add2 = (place, text2) => {
    if (Math.abs(place) <= MOST_SEGMENTS) texts4.set(String(place), text2.toLowerCase());
  };
  const open = segments.flatMap((segment, i) => isOpen2(segment) ? [i] : []);
  const [first = segments.length, last = -1] = [open[0], open[open.length - 1]];
  segments.forEach((segment, i) => {
    if (segment.kind !== "literal") return;
    if (i < first) add2(i + 1, segment.text);
    if (i > last) add2(i - segments.length, segment.text);
  });
  if (isExact(source) && segments.length === 0) add2(-1, "");
  if (host !== void 0 && !host.startsWith("*")) texts4.set(HOST3, host);
  return texts4;
}

// src/core/redirects/store/tree.ts
var READS_BEFORE = 1;
var PatternTree2 = class {
  /** @param spent Reads that a request may need besides those of the nodes. */
  constructor(rules, stored, spent) {
    this.rules = rules;
    this.stored = stored;
    this.spent = spent;
  }
  rules;
  stored;
  spent;
  literals = /* @__PURE__ */ new Map();
  rank = /* @__PURE__ */ new Map();
  /**
   * @param list In the order of precedence.
   * @param mark What the first node has before its place.
   */
  entries(list2, mark) {
    list2.forEach((rule, at) => {
      this.rank.set(rule, at);
      this.literals.set(rule, literalsOf(this.rules[rule]));
    });
    return this.node(ROOT_KEY, list2, 0, mark);
  }
  node(key, list2, depth, mark) {
    const here = this.list(mark, list2, MOST_READS - READS_BEFORE - this.spent - 1 - depth);
    if (here !== void 0 && (depth > 0 || here.size === 1)) return { entries: keyed(key, here) };
    let stuck = { rules: list2 };
    if (depth + this.spent < MOST_DEPTH) {
      for (const { place, groups, rest: rest2 } of this.branches(list2)) {
        const tree = this.branch(key, place, groups, rest2, depth, mark);
        if ("entries" in tree) return tree;
        if (tree.stuck.rules.length < stuck.rules.length) ({ stuck } = tree);
      }
    }
    return here === void 0 ? { stuck } : { entries: keyed(key, here) };
  }
  branch(key, place, groups, rest2, depth, mark) {
    const here = this.list(mark + place, rest2, MOST_READS - READS_BEFORE - this.spent - 2 - depth);
    if (here === void 0) return { stuck: { rules: rest2 } };
    const entries = new Map(keyed(key, here));
    for (const [text2, own2] of groups) {
      const tree = this.node(childKey(key, place, text2), this.inOrder([...own2, ...rest2]), depth + 1, "");
      if (!("entries" in tree)) return tree;
      for (const [name, value] of tree.entries) entries.set(name, value);
    }
    return { entries };
  }
  inOrder(list2) {
    return [...list2].sort((a, b) => this.rank.get(a) - this.rank.get(b));
  }
  /** The value under an empty name, and the parts of the list. */
  list(lead, list2, room) {
    const made = storedList(lead, list2.map((i) => this.stored.rule(i)), room);
    if (made === void 0) return void 0;
    return new Map([["", made.value], ...[...made.parts.values()].map((part2) => [partKey(part2), part2])]);
  }
  /** The places at which a list can branch: those first that leave least in one list. */
  branches(list2) {
    const places = new Set(list2.flatMap((i) => [...this.literals.get(i).keys()]));
    const branches = [...places].map((place) => {
      const groups = /* @__PURE__ */ new Map();
      const rest2 = [];
      for (const i of list2) {
        const text2 = this.literals.get(i).get(place);
        const group = text2 === void 0 ? rest2 : groups.get(short(text2));
        if (group === void 0) groups.set(short(text2), [i]);
        else group.push(i);
      }
      const largest = Math.max(...[...groups.values()].map(({ length }) => length)) + rest2.length;
      return { place, groups, rest: rest2, largest };
    });
    return branches.filter(({ largest, groups }) => groups.size > 0 && largest < list2.length).sort((a, b) => a.largest - b.largest || (a.place === HOST3 ? 1 : 0) - (b.place === HOST3 ? 1 : 0));
  }
};
function keyed(key, list2) {
  return new Map([...list2].map(([name, value]) => [name === "" ? key : name, value]));
}

// src/core/redirects/store/entries.ts
function storeEntries(compiled2, prefix = "", kinds = RULE_KINDS) {
  if (!PREFIX2.test(prefix)) throw new RangeError(`${JSON.stringify(prefix)} is not a prefix`);
  const lead = keyLead(prefix);
  const { found, problems } = filed(compiled2, kinds);
  const entries = new Map([...found].map(([key, value]) => [lead + key, value]));
  const all = problems.length > 0 ? problems : sizeProblems(compiled2, entries);
  return {
    entries: all.length > 0 ? /* @__PURE__ */ new Map() : entries,
    problems: all,
    tierOf: (key) => tierOf(lead, key),
    isOwn: (key) => isKeyOf(prefix, key)
  };
}
var NONE4 = /* @__PURE__ */ new Map();
function filed(compiled2, kinds) {
  const { rules, order } = compiled2;
  const stored = new StoredRules(compiled2);
  const ofOtherKinds = kindProblems(compiled2, kinds, stored);
  if (ofOtherKinds.length > 0) return { found: NONE4, problems: ofOtherKinds };
  const long = order.filter((i) => !fitsPart(stored.rule(i)));
  if (long.length > 0) {
    return {
      found: NONE4,
      problems: inFileOrder(long).map((i) => error(
        "EDGE_REDIRECT_STORE_VALUE",
        `${JSON.stringify(rules[i].from)} and its target take more than the ${VALUE_MAX_BYTES.toLocaleString("en-US")} bytes that a key value store has for a value; shorten them`,
        rules[i]
      ))
    };
  }
  const paths = pathEntries(compiled2, stored);
  const left = new Set(paths.left);
  const list2 = order.filter((i) => left.has(i) || !isExact(rules[i].source));
  const tree = new PatternTree2(rules, stored, paths.anyCase ? 1 : 0).entries(list2, paths.anyCase ? "~" : "");
  if ("entries" in tree) return { found: new Map([...paths.entries, ...tree.entries]), problems: [] };
  const [first, ...others] = inFileOrder(tree.stuck.rules);
  return {
    found: NONE4,
    problems: [error("EDGE_REDIRECT_STORE_READS", `${JSON.stringify(rules[first].from)} and ${others.length} more rules cannot be filed: no text in their paths tells them apart, so that a request would take more than ${MOST_READS} reads of the store; begin them with different folders, or use fewer of them`, rules[first])]
  };
}
function sizeProblems({ rules, order }, entries) {
  let bytes = 0;
  for (const [key, value] of entries) bytes += utf8Bytes(key) + utf8Bytes(value);
  if (bytes <= STORE_MAX_BYTES) return [];
  const fit = Math.floor(order.length * STORE_MAX_BYTES / bytes);
  const first = inFileOrder(order)[fit];
  const count = (n) => n.toLocaleString("en-US");
  return [error(
    "EDGE_REDIRECT_STORE_SIZE",
    `has ${count(order.length)} rules, which take ${count(bytes)} bytes of a key value store; CloudFront allows ${count(STORE_MAX_BYTES)}, about as many as the rules before ${JSON.stringify(rules[first].from)} take: use fewer rules, or keep them in the code of Lambda@Edge`,
    rules[first]
  )];
}
function inFileOrder(order) {
  return [...order].sort((a, b) => a - b);
}

// src/preview/edge/store-files.ts
var StoreFiles = class {
  /** @param given Files by `STORE` or `STORE:PREFIX`, where the store is a logical id or a construct path. */
  constructor(given, site2, log, declared = []) {
    this.site = site2;
    this.log = log;
    this.files = Object.entries(given).map(([name, file2]) => {
      const [, store, prefix = ""] = /^([^:]*):?(.*)$/s.exec(name);
      return { store, prefix, file: file2, kinds: kindsOfList(store, prefix, declared) };
    });
  }
  site;
  log;
  files;
  version = 0;
  /** The stores that were given. */
  get names() {
    return this.files.map(({ store }) => store);
  }
  /** The names that are not those of a store of these functions. */
  unknown(stores) {
    return this.names.filter((store) => !stores.includes(store));
  }
  /** The content of a function's store now, and its version. */
  contentOf({ keyValues, stores }) {
    const files = this.files.filter(({ store }) => stores.includes(store));
    for (const file2 of files) this.refresh(file2);
    let all = keyValues;
    for (const { prefix, entries } of files) {
      if (entries === void 0) continue;
      const others = Object.entries(all).filter(([key]) => !isKeyOf(prefix, key));
      all = { ...Object.fromEntries(others), ...entries };
    }
    return { keyValues: all, version: this.version };
  }
  refresh(given) {
    const { file: file2 } = given;
    const text2 = readText(file2);
    if (text2 === given.text) return;
    given.text = typeof text2 === "string" ? text2 : void 0;
    const { entries, problems } = typeof text2 === "string" ? this.compiled(text2, given) : { problems: [text2] };
    for (const problem of problems) this.log(compilerLine({ file: file2, ...problem }));
    if (entries === void 0) return;
    given.entries = entries;
    this.version++;
  }
  compiled(text2, { file: file2, prefix, kinds }) {
    const imported = importedEntries(text2);
    if (imported !== void 0) return { entries: imported, problems: [] };
    const { rules, problems } = parseRules(text2, { format: formatOfName((0, import_node_path3.basename)(file2)) ?? "json", file: file2 });
    const { aliases: siteHosts, defaultRootObject: rootObject } = this.site;
    const compiled2 = compileRules(rules, { siteHosts, rootObject, event: "viewer-request" });
    const found = [...problems, ...compiled2.problems].filter(({ severity }) => severity === "error");
    if (hasErrors(problems) || compiled2.program === void 0) return { problems: found };
    const stored = storeEntries(compiled2, prefix, kinds);
    return stored.problems.length > 0 ? { problems: [...found, ...stored.problems] } : { entries: Object.fromEntries(stored.entries), problems: found };
  }
};
function readText(file2) {
  try {
    return decodeRules((0, import_node_fs3.readFileSync)(file2), file2);
  } catch (thrown) {
    return error("EDGE_REDIRECT_FILE", thrown.message);
  }
}
function importedEntries(text2) {
  if (!/^\s*\{\s*"data"\s*:\s*\[/.test(text2)) return void 0;
  try {
    const { data } = JSON.parse(text2);
    const pairs2 = data.filter(isObject).map(({ key, value }) => [String(key), String(value)]);
    return Object.fromEntries(pairs2);
  } catch {
    return void 0;
  }
}

// bench/.fc.ts
var FUNCTIONS = {
  "passes the request on": "function handler(event) { return event.request; }",
  "rewrites folders": `function handler(event) {
    var request = event.request;
    if (request.uri.endsWith('/')) request.uri += 'index.html';
    else if (!request.uri.includes('.')) request.uri += '/index.html';
    return request;
  }`,
  "matches and sets headers, async": `const old = { '/a': '/b' };
    async function handler(event) {
      const request = event.request, host = request.headers.host.value;
      if (/^www\\./.test(host) && old[request.uri]) return { statusCode: 301, headers: { location: { value: old[request.uri] } } };
      request.headers['x-own'] = { value: \`\${host}:\${request.uri}\` };
      return request;
    }`
};
var header = (key, value) => [{ key, value }];
var request = {
  method: "GET",
  uri: "/docs/guide/",
  querystring: "a=1&b=2",
  headers: {
    "host": header("Host", "www.example.com"),
    "user-agent": header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:83.0) Gecko/20100101 Firefox/83.0"),
    "accept": header("Accept", "text/html,application/xhtml+xml"),
    "accept-language": header("Accept-Language", "en-GB,en;q=0.5"),
    "accept-encoding": header("Accept-Encoding", "gzip, deflate, br"),
    "cookie": header("Cookie", "a=1; b=2")
  }
};
var call = {
  event: "viewer-request",
  requestId: "id",
  clientIp: "127.0.0.1",
  distributionDomainName: "d1.cloudfront.net"
};
var response = {
  status: 200,
  statusDescription: "OK",
  headers: {
    "content-type": header("Content-Type", "text/html"),
    "etag": header("ETag", '"x"'),
    "cache-control": header("Cache-Control", "max-age=60"),
    "content-length": header("Content-Length", "5")
  },
  body: Buffer.from("hello")
};
var workers = new FunctionWorkers((0, import_node_path4.join)(process.cwd(), "assets/cli/worker.js"), () => void 0);
var site = { aliases: [], defaultRootObject: "" };
var functions = new CloudFrontFunctions(workers, "E1", new StoreFiles({}, site, () => void 0), true, () => void 0);
async function measure(name, code, rounds) {
  const fn = { host: "cloudfront-function", key: name, name, runtime: "cloudfront-js-2.0", code, keyValues: {}, stores: [] };
  for (let n = 0; n < rounds; n++) await functions.request(fn, call, request);
  const before = process.cpuUsage();
  for (let n = 0; n < rounds; n++) await functions.request(fn, call, request);
  const { user, system } = process.cpuUsage(before);
  console.log(`${name}: ${((user + system) / rounds).toFixed(1)} \xB5s of CPU per call`);
}
async function main() {
  for (const [name, code] of Object.entries(FUNCTIONS)) await measure(name, code, 5e4);
  const echo = 'function handler(event) { var r = event.response; r.headers["x-own"] = { value: "1" }; return r; }';
  const fn = { host: "cloudfront-function", key: "response", name: "response", runtime: "cloudfront-js-2.0", code: echo, keyValues: {}, stores: [] };
  for (let n = 0; n < 5e4; n++) await functions.response(fn, { ...call, event: "viewer-response" }, request, response);
  const before = process.cpuUsage();
  for (let n = 0; n < 5e4; n++) await functions.response(fn, { ...call, event: "viewer-response" }, request, response);
  const { user, system } = process.cpuUsage(before);
  console.log(`sets a header of the response: ${((user + system) / 5e4).toFixed(1)} \xB5s of CPU per call`);
  await measure("the same function, with a class of built-ins that needs a process", 'function handler(event) { new RegExp("a"); return event.request; }', 2e3);
  await workers.close();
}
void main();
