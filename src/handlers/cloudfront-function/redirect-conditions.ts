// Conditions on parts of the request besides its URL.
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;

/** Whether a cookie is there, or has a value. The first of several counts. */
edge.cookie = function (test, visit) {
  const cookie = own(visit.request.cookies, test[1] as string);
  return cookie && (test.length < 3 || cookie.value.trimEnd() === test[2]);
};

/** Whether a header is there, has a value, or (with a third argument) contains a text. */
edge.header = function (test, visit) {
  const value = edge.value(visit, test[1] as string), wanted = test[2] as string;
  return value !== undefined && (test.length < 3 || (test[3] ? value.includes(wanted) : value === wanted));
};

edge.country = function (test, visit) {
  const country = edge.chosen(test, visit, 'nf_country') || edge.value(visit, 'cloudfront-viewer-country') || '';
  return test.indexOf(country.toUpperCase()) > 0;
};

edge.method = function (test, visit) {
  return test.indexOf(visit.request.method.toUpperCase()) > 0;
};

/** The value of a header; several lines of one name are joined. */
edge.value = function (visit, name) {
  const header = own(visit.request.headers, name);
  return header && (header.multiValue || [header]).map((line: any) => line.value).join(', ');
};

/** A member of an object of the event. A viewer can send a cookie called `constructor`. */
function own(object: any, name: string): any {
  return Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;
}

/** What a cookie of Netlify chooses, if its cookies count: then the last argument is 1. */
edge.chosen = function (test, visit, name) {
  const cookie = test[test.length - 1] === 1 && own(visit.request.cookies, name);
  return cookie && (/^[\w-]+/.exec(cookie.value) || [])[0];
};
