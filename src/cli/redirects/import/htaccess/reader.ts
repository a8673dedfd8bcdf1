import { isAlias, readAlias } from './alias';
import { type Directive, directivesOf } from './directives';
import { readRewrite } from './rewrite';
import type { PlatformReader } from '../reader';

/** `.htaccess` of the root folder: mod_rewrite, then mod_alias, which is Apache's order. */
export const htaccess: PlatformReader = {
  read: (text, into) => {
    const directives = directivesOf(text);
    const outside = directives.filter((directive) => {
      const isRule = isAlias(directive.name) || directive.name === 'rewriterule';
      if (isRule && directive.within !== undefined) {
        into.refuse(directive.at, directive.written, `it is in ${directive.within}, which no rule can require`);
      }
      return directive.within === undefined;
    });
    let conditions: Directive[] = [];
    let [base, on] = ['/', true];
    for (const directive of outside) {
      const { name, words: [first = ''], at, written } = directive;
      if (name === 'rewritebase') base = first;
      if (name === 'rewriteengine') on = first.toLowerCase() !== 'off';
      if (name === 'rewritecond') conditions.push(directive);
      if (name !== 'rewriterule') continue;
      if (on) readRewrite(directive, conditions, base, into);
      else into.warn(at, written, 'RewriteEngine is off, so it never applies; left out');
      conditions = [];
    }
    for (const directive of outside) {
      if (isAlias(directive.name)) readAlias(directive, into);
      if (directive.name === 'errordocument') {
        into.warn(directive.at, directive.written, 'it is not a redirect; use ErrorRules of EdgeErrorMasker');
      }
    }
  },
};
