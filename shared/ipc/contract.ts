/**
 * The whole border between pages and the main process: channel → shape of the arguments, shape of the answer, and how
 * many bytes the arguments may weigh. The main process checks all three on every message (promises.md B 17).
 */
import { z } from 'zod';
import { CHUNK_BYTES, type Channel } from './channels';

const token = z.string().min(1).max(64);
const writer = z.string().min(1).max(64);
const fileName = z.string().min(1).max(255);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const nothing = z.null();
const size = z.number().int().nonnegative();

const archiveInfo = z.strictObject({
  format: z.literal('hudang-archive'),
  databaseId: z.string().length(26),
  schemaVersion: z.number().int().positive(),
  unit: z.string(),
});

const jobRequest = z.strictObject({
  verb: z.enum(['generate', 'import', 'audit', 'export', 'find', 'dump', 'verify', 'undo', 'bench']),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly(),
  words: z.array(z.string()).readonly(),
  inputs: z.array(z.strictObject({ token, name: z.string(), bytes: size })).readonly(),
  outputs: z.record(z.string(), token).readonly(),
});

/** Arguments of ordinary calls are a handful of short texts. */
const SMALL = 64 * 1024;

interface ChannelContract {
  /** The argument list, as a tuple. */
  readonly in: z.ZodType<readonly unknown[]>;
  /** The value inside an `ok` answer. */
  readonly out: z.ZodType;
  /** Most bytes the arguments may weigh; checked before anything looks inside them. */
  readonly maxBytes: number;
}

export const contract = {
  info: {
    in: z.tuple([]),
    out: z.strictObject({
      version: z.string(),
      electron: z.string(),
      platform: z.string(),
      dataDir: z.string(),
      mode: z.enum(['window', 'job']),
      computer: z.string(),
    }),
    maxBytes: SMALL,
  },
  archive: { in: z.tuple([]), out: archiveInfo, maxBytes: SMALL },
  setUnit: { in: z.tuple([z.string().max(200)]), out: archiveInfo, maxBytes: SMALL },
  freeSpace: { in: z.tuple([]), out: z.number().nonnegative(), maxBytes: SMALL },
  metrics: {
    in: z.tuple([]),
    out: z.strictObject({
      cpuMs: z.number().nonnegative(),
      peakBytes: z.number().nonnegative(),
      uptimeMs: z.number().nonnegative(),
    }),
    maxBytes: SMALL,
  },
  pickSave: { in: z.tuple([fileName]), out: token.nullable(), maxBytes: SMALL },
  showInFolder: { in: z.tuple([token]), out: nothing, maxBytes: SMALL },
  stat: { in: z.tuple([token]), out: z.strictObject({ name: z.string(), bytes: size }), maxBytes: SMALL },
  read: {
    in: z.tuple([token, size, z.number().int().positive().max(CHUNK_BYTES)]),
    out: bytes,
    maxBytes: SMALL,
  },
  openWriter: { in: z.tuple([token, fileName.optional()]), out: writer, maxBytes: SMALL },
  write: { in: z.tuple([writer, bytes]), out: nothing, maxBytes: CHUNK_BYTES + SMALL },
  commit: { in: z.tuple([writer]), out: z.strictObject({ path: z.string(), bytes: size }), maxBytes: SMALL },
  abort: { in: z.tuple([writer]), out: nothing, maxBytes: SMALL },
  jobRequest: { in: z.tuple([]), out: jobRequest.nullable(), maxBytes: SMALL },
  jobProgress: { in: z.tuple([z.string().max(2000)]), out: nothing, maxBytes: SMALL },
  jobFinish: {
    in: z.tuple([z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]), z.string()]),
    out: nothing,
    maxBytes: 256 * 1024 * 1024,
  },
} as const satisfies Record<Channel, ChannelContract>;

export type Arguments<C extends Channel> = z.output<(typeof contract)[C]['in']>;
export type Answer<C extends Channel> = z.output<(typeof contract)[C]['out']>;
