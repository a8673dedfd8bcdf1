import { parseJavaScript } from '../../../src/attach/javascript';
import { changesItems } from '../../../src/core/javascript/changes-in-place';

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
