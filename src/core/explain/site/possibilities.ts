import { behaviorPossibilities } from './behavior-possibilities';
import { hidingPossibilities } from './hiding';
import type { Possibility } from './possibility';
import type { SiteFacts } from './site-facts';
import { alternateDomain } from '../sources/alternate-domain';
import { geoRestriction } from '../sources/geo-restriction';
import { waf } from '../sources/waf';
import { wafCustomResponse } from '../sources/waf-custom-response';

/** Everything in the template of a distribution that can answer with an error, what hides others first. */
export function possibilities(site: SiteFacts): Possibility[] {
  return [
    ...hidingPossibilities(site),
    ...hostPossibilities(site),
    ...geoPossibilities(site),
    ...wafPossibilities(site),
    ...behaviorPossibilities(site),
  ];
}

function hostPossibilities({ aliases, hasUnknownAliases }: SiteFacts): Possibility[] {
  const names = aliases.length > 0 ? aliases.join(', ') : 'none';
  return [{
    source: 'alternate-domain',
    statuses: [403],
    condition: 'the host of the request is neither an alias nor the domain name of the distribution',
    evidence: [`aliases: ${names}${hasUnknownAliases ? ', and some that are only known at deploy time' : ''}`],
    cure: alternateDomain.cure,
    link: alternateDomain.link,
    isWarning: false,
  }];
}

function geoPossibilities({ geoRestriction: restriction }: SiteFacts): Possibility[] {
  if (restriction === undefined) return [];
  const { type, countries } = restriction;
  return [{
    source: 'geo-restriction',
    statuses: [403],
    condition: `the viewer is ${type === 'whitelist' ? 'not ' : ''}in one of the countries ${countries.join(', ')}`,
    evidence: [`Restrictions.GeoRestriction: ${type} ${countries.join(', ')}`],
    cure: geoRestriction.cure,
    link: geoRestriction.link,
    isWarning: false,
  }];
}

function wafPossibilities({ webAcl }: SiteFacts): Possibility[] {
  if (webAcl === undefined) return [];
  const { name, customResponses, isKnown } = webAcl;
  const { cure, link } = waf;
  const plain: Possibility = {
    source: 'waf',
    statuses: [403],
    condition: `a rule of the web ACL blocks the request${isKnown ? '' : '; its rules are not in this app'}`,
    evidence: [`WebACLId: ${name}`],
    cure,
    link,
    isWarning: false,
  };
  return [plain, ...customResponses.map((one): Possibility => ({
    source: 'waf-custom-response',
    statuses: [one.status],
    condition: `rule ${one.rule} of the web ACL blocks the request`,
    evidence: [`${name}, rule ${one.rule}: custom response ${one.status}`],
    cure: wafCustomResponse.cure,
    link: wafCustomResponse.link,
    isWarning: false,
  }))];
}
