/** What is kept of an import beside its households: the files themselves, by content, and what the plan reported. */
import { CHUNK_BYTES } from '#shared/ipc/channels';
import type { DesktopApi } from '#shared/ipc/desktop';
import { decisionKey } from '#shared/import/keys';
import { identityKey } from '#shared/import/matchHousehold';
import type { ImportPlan } from '#shared/import/plan';
import type { ColumnPolicy, Decision, PlannedHousehold, Policy, Problem, UnderstoodSheet } from '#shared/import/types';
import { cellOf } from '#shared/excel/cellOf';
import { fail, ok, type Result } from '#shared/result';
import type { BatchFacts } from '../../store/batches';
import type { ImportedFile, LeftOut } from '../../store/types';
import { ulid } from '../../store/ulid';

/** Keeps the bytes of a file under their SHA-256, which it returns. */
export type KeepBytes = (bytes: Uint8Array) => Promise<Result<string>>;

/** Into DIR/attachments, flushed; failures are those of the disk. */
export function keeperOf(desktop: DesktopApi): KeepBytes {
  return async (bytes) => {
    const writer = await desktop.openStored('attachment');
    if (!writer.ok) return writer;
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const written = await desktop.write(writer.value, bytes.slice(at, at + CHUNK_BYTES));
      if (!written.ok) {
        await desktop.abort(writer.value);
        return written;
      }
    }
    const kept = await desktop.commitStored(writer.value);
    return kept.ok ? ok(kept.value.sha256) : kept;
  };
}

export interface FileToKeep {
  /** Unique; the tables name it as their file. */
  readonly path: string;
  /** Its length when it was understood. */
  readonly bytes: number;
  readonly content: () => Promise<Uint8Array>;
}

export interface KeptFiles {
  readonly files: readonly ImportedFile[];
  /** Ok when all of them lie in the store, flushed: nothing that refers to them may be written before. */
  readonly kept: Promise<Result<null>>;
}

/**
 * Keeps the files that tables were read from, one after the other; the last one while the caller goes on. What then fails
 * leaves files that nothing refers to: they are swept after 30 days.
 */
export async function keepFiles(
  files: readonly FileToKeep[],
  tables: readonly Pick<UnderstoodSheet, 'file'>[],
  keep: KeepBytes,
  stopped: () => boolean = () => false,
): Promise<Result<KeptFiles>> {
  const used = new Set(tables.map(({ file }) => file));
  const known: ImportedFile[] = [];
  let kept: Promise<Result<null>> = Promise.resolve(ok(null));
  for (const { path, bytes: length, content } of files) {
    if (!used.has(path)) continue;
    const before = await kept;
    if (!before.ok) return before;
    if (stopped()) return fail('worker_stopped');
    // A file that was changed or taken away since it was read cannot be read again. Chromium sees that by its time in whole
    // seconds, and not on every drive: what is kept must be what the cells are from.
    const bytes = await content().catch(() => null);
    if (bytes?.length !== length) return fail('import_file_gone', { name: path });
    // No memory is shared between threads here.
    const sha256 = hexOf(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
    known.push({ name: path, path, sha256, bytes: bytes.length });
    kept = keepAs(keep, bytes, sha256, path);
  }
  return ok({ files: known, kept });
}

async function keepAs(keep: KeepBytes, bytes: Uint8Array, sha256: string, name: string): Promise<Result<null>> {
  // Nobody may be waiting for it any more.
  const done = await keep(bytes).catch(() => fail('internal'));
  if (!done.ok) return done;
  return done.value === sha256 ? ok(null) : fail('write_incomplete', { name });
}

function hexOf(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface Reported {
  readonly plan: ImportPlan;
  readonly tables: readonly UnderstoodSheet[];
  readonly files: readonly ImportedFile[];
  readonly policy: Policy;
  readonly columns?: Readonly<Record<string, ColumnPolicy>> | undefined;
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Of reading and planning. */
  readonly problems: readonly Problem[];
}

/** The facts of a batch with an id of its own. */
export function factsOf({ plan, tables, files, policy, columns, decisions, problems }: Reported): BatchFacts {
  return {
    id: ulid(),
    tables,
    files,
    policy,
    ...(columns === undefined ? {} : { columns }),
    counts: { ...plan.counts },
    problems,
    leftOut: plan.households.flatMap((household) => leftOut(household, tables, decisions)),
    merged: mergedIn(plan, decisions),
  };
}

function leftOut(
  household: PlannedHousehold,
  tables: readonly UnderstoodSheet[],
  decisions: Reported['decisions'],
): LeftOut[] {
  const { incoming, suspects = [], suspectAs, changes } = household;
  const undecided = changes.some(({ open }) => open === true);
  if (suspectAs !== 'skip' && !undecided) return [];
  const { fields } = incoming.record;
  const table = tables[incoming.at.sheet];
  const column = table?.columns.find(({ field }) => field?.key === 'household_no') ?? table?.columns[0];
  return [
    {
      household_no: String(fields['household_no'] ?? ''),
      head_name: String(fields['head_name'] ?? incoming.record.members[0]?.['name'] ?? ''),
      file: table?.file ?? '',
      sheet: (table?.original ?? table?.sheet)?.name ?? '',
      cell: table ? cellOf(table, incoming.at.row, column?.column ?? 0) : '',
      // Look-alikes that nobody decided about are left out as well, and the result must not say that somebody did.
      why: decisions.get(decisionKey(incoming))?.household?.kind === 'skip' ? 'skipped' : 'undecided',
      suspects,
    },
  ];
}

/** What the user merged below the identity of numbers: the next import of the same sheet finds it again. */
function mergedIn(plan: ImportPlan, decisions: ReadonlyMap<string, Decision>): Record<string, string> {
  return Object.fromEntries(
    plan.households.flatMap(({ incoming, existing, suspectAs }) =>
      suspectAs === 'merge' && existing && decisions.get(decisionKey(incoming))?.household?.kind === 'merge'
        ? [[identityKey(incoming.record), existing.id] as const]
        : [],
    ),
  );
}
