import type { PrettyUrls } from './pretty-urls';
import { behindProblems, queryProblems, rulesProblems, twiceProblems, websiteProblems } from './pretty-urls-checks';
import { RedirectEventType } from './redirect-event-type';
import { deployTimeProblems } from './redirect-function';
import { placed, type RedirectPlace } from './redirect-place';
import { type BakedStep, type HostedStep, StepOrder } from '../../attach/slots/contribution';
import { LazyConfig } from '../../attach/slots/lazy-config';
import { prettyUrlsFunctionFile } from '../../attach/slots/pretty-urls-function';
import { rootObjectPath } from '../../core/facts/root-object';
import { statusPhrase } from '../../core/http/status';
import { prettyUrl, type PrettySite } from '../../core/pretty-urls/pretty-url';
import type { PrettyUrlsConfig } from '../../core/pretty-urls/step-config';
import { error, type Problem } from '../../core/problem';

/** Pretty URLs show another file, which is too late after the origin. */
export function lateProblems(event: RedirectEventType): Problem[] {
  return event !== RedirectEventType.ORIGIN_RESPONSE ? [] : [error('EDGE_PRETTY_URLS_LATE',
    'ask the origin for another file, which has already answered on origin-response; use '
    + 'RedirectEventType.VIEWER_REQUEST or ORIGIN_REQUEST, in another EdgeRedirector if the rules need this event',
    'prettyUrls')];
}

/** The pretty URLs of a redirector, as a step that runs after the rules of all redirectors. */
export class PrettyUrlsSteps {
  constructor(private readonly given: PrettyUrls, private readonly place: RedirectPlace) {}

  contribute(): void {
    const { event, resource, slots } = this.place;
    const { _urls: urls, _status: status } = this.given;
    // Where a page is an error page, so is its file.
    slots.site.addRewrites(event, (path) => {
      const file = prettyUrl(this.site([]), path, '', false)?.path;
      return file === undefined ? [] : [file];
    });
    slots.contribute({
      ...placed(this.place, () => this.lambda(), () => this.cloudFront()),
      order: StepOrder.PRETTY_URLS,
      checkTogether: (contributions, behaviors) => [
        ...twiceProblems(this.place, contributions, behaviors),
        ...behindProblems(urls, this.place, contributions, behaviors),
        ...rulesProblems({ site: this.site(this.place.errorPages()), status }, this.place, contributions, behaviors),
        ...websiteProblems(this.place, behaviors, resource),
      ],
    });
  }

  /** The step of a CloudFront Function. */
  functionStep(): BakedStep {
    const { _urls: urls, _status: status } = this.given;
    const site = {
      ...this.site(this.place.errorPages()), status, phrase: statusPhrase(status), ttl: `max-age=${this.place.ttl}`,
    };
    // A failure lets the request pass.
    return {
      part: 'pretty-urls',
      config: { name: 'pretty-urls', pass: true, ...urls, status },
      code: prettyUrlsFunctionFile(site),
    };
  }

  private lambda(): HostedStep {
    const { event, ttl, errorPages } = this.place;
    const { _urls: urls, _status: status } = this.given;
    return {
      step: {
        part: 'pretty-urls',
        config: new LazyConfig((): PrettyUrlsConfig => {
          const [pages, rootObject] = [errorPages(), this.rootObjectInFunction()];
          return {
            cacheControl: `max-age=${ttl}`,
            ...(pages.length > 0 && { errorPages: pages }),
            ...(rootObject !== '' && { rootObject }),
            ...urls,
            status,
          };
        }),
      },
      ...(event === RedirectEventType.ORIGIN_REQUEST && { check: (behavior) => queryProblems(urls, behavior) }),
    };
  }

  private cloudFront(): HostedStep {
    const { slots: { site }, ttl, errorPages } = this.place;
    const made = () => this.functionStep();
    return {
      host: 'cloudfront-function',
      step: {
        part: 'pretty-urls',
        config: new LazyConfig(() => made().config),
        get code() { return made().code; },
      },
      check: () => deployTimeProblems(ttl, site.rootObject(), errorPages()),
      };
  }

  /** As the construct knows it at synth. */
  private site(pages: readonly string[]): PrettySite {
    const { site } = this.place.slots;
    const known = site.known().rootObject;
    const { _urls: urls } = this.given;
    return {
      ...urls,
      home: rootObjectPath(known === '' && site.rootObject() !== '' ? urls.index : known),
      ...(pages.length > 0 && { pages }),
    };
  }

  /**
   * Where the default root object is not known, it is taken to be the index document: then the home page is not
   * changed, instead of being redirected to itself.
   */
  private rootObjectInFunction(): string {
    const { owner, slots } = this.place;
    const name = slots.site.rootObjectIn(slots.functionStack(owner, {}));
    return name === '' && slots.site.rootObject() !== '' ? this.given._urls.index : name;
  }
}
