import { closest } from '../../../problem/closest';
import { DIALECTS } from '../../rule/dialects';
import type { Conditions, QueryPolicy } from '../../rule/model';
import { Pairs, Plain, shown } from '../../rule/plain';
import { quoted, Report } from '../../rule/report';
import { readConditions } from '../conditions';
import { Located, RuleDefaults, RuleFields, statusFault } from '../fields';
import { Places } from '../place';
import { parseQueryPolicy } from '../query-policy';
import { isSeconds, SECONDS } from '../seconds';
import { JsonMember, JsonValue } from './tokens';

const RULE_KEYS = [
  'from', 'to', 'statusCode', 'query', 'when', 'start', 'end', 'cacheTtl', 'retryAfter', 'note', 'owner', 'caseSensitive',
];
/** Of a map, the source is the key. */
const KEYS_OF_MAP = RULE_KEYS.slice(1);
const DEFAULT_KEYS = ['statusCode', 'query', 'caseSensitive', 'cacheTtl'];
/** The names of other formats for the same fields. */
const ALIASES: Readonly<Record<string, string>> = { source: 'from', destination: 'to', status: 'statusCode' };

/** Reads the fields of rules from JSON values. A wrong type is reported, and the field left out. */
export class FieldReader {
  constructor(private readonly places: Places, private readonly report: Report) {}

  /** Reads a rule: the shorthand `"/target"`, null or an object. Outside of a map, the object must have a source. */
  rule(value: JsonValue, from: Located<string> | undefined): RuleFields | undefined {
    if ((value.type === 'string' || value.type === 'null') && from) {
      return { place: from.place, from, to: this.textOrNull(value) };
    }
    if (value.type !== 'object') {
      this.wrong(
        value,
        from
          ? `${quoted(from.value)} must have a text or an object like {"to": "/new"}`
          : 'a rule must be an object like {"from": "/old", "to": "/new"}',
      );
      return undefined;
    }
    const before = this.report.problems.length;
    const isWhole = (): boolean => this.report.problems.length === before;
    const fields = this.members(value.members, from ? KEYS_OF_MAP : RULE_KEYS);
    const source = from ?? this.text(fields, 'from');
    const place = from?.place ?? this.places.at(value.at);
    if (source === undefined && isWhole()) {
      this.report.error('EDGE_REDIRECT_FIELD', place, 'the rule has no "from"');
    }
    const rule = {
      place,
      from: source!,
      to: fields.get('to')?.type === 'null' ? this.textOrNull(fields.get('to')!) : this.text(fields, 'to'),
      status: this.number(fields, 'statusCode'),
      query: this.query(fields),
      when: this.conditions(fields),
      start: this.text(fields, 'start'),
      end: this.text(fields, 'end'),
      cacheTtl: this.number(fields, 'cacheTtl', 60),
      retryAfter: this.number(fields, 'retryAfter', 60),
      note: this.text(fields, 'note')?.value,
      owner: this.text(fields, 'owner')?.value,
      caseSensitive: this.flag(fields, 'caseSensitive'),
    };
    if (source === undefined) return undefined;
    return isWhole() ? rule : { ...rule, incomplete: true };
  }

  defaults(value: JsonValue): RuleDefaults {
    if (value.type !== 'object') {
      this.wrong(value, '"$defaults" must be an object like {"statusCode": 302}');
      return {};
    }
    const fields = this.members(value.members, DEFAULT_KEYS);
    const read = {
      statusCode: this.defaultStatus(fields),
      query: this.query(fields),
      caseSensitive: this.flag(fields, 'caseSensitive'),
      cacheTtl: this.defaultTtl(fields),
    };
    return Object.fromEntries(Object.entries(read).filter(([, v]) => v !== undefined));
  }

  /** Reported once here, and not for every rule that uses the default. */
  private defaultStatus(fields: Map<string, JsonValue>): number | undefined {
    const status = this.number(fields, 'statusCode');
    const fault = status && statusFault(status.value, DIALECTS.json);
    if (fault === undefined) return status?.value;
    return void this.report.error('EDGE_REDIRECT_STATUS', status!.place, fault);
  }

  private defaultTtl(fields: Map<string, JsonValue>): number | undefined {
    const ttl = this.number(fields, 'cacheTtl', 60);
    if (ttl === undefined || isSeconds(ttl.value)) return ttl?.value;
    return void this.report.error('EDGE_REDIRECT_SECONDS', ttl.place, `"cacheTtl" must be ${SECONDS}`);
  }

  private textOrNull(value: JsonValue): Located<string | null> {
    return { value: value.type === 'string' ? value.value : null, place: this.places.at(value.at) };
  }

  private members(members: readonly JsonMember[], known: readonly string[]): Map<string, JsonValue> {
    const fields = new Map<string, JsonValue>();
    for (const { key, at, value } of members) {
      if (!known.includes(key)) {
        const guess = Object.hasOwn(ALIASES, key) ? ALIASES[key] : closest(key, known);
        const hint = guess === undefined ? `a rule has ${known.join(', ')}` : `did you mean ${quoted(guess)}?`;
        this.report.error('EDGE_REDIRECT_FIELD', this.places.at(at), `${quoted(key)} is unknown; ${hint}`);
      } else if (fields.has(key)) {
        this.report.error(
          'EDGE_REDIRECT_FIELD',
          this.places.at(at),
          `${quoted(key)} occurs twice; remove one of them`,
        );
      } else {
        fields.set(key, value);
      }
    }
    return fields;
  }

  private text(fields: Map<string, JsonValue>, key: string): Located<string> | undefined {
    const value = fields.get(key);
    if (value === undefined) return undefined;
    if (value.type === 'string') return { value: value.value, place: this.places.at(value.at) };
    return this.wrong(value, `"${key}" must be a text in double quotes`);
  }

  private number(fields: Map<string, JsonValue>, key: string, example = 301): Located<number> | undefined {
    const value = fields.get(key);
    if (value === undefined) return undefined;
    if (value.type === 'number') return { value: value.value, place: this.places.at(value.at) };
    return this.wrong(value, `"${key}" must be a number without quotes, such as ${example}`);
  }

  private flag(fields: Map<string, JsonValue>, key: string): boolean | undefined {
    const value = fields.get(key);
    if (value === undefined || value.type === 'boolean') return value?.value;
    return this.wrong(value, `"${key}" must be true or false`);
  }

  private query(fields: Map<string, JsonValue>): QueryPolicy | undefined {
    const value = fields.get('query');
    if (value === undefined) return undefined;
    const policy = parseQueryPolicy(plain(value));
    return policy ?? this.wrong(value, '"query" must be "merge", "drop", "replace" or {"only": ["ref", "utm_*"]}');
  }

  private conditions(fields: Map<string, JsonValue>): Conditions | undefined {
    const value = fields.get('when');
    if (value === undefined) return undefined;
    if (value.type !== 'object') return this.wrong(value, '"when" must be an object like {"country": ["DE", "AT"]}');
    return readConditions(
      value.members.map((m) => ({ key: m.key, place: this.places.at(m.at), value: plain(m.value) })),
      this.report,
    );
  }

  private wrong(value: JsonValue, message: string): undefined {
    this.report.error('EDGE_REDIRECT_FIELD', this.places.at(value.at), `${message}; got ${shown(plain(value))}`);
  }
}

/** The value without its positions. */
function plain(value: JsonValue): Plain {
  switch (value.type) {
    case 'object': return new Pairs(value.members.map((m) => [m.key, plain(m.value)] as const));
    case 'array': return value.items.map(plain);
    case 'null': return null;
    default: return value.value;
  }
}
