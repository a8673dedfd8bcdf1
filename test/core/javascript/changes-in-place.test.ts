import { parseJavaScript } from '../../../src/attach/javascript';
import { changesAnything, changesEvent, changesItems } from '../../../src/core/javascript/changes-in-place';

const inHandler = (body: string) => `function handler(event) { var h = event.response.headers, i = h.a; ${body} return event.response; }`;

test.each([
  'h["x-a"] = { value: "1" };',
  'h.etag = { value: "1", attributes: "x" };',
  'delete h.etag;',
  'event.response.statusCode = 404;',
  'event.response.headers = {};',
  'var v = i.value; v = "x"; v += i.value;',
  'event.response = Object.assign({}, event.response, { headers: {} });',
  'for (var n in h) console.log(h[n].value);',
])('%s replaces whole items at most', (body) => {
  expect(changesItems(parseJavaScript(inHandler(body)))).toBe(false);
});

test.each([
  'i.value = "x";',
  'i["value"] = "x";',
  'h[n] = 1;',
  'h[`etag`] = 1;',
  'i.value += "x";',
  'i.value++;',
  'delete i.attributes;',
  '[i.value] = ["x"];',
  '({ a: i.value } = { a: "x" });',
  'for (i.value of ["x"]) {}',
  'for (i.value in h) {}',
  'Object.assign(i, { value: "x" });',
  'var to = Object.assign; to(i, { value: "x" });',
  'var { assign } = Object; assign(i, { value: "x" });',
  'Object["assign"](i, { value: "x" });',
  'Object.defineProperty(i, "value", { value: "x" });',
  'Reflect.set(i, "value", "x");',
  'i.multiValue.push({ value: "x" });',
  'i.__proto__ = {};',
])('%s may change an item', (body) => {
  expect(changesItems(parseJavaScript(inHandler(body)))).toBe(true);
});

test.each([
  'Reflect.deleteProperty(i, "value");',
  'var O = Object; O[n](i, { value: "x" });',
  'Object[n](i, { value: "x" });',
  'var { assign: to } = Object; to(i, { value: "x" });',
  'i.__defineGetter__("value", f);',
])('%s may change an item, by another way', (body) => {
  expect(changesItems(parseJavaScript(inHandler(body)))).toBe(true);
});

test.each([
  '',
  'if (h.a.value === "1") return { statusCode: 302, headers: { location: { value: "/" } } };',
  'var parts = i.value.split("."), all = []; all.push(parts[0]); parts = 1;',
  'return Object.assign({}, event.response, { statusCode: 404 });',
  'return { ...event.response, statusCode: 404 };',
  'for (const n in h) console.log(h[n].value); for (var v of Object.values(h)) i = v;',
])('"%s" changes nothing', (body) => {
  expect(changesAnything(parseJavaScript(inHandler(body)))).toBe(false);
});

test.each([
  'h.a = { value: "1" };',
  'h["a"] = { value: "1" };',
  'delete h.a;',
  'delete h[n];',
  'n.count++;',
  'for (h.a of [1]) {}',
  '[h.a] = [1];',
  'Object.assign(h, { a: 1 });',
  'Object.freeze(h);',
  'var O = Object; O.assign(h, { a: 1 });',
  'Array.prototype.push.call(h, 1);',
  'Array.prototype.push.apply(h, [1]);',
  'var push = [].push.bind(h); push(1);',
  'h.a.multiValue.pop();',
  'h.a["multiValue"].pop();',
])('%s may change something', (body) => {
  expect(changesAnything(parseJavaScript(inHandler(body)))).toBe(true);
});

test.each([
  ['event.response = null;', true],
  ['delete event.context;', true],
  ['event["viewer"] = 1;', true],
  ['event[n] = 1;', true],
  ['Object.freeze(event);', true],
  ['h.a = 1; event.request.uri = "/"; i.value = 2;', false],
])('%s may take the event apart: %s', (body, expected) => {
  expect(changesEvent(parseJavaScript(inHandler(body)))).toBe(expected);
});
