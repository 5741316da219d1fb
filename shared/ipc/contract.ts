/**
 * The whole border between pages and the main process: channel → shape of the arguments, shape of the answer, and how
 * many bytes the arguments may weigh. The main process checks all three on every message (promises.md B 17).
 */
import { z } from 'zod';
import { CHUNK_BYTES, type Channel } from './channels';
import {
  access,
  amount,
  archiveInfo,
  bytes,
  copyFacts,
  copyInfo,
  fieldDraft,
  fileName,
  givenKind,
  iso,
  jobRequest,
  nothing,
  once,
  openState,
  ref,
  secondPlace,
  sha256,
  size,
  storedKind,
  sum,
  token,
  writer,
} from './shapes';

/** Longest journal line that is not better off in a segment, in UTF-16 units. */
const LINE_UNITS = 4 * 1024 * 1024;

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

/** A channel whose shapes are made when it is used first. */
function channel<I extends z.ZodType<readonly unknown[]>, O extends z.ZodType>({
  in: input,
  out: output,
  maxBytes,
}: {
  readonly in: () => I;
  readonly out: () => O;
  readonly maxBytes: number;
}): { readonly in: I; readonly out: O; readonly maxBytes: number } {
  const [given, answered] = [once(input), once(output)];
  return {
    get in() {
      return given();
    },
    get out() {
      return answered();
    },
    maxBytes,
  };
}

export const contract = {
  info: channel({
    in: () => z.tuple([]),
    out: () =>
      z.strictObject({
        version: z.string(),
        electron: z.string(),
        platform: z.string(),
        dataDir: z.string(),
        mode: z.enum(['window', 'job']),
        computer: z.string(),
      }),
    maxBytes: SMALL,
  }),
  archive: channel({ in: () => z.tuple([]), out: () => archiveInfo(), maxBytes: SMALL }),
  setUnit: channel({ in: () => z.tuple([z.string().max(200)]), out: () => archiveInfo(), maxBytes: SMALL }),
  guard: channel({
    in: () => z.tuple([]),
    out: () =>
      z.strictObject({
        free: z.number().nonnegative(),
        level: z.enum(['ok', 'warn', 'read', 'stop']),
        access: access(),
        ownersEnd: z.string().optional(),
      }),
    maxBytes: SMALL,
  }),
  openState: channel({ in: () => z.tuple([]), out: () => openState(), maxBytes: SMALL }),
  journalAppend: channel({
    in: () => z.tuple([size(), z.string().min(2).max(LINE_UNITS), z.array(ref()).max(8).readonly().optional()]),
    out: () => z.strictObject({ line: size(), sum: sum() }),
    maxBytes: LINE_UNITS * 2 + SMALL,
  }),
  journalRead: channel({
    in: () => z.tuple([z.number().int().positive()]),
    out: () => z.array(z.strictObject({ line: size(), sum: sum(), payload: z.string() })).readonly(),
    maxBytes: SMALL,
  }),
  openStored: channel({ in: () => z.tuple([storedKind()]), out: () => writer(), maxBytes: SMALL }),
  commitStored: channel({
    in: () => z.tuple([writer(), copyFacts().optional()]),
    out: () => z.strictObject({ name: z.string(), sha256: sha256(), bytes: size() }),
    maxBytes: SMALL,
  }),
  storedToken: channel({
    in: () => z.tuple([givenKind(), z.string().min(1).max(100)]),
    out: () => token(),
    maxBytes: SMALL,
  }),
  copies: channel({ in: () => z.tuple([]), out: () => z.array(copyInfo()).readonly(), maxBytes: SMALL }),
  checkBackup: channel({
    in: () => z.tuple([token()]),
    out: () => z.strictObject({ sha256: sha256(), bytes: size() }),
    maxBytes: SMALL,
  }),
  noteRehearsed: channel({
    in: () => z.tuple([z.string().min(1).max(100), z.string().max(64)]),
    out: () => nothing(),
    maxBytes: SMALL,
  }),
  pickOpen: channel({
    in: () => z.tuple([z.enum(['backup', 'attachment', 'folder'])]),
    out: () => token().nullable(),
    maxBytes: SMALL,
  }),
  secondPlace: channel({ in: () => z.tuple([]), out: () => secondPlace(), maxBytes: SMALL }),
  setSecondPlace: channel({ in: () => z.tuple([token().nullable()]), out: () => secondPlace(), maxBytes: SMALL }),
  keepDraft: channel({ in: () => z.tuple([fieldDraft()]), out: () => nothing(), maxBytes: 1024 * 1024 }),
  dropDrafts: channel({
    in: () =>
      z.tuple([
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
    out: () => nothing(),
    maxBytes: 8 * 1024 * 1024,
  }),
  drafts: channel({
    in: () => z.tuple([]),
    out: () => z.array(fieldDraft().extend({ id: z.string(), declined: iso().nullable() })).readonly(),
    maxBytes: SMALL,
  }),
  declineDrafts: channel({
    in: () => z.tuple([z.array(z.string().max(64)).max(10_000).readonly()]),
    out: () => nothing(),
    maxBytes: 2 ** 21,
  }),
  viewAttachment: channel({ in: () => z.tuple([sha256(), fileName()]), out: () => nothing(), maxBytes: SMALL }),
  usage: channel({
    in: () => z.tuple([]),
    out: () => z.strictObject({ attachments: amount(), copies: amount(), journal: amount() }),
    maxBytes: SMALL,
  }),
  checkStored: channel({
    in: () => z.tuple([]),
    out: () =>
      z.strictObject({
        journal: z.strictObject({ lines: size(), damaged: z.array(size()).readonly(), segments: size() }),
        damaged: z.array(z.strictObject({ kind: storedKind(), name: z.string() })).readonly(),
        copies: size(),
        attachments: size(),
      }),
    maxBytes: SMALL,
  }),
  saveEmergency: channel({
    in: () => z.tuple([token()]),
    out: () =>
      z.strictObject({ path: z.string(), files: size(), bytes: size(), unreadable: z.array(z.string()).readonly() }),
    maxBytes: SMALL,
  }),
  sweepAttachments: channel({
    in: () => z.tuple([z.array(sha256()).readonly()]),
    out: () => amount(),
    maxBytes: 64 * 1024 * 1024,
  }),
  resetStore: channel({ in: () => z.tuple([z.string().min(1).max(200)]), out: () => nothing(), maxBytes: SMALL }),
  reload: channel({ in: () => z.tuple([]), out: () => nothing(), maxBytes: SMALL }),
  metrics: channel({
    in: () => z.tuple([]),
    out: () =>
      z.strictObject({
        cpuMs: z.number().nonnegative(),
        peakBytes: z.number().nonnegative(),
        uptimeMs: z.number().nonnegative(),
      }),
    maxBytes: SMALL,
  }),
  pickSave: channel({ in: () => z.tuple([fileName()]), out: () => token().nullable(), maxBytes: SMALL }),
  showInFolder: channel({ in: () => z.tuple([token()]), out: () => nothing(), maxBytes: SMALL }),
  stat: channel({
    in: () => z.tuple([token()]),
    out: () => z.strictObject({ name: z.string(), bytes: size() }),
    maxBytes: SMALL,
  }),
  read: channel({
    in: () => z.tuple([token(), size(), z.number().int().positive().max(CHUNK_BYTES)]),
    out: () => bytes(),
    maxBytes: SMALL,
  }),
  openWriter: channel({ in: () => z.tuple([token(), fileName().optional()]), out: () => writer(), maxBytes: SMALL }),
  write: channel({ in: () => z.tuple([writer(), bytes()]), out: () => nothing(), maxBytes: CHUNK_BYTES + SMALL }),
  commit: channel({
    in: () => z.tuple([writer()]),
    out: () => z.strictObject({ path: z.string(), bytes: size() }),
    maxBytes: SMALL,
  }),
  abort: channel({ in: () => z.tuple([writer()]), out: () => nothing(), maxBytes: SMALL }),
  jobRequest: channel({ in: () => z.tuple([]), out: () => jobRequest().nullable(), maxBytes: SMALL }),
  jobProgress: channel({ in: () => z.tuple([z.string().max(2000)]), out: () => nothing(), maxBytes: SMALL }),
  jobFinish: channel({
    in: () => z.tuple([z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]), z.string()]),
    out: () => nothing(),
    maxBytes: 256 * 1024 * 1024,
  }),
} as const satisfies Record<Channel, ChannelContract>;

export type Arguments<C extends Channel> = z.output<(typeof contract)[C]['in']>;
export type Answer<C extends Channel> = z.output<(typeof contract)[C]['out']>;
