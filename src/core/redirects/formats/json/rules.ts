import { DIALECTS } from '../../rule/dialects';
import type { RedirectRule } from '../../rule/model';
import { quoted, Report } from '../../rule/report';
import { buildRule, RuleDefaults, RuleFields } from '../fields';
import { Places, visibleOffset } from '../place';
import { FieldReader } from './fields';
import { JsonFault, JsonMember, JsonValue, readJson } from './tokens';
import { platformOfJson } from '../platforms/of-json';
import { platformFault } from '../platforms/platforms';

const ENVELOPE_KEYS = ['$schema', '$defaults'];

/**
 * Reads `redirects.json`: a map from sources to targets, an array of rules, or such an array as `rules` beside
 * `$defaults`.
 */
export function parseJsonRules(
  text: string,
  file: string | undefined,
  given: RuleDefaults,
  report: Report,
): RedirectRule[] {
  const places = new Places(text, file);
  try {
    return new JsonRules(places, given, report).read(readJson(text));
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    report.error('EDGE_REDIRECT_SYNTAX', places.at(visibleOffset(text, fault.at)), fault.message);
    return [];
  }
}

class JsonRules {
  private readonly reader: FieldReader;

  constructor(private readonly places: Places, private defaults: RuleDefaults, private readonly report: Report) {
    this.reader = new FieldReader(places, report);
  }

  read(document: JsonValue): RedirectRule[] {
    const platform = platformOfJson(document);
    if (platform !== undefined) {
      const place = this.places.at(document.at);
      this.report.error('EDGE_REDIRECT_PLATFORM', place, platformFault(platform, place.file));
      return [];
    }
    if (document.type === 'array') return this.fromArray(document.items);
    if (document.type !== 'object') {
      this.report.error(
        'EDGE_REDIRECT_SYNTAX',
        this.places.at(document.at),
        'the file must hold an object like {"/old": "/new"} or an array of rules',
      );
      return [];
    }
    const find = (key: string): JsonMember | undefined => this.single(key, document.members);
    find('$schema');
    const defaults = find('$defaults');
    if (defaults) this.defaults = { ...this.defaults, ...this.reader.defaults(defaults.value) };
    const rules = find('rules');
    if (rules === undefined) return this.fromMap(document.members);
    if (rules.value.type === 'array') return this.fromEnvelope(document.members, rules.value.items);
    this.report.error(
      'EDGE_REDIRECT_FIELD',
      this.places.at(rules.value.at),
      '"rules" must be an array like [{"from": "/old", "to": "/new"}]; a map of rules is not put under "rules"',
    );
    return [];
  }

  /** Finds a member that must occur once: one of two would be lost. */
  private single(key: string, members: readonly JsonMember[]): JsonMember | undefined {
    const [first, ...others] = members.filter((member) => member.key === key);
    for (const { at } of others) {
      this.report.error(
        'EDGE_REDIRECT_FIELD',
        this.places.at(at),
        `${quoted(key)} occurs twice; remove one of them`,
      );
    }
    return first;
  }

  private fromEnvelope(members: readonly JsonMember[], items: readonly JsonValue[]): RedirectRule[] {
    for (const { key, at } of members) {
      if (key !== 'rules' && !ENVELOPE_KEYS.includes(key)) {
        this.report.error(
          'EDGE_REDIRECT_FIELD',
          this.places.at(at),
          `${quoted(key)} is unknown beside "rules"; move it into the array`,
        );
      }
    }
    return this.fromArray(items);
  }

  private fromMap(members: readonly JsonMember[]): RedirectRule[] {
    const rules: RedirectRule[] = [];
    for (const { key, at, value } of members) {
      if (ENVELOPE_KEYS.includes(key)) continue;
      if (key.startsWith('$')) {
        this.report.error(
          'EDGE_REDIRECT_FIELD',
          this.places.at(at),
          `${quoted(key)} is unknown; there are ${ENVELOPE_KEYS.join(' and ')}, and notes go into the "note" of a rule`,
        );
        continue;
      }
      const fields = this.reader.rule(value, { value: key, place: this.places.at(at) });
      this.add(fields, rules);
    }
    return rules;
  }

  private fromArray(items: readonly JsonValue[]): RedirectRule[] {
    const rules: RedirectRule[] = [];
    for (const item of items) this.add(this.reader.rule(item, undefined), rules);
    return rules;
  }

  private add(fields: RuleFields | undefined, rules: RedirectRule[]): void {
    const rule = fields && buildRule(fields, DIALECTS.json, this.defaults, this.report);
    if (rule) rules.push(rule);
  }
}
