import type { Answer, Call } from './local-aws';

export const STORE = 'arn:aws:cloudfront::123456789012:key-value-store/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111';

interface Update {
  readonly Puts?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Deletes?: readonly { readonly Key: string }[];
}

/** One key value store, with the limits of its documentation. */
export class LocalStore {
  private held: ReadonlyMap<string, string> = new Map();
  private version = 1;
  /** In their order; made when a page needs them. */
  private sorted?: readonly string[];

  get entries(): ReadonlyMap<string, string> {
    return this.held;
  }

  set entries(entries: ReadonlyMap<string, string>) {
    this.held = entries;
    this.version++;
    this.sorted = undefined;
  }

  get etag(): string {
    return `V${this.version}`;
  }

  get bytes(): number {
    return [...this.entries].reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
  }

  /** Writes as another process does. */
  write(entries: Iterable<readonly [string, string]>): void {
    this.entries = new Map([...this.entries, ...entries]);
  }

  answer({ method, url, headers, body }: Call): Answer {
    const [, , arn, keys] = url.pathname.split('/').map(decodeURIComponent);
    if (!headers.authorization?.startsWith('AWS4-ECDSA-P256-SHA256 ') || headers['x-amz-region-set'] !== '*') {
      return refused(403, 'AccessDeniedException', 'not signed with SigV4A');
    }
    if (!url.hostname.startsWith('123456789012.') || arn !== STORE) return refused(404, 'ResourceNotFoundException', arn);
    if (keys === undefined) return this.described();
    return method === 'GET' ? this.page(url.searchParams) : this.update(headers['if-match'], String(body));
  }

  private described(more: object = {}): Answer {
    const facts = { ItemCount: this.entries.size, TotalSizeInBytes: this.bytes, KvsARN: STORE, Created: 1_700_000_000 };
    return json(200, { ...facts, ...more }, { etag: this.etag });
  }

  /** Pages are in the order of the keys. A token says where the next one begins. */
  private page(query: URLSearchParams): Answer {
    const most = Number(query.get('MaxResults') ?? 10);
    if (most > 50) return refused(400, 'ValidationException', 'MaxResults');
    const from = query.get('NextToken') ?? '';
    this.sorted ??= [...this.entries.keys()].sort();
    const first = from === '' ? 0 : this.sorted.findIndex((key) => key >= from);
    const keys = first === -1 ? [] : this.sorted.slice(first, first + most);
    const Items = keys.map((Key) => ({ Key, Value: this.entries.get(Key) }));
    const next = first === -1 ? undefined : this.sorted[first + most];
    return json(200, { Items, ...(next !== undefined && { NextToken: next }) });
  }

  /** All or nothing. */
  private update(etag: string | undefined, text: string): Answer {
    if (etag === undefined) return refused(400, 'ValidationException', 'IfMatch is required');
    if (etag !== this.etag) return refused(409, 'ConflictException', 'the store was changed');
    const { Puts = [], Deletes = [] } = JSON.parse(text) as Update;
    const keys = [...Puts, ...Deletes].map(({ Key }) => Key);
    if (keys.length === 0 || keys.length > 50) return refused(400, 'ValidationException', `${keys.length} keys`);
    if (new Set(keys).size < keys.length) return refused(400, 'ValidationException', 'a key occurs twice');
    if (Buffer.byteLength(text) > 3_000_000) return refused(400, 'ValidationException', 'more than 3 MB');
    const isTooLong = Puts.some(({ Key, Value }) => Buffer.byteLength(Key) > 512 || Buffer.byteLength(Value) > 1024);
    if (isTooLong) return refused(400, 'ValidationException', 'a key or a value is too long');
    const entries = new Map(this.entries);
    for (const { Key, Value } of Puts) entries.set(Key, Value);
    for (const { Key } of Deletes) entries.delete(Key);
    const size = [...entries].reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
    if (size > 5 * 1024 * 1024) return refused(402, 'ServiceQuotaExceededException', 'more than 5 MB');
    this.entries = entries;
    return this.described();
  }
}

export function refused(status: number, type: string, message: string): Answer {
  return json(status, { Message: message }, { 'x-amzn-errortype': type });
}

function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
