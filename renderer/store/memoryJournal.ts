/**
 * A journal without a main process, for unit tests and the simulation of faults: behaves as the real one, in memory. `hook`
 * is called before and after everything that would touch the disk; what it throws or never answers is a crash.
 */
import { Sha256 } from '#shared/derive/sha256';
import type { Access, CopyFacts, CopyInfo, JournalHead, JournalLine, OpenState } from '#shared/ipc/desktop';
import { CopyFailure, type ReadAt } from '#shared/journal/copy/source';
import { fail, ok, type AppError, type Result } from '#shared/result';
import type { Journal, KeptWriter } from './journal';

export type Moment = 'append' | 'appended' | 'segment' | 'copy' | 'kept' | 'reset';

const NO_SUM = 'A'.repeat(43);

export interface KeptCopy {
  readonly info: CopyInfo;
  readonly bytes: Uint8Array;
}

export class MemoryJournal implements Journal {
  lines: (JournalLine & { readonly refs: readonly string[] })[] = [];
  readonly segments = new Map<string, Uint8Array>();
  readonly copies = new Map<string, KeptCopy>();
  /** Numbers of lines that cannot be read. */
  readonly damaged = new Set<number>();
  readonly resets: string[] = [];
  access: Access = { mode: 'write' };
  resetBecause: string | null = null;
  /** As archive.json would say it. */
  used = false;
  /** An error refuses the call; throwing, or never answering, is a crash at this moment. */
  hook: (moment: Moment, text: string) => Promise<AppError | null> | AppError | null = () => null;

  constructor(readonly databaseId = '01JABCDEFGHJKMNPQRSTVWXYZ0') {}

  head(): JournalHead {
    const [first, last] = [this.lines[0], this.lines.at(-1)];
    const line = last?.line ?? 0;
    return { line, sum: last?.sum ?? NO_SUM, first: first?.line ?? line + 1, cutBytes: 0, damaged: [...this.damaged] };
  }

  state(): Promise<Result<OpenState>> {
    const copies = [...this.copies.values()].map((copy) => copy.info).sort((a, b) => (a.name < b.name ? 1 : -1));
    const { databaseId, access, used, resetBecause } = this;
    const kept = { journal: this.head(), copies, rotten: [], used };
    return Promise.resolve(ok({ databaseId, access, ...kept, cleanExit: true, resetBecause }));
  }

  async append(
    after: number,
    payload: string,
    refs: readonly string[] = [],
  ): Promise<Result<{ readonly line: number; readonly sum: string }>> {
    const refusal = await this.hook('append', payload);
    if (refusal) return { ok: false, error: refusal };
    if (this.access.mode === 'read') return fail(this.access.why === 'disk' ? 'disk_low' : 'read_only');
    const { line: last, sum: before } = this.head();
    if (this.lines.length > 0 && after !== last) return fail('journal_moved', { line: last });
    const line = after + 1;
    const sum = chain(before, line, payload);
    this.lines.push({ line, sum, payload, refs });
    const lie = await this.hook('appended', payload);
    return lie ? { ok: false, error: lie } : ok({ line, sum });
  }

  read(from: number): Promise<Result<readonly JournalLine[]>> {
    const found = this.lines.filter(({ line }) => line >= from && !this.damaged.has(line)).slice(0, 50);
    return Promise.resolve(ok(found.map(({ line, sum, payload }) => ({ line, sum, payload }))));
  }

  async openKept(kind: 'segment' | 'copy'): Promise<Result<KeptWriter>> {
    const refusal = await this.hook(kind, '');
    if (refusal) return { ok: false, error: refusal };
    const pieces: Uint8Array[] = [];
    return ok({
      write: async (bytes) => {
        pieces.push(bytes.slice());
        return Promise.resolve(ok(null));
      },
      commit: async (facts) => {
        const refused = await this.hook('kept', '');
        if (refused) return { ok: false, error: refused };
        const bytes = joined(pieces);
        const hash = sha256(bytes);
        if (kind === 'copy' && facts) return ok(this.keepCopy(facts, bytes));
        this.segments.set(hash, bytes);
        return ok(hash);
      },
      abort: () => Promise.resolve(),
    });
  }

  segment(name: string): Promise<Result<ReadAt>> {
    return Promise.resolve(file(this.segments.get(name)));
  }

  copy(name: string): Promise<Result<ReadAt>> {
    return Promise.resolve(file(this.copies.get(name)?.bytes));
  }

  async reset(reason: string): Promise<Result<null>> {
    this.resets.push(reason);
    const refusal = await this.hook('reset', reason);
    return refusal ? { ok: false, error: refusal } : ok(null);
  }

  keepCopy(facts: CopyFacts, bytes: Uint8Array): string {
    const stem = `${String(facts.line).padStart(12, '0')}-${facts.made.replace(/[-:]|\..*/g, '')}`;
    let name = `${stem}.zip`;
    for (let again = 2; this.copies.has(name); again++) name = `${stem}-${again}.zip`;
    const info: CopyInfo = {
      ...facts,
      name,
      bytes: bytes.byteLength,
      checked: null,
      rehearsed: null,
      damaged: false,
      mirrored: false,
    };
    this.copies.set(name, { info, bytes });
    return name;
  }
}

function file(bytes: Uint8Array | undefined): Result<ReadAt> {
  if (!bytes) return fail('file_not_found');
  const read = (offset: number, length: number): Promise<Uint8Array> =>
    offset + length <= bytes.byteLength
      ? Promise.resolve(bytes.slice(offset, offset + length))
      : Promise.reject(new CopyFailure({ code: 'read_failed', params: {} }));
  return ok({ size: bytes.byteLength, read });
}

function chain(before: string, line: number, payload: string): string {
  return sha256(new TextEncoder().encode(`${before} ${line} ${payload}`)).slice(0, 43);
}

function sha256(bytes: Uint8Array): string {
  const hash = new Sha256();
  hash.update(bytes);
  return hash.digest();
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
