/** The shapes that several channels of the contract have in common. */
import { z } from 'zod';

/** Shapes are made when they are needed: a start needs few of them, and all together take a noticeable part of it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

export const token = once(() => z.string().min(1).max(64));
export const writer = once(() => z.string().min(1).max(64));
export const fileName = once(() => z.string().min(1).max(255));
export const bytes = once(() => z.custom<Uint8Array>((value) => value instanceof Uint8Array));
export const nothing = once(() => z.null());
export const size = once(() => z.number().int().nonnegative());

export const archiveInfo = once(() =>
  z.strictObject({
    format: z.literal('hudang-archive'),
    databaseId: z.string().length(26),
    schemaVersion: z.number().int().positive(),
    unit: z.string(),
    used: z.literal(true).optional(),
  }),
);

export const iso = once(() => z.string().max(40));
export const sha256 = once(() => z.string().regex(/^[0-9a-f]{64}$/));
export const storedKind = once(() => z.enum(['segment', 'copy', 'attachment']));
export const givenKind = once(() => z.enum(['segment', 'copy', 'attachment', 'aside']));
export const ref = once(() =>
  z
    .string()
    .max(200)
    .regex(/^(?:segment:[0-9a-f]{64}|copy:[0-9A-Za-z-]{1,80}\.zip)$/),
);
export const sum = once(() => z.string().regex(/^[0-9A-Za-z_-]{43}$/));

export const access = once(() =>
  z.union([
    z.strictObject({ mode: z.literal('write') }),
    z.strictObject({ mode: z.literal('read'), why: z.enum(['disk', 'journal', 'medium']) }),
    z.strictObject({
      mode: z.literal('read'),
      why: z.literal('owner'),
      owner: z.string(),
      computer: z.string(),
      left: z.boolean().optional(),
    }),
  ]),
);

export const copyFacts = once(() =>
  z.strictObject({
    made: iso(),
    line: size(),
    sum: sum(),
    seq: size(),
    households: size(),
    members: size(),
    reason: z.enum(['start', 'count', 'daily', 'import', 'manual', 'before', 'adopted', 'restored']),
    hash: z.string().max(64),
  }),
);

export const copyInfo = once(() =>
  copyFacts().extend({
    name: z.string(),
    bytes: size(),
    checked: iso().nullable(),
    rehearsed: iso().nullable(),
    damaged: z.boolean(),
    mirrored: z.boolean(),
  }),
);

export const openState = once(() =>
  z.strictObject({
    databaseId: z.string().length(26),
    access: access(),
    journal: z.strictObject({
      line: size(),
      sum: sum(),
      first: size(),
      cutBytes: size(),
      damaged: z.array(size()).readonly(),
    }),
    copies: z.array(copyInfo()).readonly(),
    rotten: z.array(sha256()).readonly(),
    used: z.boolean(),
    cleanExit: z.boolean(),
    resetBecause: z.string().nullable(),
  }),
);

export const secondPlace = once(() =>
  z.strictObject({
    folder: z.string(),
    present: z.boolean(),
    mirrored: iso().nullable(),
    line: size(),
    failure: z.string(),
    sameDrive: z.boolean().optional(),
    notice: z.string().optional(),
    aside: z.array(z.string()).readonly().optional(),
  }),
);

export const fieldDraft = once(() =>
  z.strictObject({
    household: z.string().min(1).max(64),
    title: z.string().max(200),
    path: z.string().min(1).max(200),
    label: z.string().max(200),
    text: z.string().max(200_000),
    before: z.string().max(200_000),
    row: z.string().max(100_000).optional(),
    at: iso(),
  }),
);

export const amount = once(() => z.strictObject({ files: size(), bytes: size() }));

export const jobRequest = once(() =>
  z.strictObject({
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
    inputs: z.array(z.strictObject({ token: token(), name: z.string(), bytes: size() })).readonly(),
    outputs: z.record(z.string(), token()).readonly(),
  }),
);
