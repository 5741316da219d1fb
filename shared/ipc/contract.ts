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
  used: z.literal(true).optional(),
});

const iso = z.string().max(40);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const storedKind = z.enum(['segment', 'copy', 'attachment']);
const givenKind = z.enum(['segment', 'copy', 'attachment', 'aside']);
const ref = z
  .string()
  .max(200)
  .regex(/^(?:segment:[0-9a-f]{64}|copy:[0-9A-Za-z-]{1,80}\.zip)$/);
const sum = z.string().regex(/^[0-9A-Za-z_-]{43}$/);

const access = z.union([
  z.strictObject({ mode: z.literal('write') }),
  z.strictObject({ mode: z.literal('read'), why: z.enum(['disk', 'journal', 'medium']) }),
  z.strictObject({
    mode: z.literal('read'),
    why: z.literal('owner'),
    owner: z.string(),
    computer: z.string(),
    left: z.boolean().optional(),
  }),
]);

const copyFacts = z.strictObject({
  made: iso,
  line: size,
  sum,
  seq: size,
  households: size,
  members: size,
  reason: z.enum(['start', 'count', 'daily', 'import', 'manual', 'before', 'adopted', 'restored']),
  hash: z.string().max(64),
});

const copyInfo = copyFacts.extend({
  name: z.string(),
  bytes: size,
  checked: iso.nullable(),
  rehearsed: iso.nullable(),
  damaged: z.boolean(),
  mirrored: z.boolean(),
});

const openState = z.strictObject({
  databaseId: z.string().length(26),
  access,
  journal: z.strictObject({ line: size, sum, first: size, cutBytes: size, damaged: z.array(size).readonly() }),
  copies: z.array(copyInfo).readonly(),
  rotten: z.array(sha256).readonly(),
  used: z.boolean(),
  cleanExit: z.boolean(),
  resetBecause: z.string().nullable(),
});

const secondPlace = z.strictObject({
  folder: z.string(),
  present: z.boolean(),
  mirrored: iso.nullable(),
  line: size,
  failure: z.string(),
  sameDrive: z.boolean().optional(),
  notice: z.string().optional(),
  aside: z.array(z.string()).readonly().optional(),
});

const fieldDraft = z.strictObject({
  household: z.string().min(1).max(64),
  title: z.string().max(200),
  path: z.string().min(1).max(200),
  label: z.string().max(200),
  text: z.string().max(200_000),
  before: z.string().max(200_000),
  row: z.string().max(100_000).optional(),
  at: iso,
});

const amount = z.strictObject({ files: size, bytes: size });

/** Longest journal line that is not better off in a segment, in UTF-16 units. */
const LINE_UNITS = 4 * 1024 * 1024;

const jobRequest = z.strictObject({
  verb: z.enum([
    'generate',
    'generate-layouts',
    'import',
    'audit',
    'export',
    'find',
    'dump',
    'verify',
    'undo',
    'backup',
    'restore',
    'rebuild',
    'bench',
  ]),
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
  guard: {
    in: z.tuple([]),
    out: z.strictObject({ free: z.number().nonnegative(), level: z.enum(['ok', 'warn', 'read', 'stop']), access }),
    maxBytes: SMALL,
  },
  openState: { in: z.tuple([]), out: openState, maxBytes: SMALL },
  journalAppend: {
    in: z.tuple([size, z.string().min(2).max(LINE_UNITS), z.array(ref).max(8).readonly().optional()]),
    out: z.strictObject({ line: size, sum }),
    maxBytes: LINE_UNITS * 2 + SMALL,
  },
  journalRead: {
    in: z.tuple([z.number().int().positive()]),
    out: z.array(z.strictObject({ line: size, sum, payload: z.string() })).readonly(),
    maxBytes: SMALL,
  },
  openStored: { in: z.tuple([storedKind]), out: writer, maxBytes: SMALL },
  commitStored: {
    in: z.tuple([writer, copyFacts.optional()]),
    out: z.strictObject({ name: z.string(), sha256, bytes: size }),
    maxBytes: SMALL,
  },
  storedToken: { in: z.tuple([givenKind, z.string().min(1).max(100)]), out: token, maxBytes: SMALL },
  copies: { in: z.tuple([]), out: z.array(copyInfo).readonly(), maxBytes: SMALL },
  checkBackup: { in: z.tuple([token]), out: z.strictObject({ sha256, bytes: size }), maxBytes: SMALL },
  noteRehearsed: { in: z.tuple([z.string().min(1).max(100), z.string().max(64)]), out: nothing, maxBytes: SMALL },
  pickOpen: { in: z.tuple([z.enum(['backup', 'attachment', 'folder'])]), out: token.nullable(), maxBytes: SMALL },
  secondPlace: { in: z.tuple([]), out: secondPlace, maxBytes: SMALL },
  setSecondPlace: { in: z.tuple([token.nullable()]), out: secondPlace, maxBytes: SMALL },
  keepDraft: { in: z.tuple([fieldDraft]), out: nothing, maxBytes: 1024 * 1024 },
  dropDrafts: {
    in: z.tuple([
      z
        .array(
          z.strictObject({
            household: z.string().min(1).max(64),
            path: z.string().min(1).max(200),
            id: z.string().max(64).optional(),
          }),
        )
        .max(10_000)
        .readonly(),
    ]),
    out: nothing,
    maxBytes: 8 * 1024 * 1024,
  },
  drafts: {
    in: z.tuple([]),
    out: z.array(fieldDraft.extend({ id: z.string(), declined: iso.nullable() })).readonly(),
    maxBytes: SMALL,
  },
  declineDrafts: { in: z.tuple([z.array(z.string().max(64)).max(10_000).readonly()]), out: nothing, maxBytes: 2 ** 21 },
  viewAttachment: { in: z.tuple([sha256, fileName]), out: nothing, maxBytes: SMALL },
  usage: {
    in: z.tuple([]),
    out: z.strictObject({ attachments: amount, copies: amount, journal: amount }),
    maxBytes: SMALL,
  },
  checkStored: {
    in: z.tuple([]),
    out: z.strictObject({
      journal: z.strictObject({ lines: size, damaged: z.array(size).readonly(), segments: size }),
      damaged: z.array(z.strictObject({ kind: storedKind, name: z.string() })).readonly(),
      copies: size,
      attachments: size,
    }),
    maxBytes: SMALL,
  },
  saveEmergency: {
    in: z.tuple([token]),
    out: z.strictObject({ path: z.string(), files: size, bytes: size, unreadable: z.array(z.string()).readonly() }),
    maxBytes: SMALL,
  },
  sweepAttachments: { in: z.tuple([z.array(sha256).readonly()]), out: amount, maxBytes: 64 * 1024 * 1024 },
  resetStore: { in: z.tuple([z.string().min(1).max(200)]), out: nothing, maxBytes: SMALL },
  reload: { in: z.tuple([]), out: nothing, maxBytes: SMALL },
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
