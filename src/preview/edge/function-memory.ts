import { getHeapStatistics } from 'node:v8';
import { garbageCollector } from './buffer-charge';
import { CLOUDFRONT_FUNCTION_MEMORY_MAX_BYTES } from '../../core/facts/cloudfront-functions';

const LIMIT = CLOUDFRONT_FUNCTION_MEMORY_MAX_BYTES;

/** What V8 itself takes for a function of 10 KB: compiled code, and what it learns about types. */
const OF_THE_ENGINE = 256 * 1024;

const MOST = LIMIT + OF_THE_ENGINE;

/** Growth between two measurements, at least. It doubles, because a measurement takes milliseconds. */
const SMALLEST_STEP = 64 * 1024;

/** Characters that are copied for one event so that V8 has the bytes of a text, and not the parts it was made of. */
const MOST_COPIED = 32 * 1024 * 1024;

/** Shorter texts are not looked at. */
const SHORT_TEXT = 4096;

/**
 * The memory that a CloudFront Function needs for an event: what is in use at the same time, without garbage. That is
 * less than CloudFront counts, whose engine frees nothing before the event ends; so a function that has more than the
 * limit here has it there.
 *
 * The code calls this where it loops, calls and returns (`measuredCode`).
 */
export class FunctionMemory {
  private readonly collect = garbageCollector();
  /** In use without an event. */
  private floor: number | undefined;
  /** In use when the event began, or after the last collection. */
  private base = 0;
  /** Growth with which more than the limit may be in use. */
  private step = MOST;
  private smallest = SMALLEST_STEP;
  private copied = 0;
  /** The most that was in use of all, including what was there before the event. */
  private most = 0;
  /** The most that one text or buffer had. */
  private largest = 0;

  begin(): void {
    this.floor ??= this.collected();
    [this.base, this.step, this.smallest] = [inUse(), MOST, SMALLEST_STEP];
    [this.copied, this.most, this.largest] = [0, 0, 0];
  }

  measure(): void {
    const now = inUse();
    // Less than before: V8 has collected garbage, so that the growth is not known.
    if (now >= this.base && now - this.base < this.step) return;
    this.base = this.collected();
    this.most = Math.max(this.most, this.base);
    this.step = Math.max(this.smallest, MOST - (this.base - this.floor!));
    this.smallest *= 2;
  }

  text(text: string): void {
    if (text.length < SHORT_TEXT) return;
    if (this.copied > MOST_COPIED) return this.allocated(text.length);
    this.copied += text.length;
    this.allocated(Buffer.byteLength(text));
    this.measure();
  }

  allocated(bytes: number): void {
    if (bytes > this.largest) this.largest = bytes;
  }

  /** The bytes that the event has needed, if they are more than CloudFront allows. */
  end(): number | undefined {
    if (this.largest > LIMIT) return this.largest;
    if (this.most === 0) return undefined;
    this.floor = this.collected();
    const needed = this.most - this.floor;
    return needed > MOST ? needed : undefined;
  }

  private collected(): number {
    this.collect();
    return inUse();
  }
}

function inUse(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}
