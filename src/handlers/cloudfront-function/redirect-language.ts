// Conditions on the language of the viewer.
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;

/** Whether the preferred language of the viewer is one of these: the highest weight, the first of equals. */
edge.language = function (test, visit) {
  let best = '', most = 0;
  (edge.value(visit, 'accept-language') || '').toLowerCase().split(',').forEach((item) => {
    const parts = item.split(';'), weights = parts.slice(1).map((part) => /^\s*q=([\d.]+)/.exec(part)).filter((q) => q);
    const weight = weights[0] ? Number(weights[0][1]) : 1;
    if (weight > most) {
      best = parts[0].trim();
      most = weight;
    }
  });
  const language = (edge.chosen(test, visit, 'nf_lang') || best).toLowerCase();
  return test.slice(1).some((tag) => (language + '-').startsWith(tag + '-'));
};
