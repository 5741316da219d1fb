/** Makes copies and backups of the archive, restores them, and proves that they can be restored. */
import type { CopyInfo, CopyReason, FileToken, SavedFile } from '#shared/ipc/desktop';
import { attachmentOf } from '#shared/journal/copy/manifest';
import { reading, type OpenedCopy } from '#shared/journal/copy/readCopy';
import type { WrittenCopy } from '#shared/journal/copy/writeCopy';
import { fail, ok, type Result } from '#shared/result';
import { catchUp } from '../../store/writeAhead';
import { restoreCopy, takeOver } from '../../store/commands/restore';
import { actingAs, type Archive } from '../../store/db';
import type { KeptWriter } from '../../store/journal';
import { readSeal } from '../../store/meta';
import { hashArchive } from '../../store/queries/hashArchive';
import { getSettings } from '../../store/queries/settings';
import { planRestore, type RestorePlan } from '../../store/restorePlan';
import { clearSandbox } from '../../store/sandbox';
import { copySink, factsOf, streamCopy, type StreamOptions } from '../../store/streamCopy';
import type { AsideCourse, CopyApi, Rehearsal, RestorePreview, WrittenBackup } from '../api';
import type { Preferred } from '#shared/derive/merge';
import { applyCourse, lookAside } from './bring';
import { AttachmentsForBackup, takeAttachments } from './attachments';
import { checkedCopy } from './checked';
import { naming, type CopyFiles, type Output } from './files';
import { pacer } from './pace';
import { previewOf } from './preview';
import { rehearseCopy } from './rehearsal';

export interface CopierOptions {
  /** Version of the program. */
  readonly version: string;
  /** yyyymmdd. */
  readonly today: string;
  /** Somebody may be typing: work in the background rests now and then. */
  readonly gentle: boolean;
}

/** How often a restore is prepared anew because somebody saved meanwhile, and a copy because the state was replaced. */
const TRIES = 3;

/** Copies that somebody waits for. */
const URGENT: ReadonlySet<CopyReason> = new Set(['before', 'manual', 'restored', 'adopted']);

export class Copier implements CopyApi {
  private swept = false;

  constructor(
    private readonly archive: Archive,
    private readonly files: CopyFiles,
    private readonly options: CopierOptions,
  ) {}

  async make(reason: CopyReason): Promise<Result<CopyInfo>> {
    const made = await this.write<string>(
      () => this.archive.journal.openKept('copy').then((writer) => (writer.ok ? ok(kept(writer.value)) : writer)),
      { reason, ...this.pace(!URGENT.has(reason)) },
    );
    if (!made.ok) return made;
    const copies = await this.files.copies();
    if (!copies.ok) return copies;
    const info = copies.value.find((copy) => copy.name === made.value.file);
    return info ? ok(info) : fail('file_not_found', { name: made.value.file });
  }

  async backup(token: FileToken): Promise<Result<WrittenBackup>> {
    const attachments = new AttachmentsForBackup(this.archive, this.files);
    const written = await this.write<SavedFile>(() => this.files.create(token), {
      reason: 'manual',
      attachments: attachments.stream,
      missing: () => attachments.missing,
    });
    if (!written.ok) return written;
    const checked = await this.files.check(token);
    if (!checked.ok) return checked;
    // A file that another program changed in the moment between is not the one that was written.
    const { file, copy } = written.value;
    if (checked.value.sha256 !== copy.sha256) return fail('write_incomplete', { name: file.path });
    const { households, members, operations, line, hash, missing, parts } = copy.manifest;
    const packed = parts.filter(({ name }) => attachmentOf(name) !== null).length;
    return ok({
      ...file,
      sha256: copy.sha256,
      households,
      members,
      operations,
      line,
      hash,
      attachments: packed,
      missing,
    });
  }

  async preview(token: FileToken): Promise<Result<RestorePreview>> {
    return this.withCopy(token, async (copy) => {
      const plan = await reading(() => planRestore(this.archive, copy));
      return plan.ok ? ok(await previewOf(this.archive, copy, plan.value)) : plan;
    });
  }

  async restore(
    token: FileToken,
  ): Promise<Result<{ readonly operation: string | null; readonly saved: string; readonly reload?: boolean }>> {
    return this.withCopy(token, async (copy) => {
      const caught = await catchUp(this.archive);
      if (!caught.ok) return caught;
      // Everything that can be wrong with the file is found out before anything is written.
      const read = await reading(() => planRestore(this.archive, copy));
      if (!read.ok) return read;
      const before = await this.make('before');
      if (!before.ok) return before;
      const attachments = await takeAttachments(copy, this.files);
      if (!attachments.ok) return attachments;
      const done = await this.apply(copy, read.value);
      return done.ok ? ok({ ...done.value, saved: before.value.name }) : done;
    });
  }

  asides(names: readonly string[]): Promise<Result<readonly AsideCourse[]>> {
    return lookAside(this.archive, this.files, names);
  }

  async bringIn(
    names: readonly string[],
    course: string,
    preferred: Preferred,
  ): Promise<Result<{ readonly operation: string | null; readonly missing: number }>> {
    const caught = await catchUp(this.archive);
    if (!caught.ok) return caught;
    const before = await this.make('before');
    return before.ok ? applyCourse(this.archive, this.files, { names, course, preferred }) : before;
  }

  async rehearse(name: string): Promise<Result<Rehearsal>> {
    const start = performance.now();
    if (!this.swept) await clearSandbox(this.archive);
    this.swept = true;
    const copies = await this.files.copies();
    if (!copies.ok) return copies;
    const info = copies.value.find((copy) => copy.name === name);
    if (!info) return fail('file_not_found', { name });
    const { rest } = this.pace(true);
    const done = naming(name, await rehearseCopy(this.archive, name, this.options.today, rest));
    if (!done.ok) return done;
    const { hash, households, members, findings } = done.value;
    const matches = info.hash === '' ? null : info.hash === hash && info.households === households;
    const matchesLive = await this.isLive(info.line, hash, rest);
    // A hash other than the copy says of itself is noted as damage of the copy.
    const differs = info.hash !== '' && info.hash !== hash;
    if (differs || (matches !== false && matchesLive !== false)) {
      const noted = await this.files.noteRehearsed(name, hash);
      if (!noted.ok && noted.error.code !== 'rehearsal_differs') return noted;
    }
    return ok({ name, households, members, findings, matches, matchesLive, ms: Math.round(performance.now() - start) });
  }

  /** Whether the archive has this hash, at a moment when it stands at this line; null = it has gone on. */
  private async isLive(line: number, hash: string, rest: StreamOptions['rest']): Promise<boolean | null> {
    if ((await readSeal(this.archive.db))?.line !== line) return null;
    const live = await hashArchive(this.archive, rest);
    return (await readSeal(this.archive.db))?.line === line ? live.hash === hash : null;
  }

  private async apply(
    copy: OpenedCopy,
    first: RestorePlan,
  ): Promise<Result<{ operation: string | null; reload?: boolean }>> {
    const { person } = await getSettings(this.archive);
    const archive = actingAs(this.archive, { who: person });
    for (let [plan, tries] = [first, 1]; ; tries++) {
      const done = await this.applyPlan(archive, copy, plan);
      if (done.ok || done.error.code !== 'restore_stale' || tries === TRIES) return done;
      const again = await reading(() => planRestore(archive, copy));
      if (!again.ok) return again;
      plan = again.value;
    }
  }

  private async applyPlan(
    archive: Archive,
    copy: OpenedCopy,
    plan: RestorePlan,
  ): Promise<Result<{ operation: string | null; reload?: boolean }>> {
    if (!plan.undoable) {
      const taken = await takeOver(archive, copy, plan, this.options.version);
      return taken.ok ? ok({ operation: null, reload: true }) : taken;
    }
    const done = await restoreCopy(archive, plan, {
      kind: 'restore',
      summary: `恢复备份：${localMinute(copy.manifest.made)}`,
    });
    return done.ok ? ok({ operation: done.value?.id ?? null }) : done;
  }

  /** Opens a file as a copy, all of it checked; failures say which file. */
  private async withCopy<T>(token: FileToken, work: (copy: OpenedCopy) => Promise<Result<T>>): Promise<Result<T>> {
    const copy = await checkedCopy(this.files, token);
    return copy.ok ? naming(copy.value.name, await work(copy.value)) : copy;
  }

  /** Pauses for work that nobody waits for, while somebody may be typing. */
  private pace(background: boolean): Pick<StreamOptions, 'rest'> {
    return background && this.options.gentle ? { rest: pacer() } : {};
  }

  /** Streams the archive into a file that `create` opens; begins anew when the state was replaced meanwhile. */
  private async write<T>(
    create: () => Promise<Result<CopyOutput<T>>>,
    options: StreamOptions,
  ): Promise<Result<{ readonly copy: WrittenCopy; readonly file: T }>> {
    for (let tries = 1; ; tries++) {
      const output = await create();
      if (!output.ok) return output;
      const done = await this.writeInto(output.value, options);
      if (done.ok || done.error.code !== 'copy_overtaken' || tries === TRIES) return done;
    }
  }

  private async writeInto<T>(
    output: CopyOutput<T>,
    options: StreamOptions,
  ): Promise<Result<{ readonly copy: WrittenCopy; readonly file: T }>> {
    const { sink, flush } = copySink(output);
    const copy = await streamCopy(this.archive, sink, { ...options, program: this.options.version });
    const flushed = copy.ok ? await flush() : copy;
    if (!copy.ok || !flushed.ok) {
      await output.abort();
      return copy.ok ? (flushed as Result<never>) : copy;
    }
    const file = await output.commit(copy.value);
    return file.ok ? ok({ copy: copy.value, file: file.value }) : file;
  }
}

/** An output that may want to know what was written. */
interface CopyOutput<T> extends Omit<Output<T>, 'commit'> {
  commit(copy: WrittenCopy): Promise<Result<T>>;
}

function kept(writer: KeptWriter): CopyOutput<string> {
  return {
    write: (bytes) => writer.write(bytes),
    commit: (copy) => writer.commit(factsOf(copy)),
    abort: () => writer.abort(),
  };
}

/** Date and minute as the clerk's clock shows them. */
function localMinute(iso: string): string {
  const at = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
