import { h, type Child } from './dom';
import { bytes } from './format';
import { messageOf, read } from './server';
import { pairList } from './timeline';
import type { View } from './view';
import type { BehaviorView, DistributionView, FunctionView } from '../preview/console/api';

/** The behaviors in the order in which CloudFront compares them, with their functions, and the rest of the settings. */
export function distributionPage(): View {
  const element = h('div', { 'class': 'page', 'tabindex': '0', 'role': 'region', 'aria-label': 'Distribution' });
  const show = async (): Promise<void> => {
    try {
      element.replaceChildren(...content(await read<DistributionView>('distribution')));
    } catch (error) {
      element.replaceChildren(h('p', { class: 'problem' }, messageOf(error)));
    }
  };
  return { title: 'Distribution', element, open: () => void show() };
}

function content(site: DistributionView): HTMLElement[] {
  const more: [string, Child][] = [
    ['domain name', h('code', {}, site.domainName)],
    ['aliases', site.aliases.join(', ') || 'none'],
    ['default root object', site.defaultRootObject || 'none'],
    ...(site.webAcl ? [['web ACL', site.webAcl] as [string, Child]] : []),
    ...(site.geoRestriction ? [['geographic restriction', site.geoRestriction] as [string, Child]] : []),
    ...site.errorResponses.map((text): [string, Child] => ['custom error response', text]),
  ];
  return [
    h('h2', {}, site.name),
    pairList(more),
    h('h3', {}, 'Behaviors'),
    h('p', { class: 'quiet' }, 'The first one whose path pattern matches a request serves it.'),
    ...site.behaviors.map(behaviorCard),
    h('h3', {}, 'Origins'),
    pairList(site.origins.map(({ id, domainName, servedFrom }) => (
      [id, h('span', {}, h('code', {}, domainName), `, served from ${servedFrom}`)]))),
    ...(site.notes.length === 0 ? [] : [
      h('h3', {}, 'Notes'), h('ul', {}, ...site.notes.map((note) => h('li', {}, note))),
    ]),
  ];
}

function behaviorCard(behavior: BehaviorView): HTMLElement {
  const { pathPattern, origin, methods, viewerProtocol, compress, policies, functions } = behavior;
  return h('article', { class: 'panel' },
    h('h4', {}, h('code', {}, pathPattern)),
    pairList([
      ['origin', origin], ['methods', methods.join(' ')],
      ['viewers', `${viewerProtocol}${compress ? ', compressed' : ''}`], ...policies,
    ]),
    ...functions.map(functionItem));
}

function functionItem(fn: FunctionView): HTMLElement {
  const { event, name, host, runtime, limits, steps } = fn;
  const size = fn.bytes === undefined ? 'code in a folder' : bytes(fn.bytes);
  return h('div', { class: 'function' },
    h('p', {}, h('span', { class: 'name' }, event), ` ${name}`),
    h('p', { class: 'quiet' }, [host, runtime, size, limits].join(' · ')),
    steps.length > 0 && h('ul', {}, ...steps.map(({ part, constructs, rules }) => (
      h('li', {}, h('code', {}, part), ` by ${constructs.join(', ')}`, rules !== '' && `, ${rules}`)))));
}
