/**
 * Opening with distrust, for pages and jobs: before anything is shown or written, what IndexedDB holds is compared with what
 * the main process keeps; it is replayed, rebuilt or taken over as need be, and what happened is told (docs/journal.md).
 */
import type { Access, OpenState } from '#shared/ipc/desktop';
import { fail, ok, type Result } from '#shared/result';
import { adopt, appendBase } from './adopt';
import { countAfterwards } from './counting';
import { archiveOf, DATABASE_NAME, HudangDb, STORED_VERSION, type Actor, type Archive } from './db';
import { decide, type Because, type Contents, type Verdict } from './decide';
import { storeFailure } from './failure';
import { Hold } from './hold';
import { desktopJournal, type Journal } from './journal';
import { lockOf, withLock } from './lock';
import { askToPersist, clockBehind, contentsOf, openedDb } from './look';
import { markBuilt, type StateSeal } from './meta';
import { forgetLost, isMarkedLost, markLost, probe, type Probe } from './probe';
import { canAppend, forced, goingOn, isReader } from './openRules';
import { deleteDatabase, rebuild, type Progress } from './rebuild';
import { rollForward } from './replay';

/** What happened at the opening, for the recovery dialog and the job's answer; null = nothing. */
export interface OpenStory {
  readonly what: 'replayed' | 'rebuilt' | 'adopted';
  readonly because: Because;
  /** The copy that a rebuild began with. */
  readonly copy: string | null;
  /** The copy that was made of what the database held. */
  readonly copyMade: string | null;
  /** Journal lines applied. */
  readonly lines: number;
  /** Households in the archive now. */
  readonly households: number;
  readonly ms: number;
  /** Journal lines that could not be read; what they saved is not in the archive unless a copy held it. */
  readonly lostLines: readonly number[];
  /** Bytes at the end of the journal that are no line and were cut off; left out when there were none. */
  readonly cutBytes?: number;
}

export interface OpenProgress {
  readonly step: 'look' | 'copy' | 'journal' | 'save';
  /** Why the database was not taken as it stood. */
  readonly because: Because;
  /** The copy that a rebuild is expected to begin with: when it was made, and the journal lines behind it. */
  readonly from?: { readonly made: string; readonly lines: number };
  readonly done: number;
  readonly total: number;
}

export interface DistrustfulOptions {
  readonly name?: string;
  readonly journal?: Journal;
  readonly onProgress?: (now: OpenProgress) => void;
  /** Rebuild whatever the state (`job rebuild`). */
  readonly rebuild?: boolean;
  /**
   * Given: a database that is good in everything else is opened before its households are counted; that is done afterwards,
   * before anybody can write. Called when some are missing: the archive must be opened anew without this.
   */
  readonly onMiscount?: () => void;
  /** The clerk knows that nothing of what was saved here is left, and wants to begin with nothing. */
  readonly begin?: boolean;
}

export interface Opened {
  readonly archive: Archive;
  readonly story: OpenStory | null;
  /** ISO time of the last operation, when the computer's clock is more than a day behind it. */
  readonly clockBehind: string | null;
}

/**
 * Opens the archive, or creates it when there is none anywhere. Failures: `store_newer`, `store_lost`, `store_unavailable`,
 * `archive_emptied`, `store_full`, `no_copy`, `disk_stop`, `store_no_room` (a rebuild needs room), `reset_in_vain`, those of the journal.
 */
export function openDistrustful(actor: Actor, options: DistrustfulOptions = {}): Promise<Result<Opened>> {
  const opening = new Opening(actor, options);
  const lock = lockOf(options.name ?? DATABASE_NAME);
  return withLock(lock, async () => {
    const opened = await opening.run();
    const { onMiscount } = options;
    if (opened.ok && onMiscount && opening.believed !== null) {
      const { believed } = opening;
      // Asked for while we have the lock: it comes before every writer.
      void withLock(lock, () => countAfterwards(opened.value.archive.db, believed, onMiscount));
    }
    return opened;
  });
}

class Opening {
  private readonly name: string;
  private readonly journal: Journal;
  private readonly onProgress: (now: OpenProgress) => void;
  private readonly began = performance.now();
  /** Households that were not counted yet; null = they were. */
  believed: number | null = null;
  private told: Omit<OpenStory, 'ms' | 'households'> | null = null;

  constructor(
    private readonly actor: Actor,
    private readonly options: DistrustfulOptions,
  ) {
    this.name = options.name ?? DATABASE_NAME;
    this.journal = options.journal ?? desktopJournal;
    this.onProgress = options.onProgress ?? (() => undefined);
  }

  async run(): Promise<Result<Opened>> {
    const [found, state] = await Promise.all([probe(this.name), this.journal.state()]);
    if (!state.ok) return state;
    try {
      return await this.judge(found, state.value);
    } catch (error) {
      const failure = await storeFailure(error);
      if (failure.code === 'store_full' || state.value.journal.line === 0) return { ok: false, error: failure };
      // IndexedDB cannot even be deleted or written: its files are thrown away and this page begins anew.
      const reset = await this.journal.reset(failure.code);
      return reset.ok ? fail('store_unavailable') : reset;
    }
  }

  private async judge(found: Probe, state: OpenState, replayed = 0): Promise<Result<Opened>> {
    const readable = typeof found === 'number' && found > 0 && found <= STORED_VERSION;
    const db = readable ? await openedDb(this.name) : null;
    if (db && this.options.onMiscount && !this.told) {
      const believed = await contentsOf(db, true);
      const verdict = believed && (await this.verdict(found, believed, state));
      // Whatever else is to be done is decided by what is there.
      if (believed && verdict?.do === 'good') {
        this.believed = believed.households;
        return this.execute(verdict, db, believed, state, replayed);
      }
    }
    const contents = db && (await contentsOf(db));
    const verdict = await this.verdict(readable && !contents ? 'unreadable' : found, contents, state);
    return this.execute(verdict, db, contents, state, replayed);
  }

  private async verdict(found: Probe, contents: Contents | null, state: OpenState): Promise<Verdict> {
    const verdict = decide({
      probe: found,
      version: STORED_VERSION,
      contents,
      markedLost: found === 0 && (await isMarkedLost(this.name)),
      databaseId: state.databaseId,
      journal: state.journal,
      copies: state.copies,
      used: state.used && this.options.begin !== true,
      resetBecause: state.resetBecause,
      sumAtSeal: contents?.seal ? await this.sumAt(contents.seal.line, state) : null,
    });
    return this.options.rebuild && !this.told ? forced(verdict) : verdict;
  }

  private async sumAt(line: number, { journal }: OpenState): Promise<string | null> {
    if (line === journal.line) return journal.line === 0 ? null : journal.sum;
    if (line < journal.first || line > journal.line) return null;
    const read = await this.journal.read(line);
    const found = read.ok ? read.value[0] : undefined;
    return found?.line === line ? found.sum : null;
  }

  private async execute(
    verdict: Verdict,
    db: HudangDb | null,
    contents: Contents | null,
    state: OpenState,
    replayed: number,
  ): Promise<Result<Opened>> {
    switch (verdict.do) {
      case 'refuse':
        db?.close();
        if (verdict.code === 'store_lost') await markLost(this.name);
        return fail(verdict.code);
      case 'fresh':
        return this.fresh(db, contents, state);
      case 'good':
        return this.done(db, contents?.seal ?? null, state);
      case 'replay':
        return this.replay(db, contents?.seal ?? null, state, replayed);
      case 'rebuild':
        db?.close();
        return this.rebuild(verdict.because, state);
      case 'adopt':
        return this.adopt(verdict.because, db, contents, state);
    }
  }

  private async fresh(db: HudangDb | null, contents: Contents | null, state: OpenState): Promise<Result<Opened>> {
    if (contents?.building) {
      db?.close();
      await deleteDatabase(this.name);
      db = null;
    }
    const made = db ?? new HudangDb(this.name);
    if (!made.isOpen()) await made.open();
    const seal: StateSeal = { databaseId: state.databaseId, line: 0, sum: 'A'.repeat(43), seq: 0, households: 0 };
    await markBuilt(made, seal);
    return this.done(made, seal, state);
  }

  private async replay(
    db: HudangDb | null,
    seal: StateSeal | null,
    state: OpenState,
    replayed: number,
  ): Promise<Result<Opened>> {
    // Twice: the journal has not come to rest, or the seal does not follow it.
    if (!db || !seal || replayed > 1) return this.rebuild('behind', state);
    const total = state.journal.line - seal.line;
    const rolled = await rollForward(db, this.journal, seal, (line) =>
      this.onProgress({ step: 'journal', because: 'behind', done: line - seal.line, total }),
    );
    db.close();
    if (!rolled.ok) {
      const again = ['store_base', 'store_voided'].includes(rolled.error.code);
      return again ? this.rebuild('behind', state) : rolled;
    }
    if (rolled.value.lost.length > 0) return this.rebuild('behind', state);
    const { lines } = rolled.value;
    this.told = { what: 'replayed', because: 'behind', copy: null, copyMade: null, lines, lostLines: [] };
    return this.judge(STORED_VERSION, state, replayed + 1);
  }

  private async rebuild(because: Because, state: OpenState): Promise<Result<Opened>> {
    const { access } = state;
    // On a full disk Chromium would give up the half of it again.
    if (access.mode === 'read' && access.why === 'disk') return fail('store_no_room');
    const newest = state.copies.find(({ damaged }) => !damaged);
    const from = newest && { from: { made: newest.made, lines: Math.max(0, state.journal.line - newest.line) } };
    const progress: Progress = (now) => this.onProgress({ ...now, because, ...from });
    // Said before the work begins: a single large line tells nothing until it is done.
    progress({ step: newest ? 'copy' : 'journal', done: 0, total: newest ? 0 : state.journal.line });
    const built = await rebuild(this.name, this.journal, state, progress);
    if (!built.ok) return built;
    const { db, copy, lines, lost, beyond } = built.value;
    let { seal } = built.value;
    await forgetLost(this.name);
    this.told = { what: 'rebuilt', because, copy, copyMade: null, lines, lostLines: lost };
    if (!canAppend(access)) return this.done(db, seal, state);
    if (beyond && copy !== null) {
      // The copy knows more than the journal: the numbers go on from here.
      const based = await appendBase(db, this.journal, copy, goingOn(seal, state));
      if (!based.ok) return based;
      seal = based.value;
    } else if (lost.length > 0) return this.adopt(because, db, { seal }, state);
    return this.done(db, seal, state);
  }

  /** What the database holds becomes the state that the journal goes on from. */
  private async adopt(
    because: Because,
    db: HudangDb | null,
    contents: Pick<Contents, 'seal'> | null,
    state: OpenState,
  ): Promise<Result<Opened>> {
    if (!db) return fail('store_unavailable');
    if (because === 'newer' && isReader(state.access) && (state.journal.line > 0 || state.copies.length > 0)) {
      // A reader's database is never the only one to know something: it is of another copy of this folder, or of lines cut off.
      db.close();
      return this.rebuild('foreign', state);
    }
    const before = contents?.seal ?? null;
    if (!canAppend(state.access)) {
      // Somebody else's archive, or no room: it is looked at as it is.
      return this.done(db, before, state);
    }
    this.onProgress({ step: 'save', because, done: 0, total: 1 });
    const adopted = await adopt(this.archive(db, before, state.access), before, state);
    if (!adopted.ok) {
      db.close();
      return adopted;
    }
    const told = this.told ?? { what: 'adopted', because, copy: null, lines: 0, lostLines: [] };
    this.told = { ...told, copyMade: adopted.value.copy };
    return this.done(db, adopted.value.seal, state);
  }

  private archive(db: HudangDb, seal: StateSeal | null, access: Access): Archive {
    const hold = new Hold(access);
    hold.head = seal;
    return archiveOf(db, this.actor, this.journal, hold);
  }

  private async done(db: HudangDb | null, seal: StateSeal | null, state: OpenState): Promise<Result<Opened>> {
    if (!db) return fail('store_unavailable');
    await askToPersist();
    const households = seal?.households ?? 0;
    const ms = Math.round(performance.now() - this.began);
    const { cutBytes } = state.journal;
    const story = this.told && { ...this.told, ...(cutBytes > 0 ? { cutBytes } : {}), households, ms };
    return ok({ archive: this.archive(db, seal, state.access), story, clockBehind: await clockBehind(db) });
  }
}
