/**
 * Inflating a part of a zip into whoever reads it, chunk by chunk, counted: by fflate at once, or by the runtime's own
 * decompressor, which is several times as fast but answers later.
 */
import { Inflate } from 'fflate';
import { fail, ok, type Result } from '../../result';
import { Crc32 } from './crc32';

/** A part as it lies in the archive; what the directory says of it has been checked against the limits, not yet against the data. */
export interface PackedPart {
  readonly data: Uint8Array;
  /** 0 = stored, 8 = deflated. */
  readonly method: number;
  readonly size: number;
  readonly crc: number;
}

/** Takes chunks; false when no more are wanted. */
export type Sink = (chunk: Uint8Array) => boolean;

/** What a reader asks for: that a part be run through its sink. */
export interface PumpRequest {
  readonly part: PackedPart;
  readonly sink: Sink;
}

/** A reader that asks for parts as it goes and ends with a value. */
export type Reading<T> = Generator<PumpRequest, T, Result<void>>;

/** Packed bytes fed at a time: at deflate's greatest expansion (1 : 1032) one step makes 32 MB at most. */
const STEP = 32 * 1024;
/** Smaller parts are not worth waiting for. */
const WORTH_WAITING = 64 * 1024;

/** Runs a reading to its end, inflating by fflate. */
export function runReading<T>(reading: Reading<T>): T {
  let step = reading.next();
  while (!step.done) step = reading.next(pump(step.value));
  return step.value;
}

/** Runs a reading to its end, large parts inflated by the runtime. */
export async function runReadingAsync<T>(reading: Reading<T>): Promise<T> {
  let step = reading.next();
  while (!step.done) {
    const request: PumpRequest = step.value;
    const { method, data } = request.part;
    const native = method === 8 && data.length >= WORTH_WAITING;
    step = reading.next(native ? await pumpNative(request) : pump(request));
  }
  return step.value;
}

/** Counts what comes out, and lets nothing through that the directory did not announce. */
class Gauge {
  private filled = 0;
  private readonly crc = new Crc32();
  private stopped = false;
  /** More came out than was announced: such a part is lying about its size. */
  surplus = false;

  constructor(private readonly request: PumpRequest) {}

  /** False when nothing more is wanted. */
  take(chunk: Uint8Array): boolean {
    this.filled += chunk.length;
    if (this.filled > this.request.part.size) this.surplus = true;
    else if (!this.stopped) {
      this.crc.add(chunk);
      this.stopped = !this.request.sink(chunk);
    }
    return !this.surplus && !this.stopped;
  }

  result(): Result<void> {
    const { size, crc } = this.request.part;
    if (this.stopped) return ok(undefined);
    return this.surplus || this.filled !== size || this.crc.value !== crc ? fail('file_damaged') : ok(undefined);
  }
}

/** Runs one part through its sink at once. Fails with `file_damaged`. */
export function pump(request: PumpRequest): Result<void> {
  const { data, method } = request.part;
  const gauge = new Gauge(request);
  if (method === 0) {
    let wanted = true;
    for (let at = 0; at < data.length && wanted; at += STEP * 8) wanted = gauge.take(data.subarray(at, at + STEP * 8));
    return gauge.result();
  }
  let wanted = true;
  const stream = new Inflate((chunk) => {
    if (wanted) wanted = gauge.take(chunk);
  });
  try {
    for (let at = 0; at < data.length && wanted; at += STEP) {
      stream.push(data.subarray(at, at + STEP), at + STEP >= data.length);
    }
  } catch {
    return fail('file_damaged');
  }
  return gauge.result();
}

interface ChunkReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
  cancel(): Promise<void>;
}
interface ChunkWriter {
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

async function pumpNative(request: PumpRequest): Promise<Result<void>> {
  const gauge = new Gauge(request);
  const stream = new DecompressionStream('deflate-raw');
  const writer = (stream.writable as { getWriter(): ChunkWriter }).getWriter();
  const reader = (stream.readable as { getReader(): ChunkReader }).getReader();
  const fed = feed(writer, request.part.data);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) break;
      if (!gauge.take(value)) {
        // The feeding side learns of it by a rejection that nobody needs.
        await reader.cancel().catch(() => undefined);
        break;
      }
    }
  } catch {
    return fail('file_damaged');
  } finally {
    await fed;
  }
  return gauge.result();
}

/** Small steps, so that a part that expands a thousandfold never makes more than the reader takes. */
async function feed(writer: ChunkWriter, data: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < data.length; at += STEP) await writer.write(data.subarray(at, at + STEP));
    await writer.close();
  } catch {
    // The reading side has said what is wrong.
  }
}
